using MailGuard.EndToEnd.Programs;
using MailGuard.Results;

namespace MailGuard.EndToEnd.Dns;

/// <summary>A signed zone behind a resolver that checks: only where its keys are not those that the parent vouches for is the chain broken.</summary>
public sealed class BrokenChainTests : IDisposable
{
    private const string Signed = "hospital.test";
    private const string Unsigned = "clinic.test";
    private const string Rule = "dnssec.chain-broken";
    private const string Zone = "@ 300 SOA ns admin 1 3600 600 86400 300\n@ 300 NS ns\nns 300 A 127.0.0.1\n@ 300 MX 10 ns\n@ 300 TXT \"v=spf1 mx -all\"\n";

    /// <summary>As after a change of keys that the parent was not told of.</summary>
    private static readonly string OldDs = $"{Signed}. DS 1 13 2 {new string('0', 64)}";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_chain_is_broken_when_the_parent_vouches_for_other_keys()
    {
        await using var knot = await ServeAsync(Signed, areSigned: true);
        await using var unbound = await UnboundServer.StartAsync(knot, OldDs);
        var snapshot = folder.File("snapshot");
        var run = await Mailguard.AuditAsync([Signed, "--dns", unbound.Address, "--record", snapshot]);
        var audit = AuditJson.Read(run.Output);
        Assert.Equal("critical", Assert.Single(audit.Findings, finding => finding.Rule == Rule).Severity);
        Assert.Contains("spf", audit.Undetermined);

        var replay = await Mailguard.AuditAsync([Signed, "--replay", snapshot]);
        Assert.Equal(Rules(audit), Rules(AuditJson.Read(replay.Output)));
    }

    [Fact]
    public async Task A_signed_zone_with_the_right_keys_is_in_order()
    {
        await using var knot = await ServeAsync(Signed, areSigned: true);
        await using var unbound = await UnboundServer.StartAsync(knot, $"{Signed}. DNSKEY {await KeySigningKeyAsync(knot)}");
        await AssertIsDeterminedAsync(Signed, unbound);
    }

    [Fact]
    public async Task A_zone_beside_a_broken_one_is_not_touched_by_it()
    {
        await using var knot = await ServeAsync(Unsigned, areSigned: false);
        await using var unbound = await UnboundServer.StartAsync(knot, OldDs);
        await AssertIsDeterminedAsync(Unsigned, unbound);
    }

    [Fact]
    public async Task Servers_that_fail_with_and_without_checking_are_no_broken_chain()
    {
        await using var knot = await ServeAsync(Signed, areSigned: true);
        await using var proxy = await FaultProxy.StartAsync(knot, "--servfail 1");
        var run = await Mailguard.AuditAsync([Signed, "--dns", proxy.Address, "--timeout", "1", "--retries", "0"]);
        var audit = AuditJson.Read(run.Output);
        Assert.DoesNotContain(Rule, Rules(audit));
        Assert.Contains(Rule, audit.Undetermined);
    }

    private Task<KnotServer> ServeAsync(string zone, bool areSigned)
    {
        File.WriteAllText(folder.File(zone), Zone);
        return KnotServer.StartAsync(new() { [zone] = folder.File(zone) }, areSigned);
    }

    private static async Task AssertIsDeterminedAsync(string domain, UnboundServer unbound)
    {
        var audit = AuditJson.Read((await Mailguard.AuditAsync([domain, "--dns", unbound.Address])).Output);
        Assert.DoesNotContain(Rule, Rules(audit));
        var open = audit.Findings.FirstOrDefault(finding => finding.Rule == "run.dns-undetermined")?.Problem;
        Assert.True(open is null, open);
        Assert.Empty(audit.Undetermined);
    }

    private static IEnumerable<string> Rules(AuditDocument audit) => audit.Findings.Select(finding => finding.Rule);

    /// <summary>The DNSKEY with the SEP bit, flags 257 (RFC 4034 section 2.1.1).</summary>
    private static async Task<string> KeySigningKeyAsync(KnotServer knot)
    {
        var port = knot.Address.Split(':')[1];
        await using var kdig = RunningProgram.Start(RequiredProgram.Find("kdig"), ["@127.0.0.1", "-p", port, Signed, "DNSKEY", "+short"]);
        var keys = (await kdig.FinishAsync(TimeSpan.FromSeconds(20))).Output.Split('\n');
        return Assert.Single(keys, key => key.StartsWith("257 ", StringComparison.Ordinal));
    }
}
