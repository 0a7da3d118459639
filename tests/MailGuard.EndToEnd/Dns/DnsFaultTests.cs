using MailGuard.EndToEnd.Programs;
using MailGuard.Results;

namespace MailGuard.EndToEnd.Dns;

/// <summary>What DNS does not answer is undetermined, never absent; what it forges is not believed.</summary>
[Collection(nameof(ServedFixtures))]
public sealed class DnsFaultTests(ServedFixtures fixtures)
{
    private const string InOrder = "kirisawa-hospital.example";
    private const string WithoutDkim = "shirahae-hospital.example";
    private const string WithNothingForMail = "nagori-clinic.example";
    private const string Nonexistent = "kasumi-clinic.example";
    private const string Struck = "hanaikada-hospital.example";

    /// <summary>What leaves everything undetermined soon; the defaults wait longer.</summary>
    private static readonly string[] Impatient = ["--timeout", "1", "--retries", "0"];

    private static readonly string[] Some = [InOrder, WithoutDkim, WithNothingForMail, Nonexistent];

    [Fact]
    public async Task Without_faults_the_run_does_its_work()
    {
        var server = await fixtures.ServerAsync();
        var run = await Mailguard.AuditAsync([.. Some, "--fail-on", "never", "--dns", server.Address]);
        Assert.Equal(0, run.ExitCode);
        Assert.All(Audits.Read(run.Output), audit => Assert.Empty(audit.Undetermined));
    }

    [Theory]
    [InlineData("--servfail 1")]
    [InlineData("--refused 1")]
    [InlineData("--formerr 1")]
    [InlineData("--notimp 1")]
    [InlineData("--truncate 1 --no-tcp")]
    [InlineData("--loss 1 --tcp-loss 1")]
    public async Task A_server_that_never_answers_leaves_everything_undetermined(string faults)
    {
        await using var proxy = await FaultProxy.StartAsync(await fixtures.ServerAsync(), faults);
        var run = await Mailguard.AuditAsync([.. Some, "--fail-on", "never", .. Impatient, "--dns", proxy.Address]);
        var audits = Audits.Read(run.Output);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(Some.Length, audits.Count);
        Assert.All(audits, AuditAssert.IsUndetermined);
    }

    [Theory]
    [InlineData("--lame")]
    [InlineData("--dead")]
    public async Task One_domain_that_does_not_answer_costs_the_others_nothing(string fault)
    {
        await using var proxy = await FaultProxy.StartAsync(await fixtures.ServerAsync(), $"{fault} {Struck}");
        var run = await Mailguard.AuditMembersAsync([.. Impatient, "--dns", proxy.Address]);
        var struck = Assert.Single(Audits.Read(run.Output), audit => audit.Domain == Struck);
        AuditAssert.IsUndetermined(struck);
        var expected = Audits.ByRow(await fixtures.UndisturbedAsync());
        var actual = Audits.ByRow(run.Output);
        expected.Remove(struck.Row);
        actual.Remove(struck.Row);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("--lame")]
    [InlineData("--dead")]
    public async Task One_domain_that_does_not_answer_makes_the_exit_code_2(string fault)
    {
        await using var proxy = await FaultProxy.StartAsync(await fixtures.ServerAsync(), $"{fault} {Struck}");
        var run = await Mailguard.AuditAsync([Struck, InOrder, "--fail-on", "never", .. Impatient, "--dns", proxy.Address]);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task An_include_that_does_not_answer_leaves_SPF_undetermined_and_DMARC_as_it_is()
    {
        await using var proxy = await FaultProxy.StartAsync(await fixtures.ServerAsync(), "--lame spf.relay-gate.example");
        var run = await Mailguard.AuditAsync("hotarusawa-hospital.example", InOrder, "--dns", proxy.Address);
        var struck = Audits.Read(run.Output)[0];
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain(struck.Findings, finding => IsSpf(finding) && finding.Severity is "high" or "critical");
        Assert.Contains(struck.Findings, finding => finding.Rule == AuditAssert.DnsUndetermined);
        Assert.Equal("quarantine", struck.Dmarc?.EffectivePolicy);
    }

    [Fact]
    public async Task Lost_packets_leave_at_most_one_member_undetermined_and_add_no_finding()
    {
        await using var proxy = await FaultProxy.StartAsync(await fixtures.ServerAsync(), "--loss 0.3");
        var run = await Mailguard.AuditMembersAsync("--timeout", "1", "--dns", proxy.Address);
        var expected = Audits.ByRow(await fixtures.UndisturbedAsync());
        var actual = Audits.ByRow(run.Output);
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.True(actual.Count(audit => audit.Value != expected[audit.Key]) <= 1);
        var extra = FindingsOf(run.Output).Except(FindingsOf(await fixtures.UndisturbedAsync()));
        Assert.DoesNotContain(extra, finding => finding.Rule != AuditAssert.DnsUndetermined);
    }

    [Fact]
    public async Task A_server_that_comes_back_in_time_changes_nothing()
    {
        await using var proxy = await FaultProxy.StartAsync(await fixtures.ServerAsync(), "--down-at 100 --down-for 2");
        var run = await Mailguard.AuditMembersAsync("--timeout", "2", "--dns", proxy.Address);
        Assert.Equal(await fixtures.UndisturbedAsync(), run.Output);
    }

    [Theory]
    [InlineData("--dup 1")]
    [InlineData("--wrong-id 1 --fault-limit 1")]
    [InlineData("--wrong-question 1 --fault-limit 1")]
    [InlineData("--wrong-owner 1 --fault-limit 1")]
    [InlineData("--garbage 1 --fault-limit 1")]
    [InlineData("--cut 1 --fault-limit 1")]
    public async Task Forged_and_damaged_answers_are_not_believed(string faults)
    {
        const string Forged = "v=spf1 +all";   // what dnsfault.py puts into its answers
        var server = await fixtures.ServerAsync();
        var expected = await Mailguard.AuditAsync([.. Some, "--dns", server.Address]);
        await using var proxy = await FaultProxy.StartAsync(server, faults);
        var run = await Mailguard.AuditAsync([.. Some, "--dns", proxy.Address]);
        Assert.Equal(expected.Output, run.Output);
        Assert.DoesNotContain(Forged, run.Output + run.Errors, StringComparison.Ordinal);
    }

    private static bool IsSpf(FindingEntry finding) => finding.Rule.StartsWith("spf.", StringComparison.Ordinal);

    private static HashSet<(int Row, string Rule, string Subject)> FindingsOf(string json) =>
        [.. Audits.Read(json).SelectMany(audit => audit.Findings.Select(finding => (audit.Row, finding.Rule, finding.Subject)))];
}
