using MailGuard.Cli.Runs;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Tests.Cli.Runs;

public sealed class RunOutcomeTests
{
    [Theory]
    [InlineData("high", Severity.High, 1)]
    [InlineData("critical", Severity.High, 1)]
    [InlineData("medium", Severity.High, 0)]
    [InlineData("info", Severity.Info, 1)]
    [InlineData("critical", null, 0)]            // --fail-on never
    public void Findings_from_the_severity_on_give_exit_code_1(string severity, Severity? failOn, int expected) =>
        Assert.Equal(expected, Of(Audit(severity), Audit()).ExitCodeFor(failOn));

    [Fact]
    public void What_stayed_open_goes_before_what_was_found()
    {
        Assert.Equal(2, Of(Audit("critical"), Audit() with { Undetermined = ["dmarc"] }).ExitCodeFor(Severity.High));
        Assert.Equal(2, Of(Audit("critical"), Audit("medium") with { Domain = null }).ExitCodeFor(null));
    }

    [Fact]
    public void The_last_line_counts_what_was_found_and_what_stayed_open()
    {
        var outcome = Of(Audit("high", "low"), Audit() with { Undetermined = ["spf", "dmarc"] }, Audit("medium") with { Domain = null });
        Assert.Equal(
            "3 domains: 2 with findings (critical 0, high 1, medium 1, low 1, info 0); 1 undetermined, 1 unreadable",
            outcome.Describe(Language.English));
        Assert.Equal("3件：指摘事項あり2件（重大0、高1、中1、低1、参考0）、確認できず1件、読み取れない行1件", outcome.Describe(Language.Japanese));
    }

    private static RunOutcome Of(params AuditDocument[] audits)
    {
        var outcome = new RunOutcome();
        foreach (var audit in audits) outcome.Add(audit);
        return outcome;
    }

    private static AuditDocument Audit(params string[] severities) => new()
    {
        Row = 1,
        Input = "hospital.example",
        Domain = "hospital.example",
        AsOf = "2026-11-22T00:00:00Z",
        Findings =
        [
            .. severities.Select(severity => new FindingEntry(
                "spf.missing", severity, severity, "hospital.example", "", "", "D", "now", null, "dns-administrator",
                "proven", new([]), [], null)),
        ],
    };
}
