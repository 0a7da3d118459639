using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Runs;

/// <summary>A run that is ended resumes from its journal and loses nothing.</summary>
[Collection(nameof(SlowDomains))]
public sealed class KilledRunTests(SlowDomains domains)
{
    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("html")]
    public async Task A_run_killed_several_times_resumes_to_the_bytes_of_an_uninterrupted_one(string format)
    {
        (int Lines, int OctetsTorn)[] kills = [(2, 0), (100, 20), (200, 1)];
        var population = await domains.PopulationAsync();
        var uninterrupted = await Mailguard.RunAsync(Mailguard.AuditAs(format, "--list", population.List, "--dns", population.Server.Address));
        using var run = await domains.RunAsync();

        foreach (var (lines, octetsTorn) in kills)
        {
            await run.KillAsync(lines);
            Assert.InRange(run.Lines, lines, SlowDomains.Count);
            Assert.False(File.Exists(run.Report));
            run.Tear(octetsTorn);
        }

        var resumed = await run.FinishAsync(format);
        Assert.Equal(uninterrupted.Output, resumed.Output);
        Assert.Equal(uninterrupted.ExitCode, resumed.ExitCode);
        Assert.Contains("the last line was not finished", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(1 + SlowDomains.Count, run.Lines);   // the head and every domain once
    }

    [Theory]
    [InlineData("text", "This report is incomplete")]
    [InlineData("markdown", "This report is incomplete")]
    [InlineData("html", "This report is incomplete")]
    [InlineData("sarif", "\"executionSuccessful\":false")]
    public async Task Ctrl_C_ends_with_130_and_a_report_that_says_it_is_incomplete(string format, string mark)
    {
        using var run = await domains.RunAsync();
        await using var program = await run.StartAsync(lines: 5, format);
        await program.InterruptAsync();
        var interrupted = await program.FinishAsync(Mailguard.Limit);
        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains(mark, interrupted.Output, StringComparison.Ordinal);
        Assert.Contains("interrupted: ", interrupted.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_run_resumes_to_the_bytes_of_an_uninterrupted_one()
    {
        var population = await domains.PopulationAsync();
        var uninterrupted = await Mailguard.AuditAsync("--list", population.List, "--dns", population.Server.Address);
        using var run = await domains.RunAsync();
        await using var program = await run.StartAsync(lines: 100, "json", "--output", run.Report);
        await program.InterruptAsync();
        Assert.Equal(130, (await program.FinishAsync(Mailguard.Limit)).ExitCode);
        Assert.InRange(run.Lines, 100, SlowDomains.Count);
        Assert.Equal(uninterrupted.Output, (await run.FinishAsync("json")).Output);
    }

    [Fact]
    public async Task A_journal_serves_one_run_at_a_time()
    {
        using var run = await domains.RunAsync();
        await using var first = await run.StartAsync(lines: 2, "json", "--output", run.Report);
        var second = await run.FinishAsync("json");
        Assert.Equal((2, ""), (second.ExitCode, second.Output));
        Assert.Contains("another run is using it", second.Errors, StringComparison.Ordinal);
        Assert.False(first.HasExited);
    }
}
