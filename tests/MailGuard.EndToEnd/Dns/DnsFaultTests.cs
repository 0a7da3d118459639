using MailGuard.EndToEnd.Programs;
using MailGuard.Results;

namespace MailGuard.EndToEnd.Dns;

/// <summary>What DNS does not answer is undetermined, never absent; what it forges is not believed. With the program's own limits.</summary>
[Collection(nameof(ServedFixtures))]
public sealed class DnsFaultTests(ServedFixtures fixtures, FaultyDomains domains) : IClassFixture<FaultyDomains>
{
    private const string Struck = "hospital-dachau-000003.test";

    /// <summary>What a forger wants to see believed, and no domain of the population publishes.</summary>
    private const string Forged = "v=spf1 +all";

    [Theory]
    [InlineData("--spoof-first 1")]                  // a wrong id, then an answer to another question, before every true answer
    [InlineData("--spoof-first 1 --fault-limit 1")]
    [InlineData("--wrong-id 1 --fault-limit 1")]     // here and below instead of the first answer
    [InlineData("--wrong-question 1 --fault-limit 1")]
    [InlineData("--wrong-owner 1 --fault-limit 1")]
    [InlineData("--other-port 1 --fault-limit 1")]
    [InlineData("--garbage 1 --fault-limit 1")]
    [InlineData("--cut 1 --fault-limit 1")]
    [InlineData("--dup 1")]
    public async Task Forged_and_damaged_answers_change_no_byte_in_any_format(string faults)
    {
        using var folder = new TemporaryFolder();
        var run = await domains.AuditAsync(faults, "json", "--record", folder.File("believed"));
        await AssertUnchangedAsync("json", run);
        foreach (var format in (string[])["text", "html", "csv"]) await AssertUnchangedAsync(format, await domains.ReplayAsync(folder.File("believed"), format));
    }

    [Fact]
    public async Task A_third_of_all_packets_lost_leaves_at_most_one_domain_undetermined_and_adds_no_finding()
    {
        var run = await domains.AuditAsync("--loss 0.3");
        Assert.InRange(AuditAssert.OnlyLacks(await domains.UndisturbedAsync("json"), run.Output), 0, 1);
    }

    [Fact]
    public async Task A_server_that_comes_back_in_time_changes_no_byte()
    {
        var run = await domains.AuditAsync("--down-at 100 --down-for 2");
        Assert.Equal(await domains.UndisturbedAsync("json"), run.Output);
    }

    [Theory]
    [InlineData("--servfail 1")]
    [InlineData("--refused 1")]
    [InlineData("--formerr 1")]
    [InlineData("--notimp 1")]
    [InlineData("--truncate 1 --no-tcp")]
    public async Task A_server_that_never_answers_leaves_every_domain_undetermined(string faults)
    {
        var run = await domains.AuditAsync(faults, "json", "--fail-on", "never");
        var audits = Audits.Read(run.Output);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(FaultyDomains.Count, audits.Count);
        Assert.All(audits, AuditAssert.IsUndetermined);
    }

    [Fact]
    public async Task A_server_that_keeps_silent_leaves_everything_undetermined()
    {
        var population = await domains.PopulationAsync();
        await using var proxy = await FaultProxy.StartAsync(population.Server, "--loss 1 --tcp-loss 1");
        var run = await Mailguard.AuditAsync(Struck, "--fail-on", "never", "--timeout", "2", "--dns", proxy.Address);   // the default waits 10 s
        Assert.Equal(2, run.ExitCode);
        AuditAssert.IsUndetermined(Assert.Single(Audits.Read(run.Output)));
    }

    [Theory]
    [InlineData("--lame")]
    [InlineData("--dead")]
    public async Task One_domain_that_does_not_answer_is_undetermined_and_costs_the_others_nothing(string fault)
    {
        var run = await domains.AuditAsync($"{fault} {Struck}", "json", "--fail-on", "never");
        Assert.Equal(2, run.ExitCode);
        AuditAssert.IsUndetermined(Assert.Single(Audits.Read(run.Output), audit => audit.Domain == Struck));
        Assert.Equal(1, AuditAssert.OnlyLacks(await domains.UndisturbedAsync("json"), run.Output));
    }

    [Fact]
    public async Task An_include_that_does_not_answer_leaves_SPF_undetermined_and_DMARC_as_it_is()
    {
        await using var proxy = await FaultProxy.StartAsync(await fixtures.ServerAsync(), "--lame spf.relay-gate.example");
        var run = await Mailguard.AuditAsync("hotarusawa-hospital.example", "--dns", proxy.Address);
        var struck = Assert.Single(Audits.Read(run.Output));
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain(struck.Findings, finding => IsSpf(finding) && finding.Severity is "high" or "critical");
        Assert.Contains(struck.Findings, finding => finding.Rule == AuditAssert.DnsUndetermined);
        Assert.Equal("quarantine", struck.Dmarc?.EffectivePolicy);
    }

    [Fact]
    public async Task A_run_whose_server_dies_says_what_is_missing_and_is_completed_by_the_next()
    {
        using var folder = new TemporaryFolder();
        var population = await domains.PopulationAsync();
        var undisturbed = await domains.UndisturbedAsync("json");
        string address;
        string[] rest = ["--list", population.List, "--journal", folder.File("journal"), "--dns"];

        await using (var dying = await FaultProxy.StartAsync(population.Server, "--die-after 300"))
        {
            address = dying.Address;
            var cut = await Mailguard.AuditAsync([.. rest, address]);
            var lacking = AuditAssert.OnlyLacks(undisturbed, cut.Output);
            Assert.InRange(lacking, 1, FaultyDomains.Count);
            Assert.Equal(2, cut.ExitCode);
            Assert.Contains($"{lacking} undetermined", cut.Errors, StringComparison.Ordinal);
        }

        await using var living = await FaultProxy.StartAsync(population.Server, "--delay 0", address);
        var resumed = await Mailguard.AuditAsync([.. rest, address]);
        Assert.Equal(undisturbed, resumed.Output);
    }

    private async Task AssertUnchangedAsync(string format, ProgramResult run)
    {
        Assert.Equal(await domains.UndisturbedAsync(format), run.Output);
        Assert.DoesNotContain(Forged, run.Output + run.Errors, StringComparison.Ordinal);
    }

    private static bool IsSpf(FindingEntry finding) => finding.Rule.StartsWith("spf.", StringComparison.Ordinal);
}
