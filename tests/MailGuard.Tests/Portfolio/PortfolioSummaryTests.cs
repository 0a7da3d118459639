using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Tests.Portfolio;

public sealed class PortfolioSummaryTests
{
    [Fact]
    public void Every_row_counts_once_and_what_is_unknown_counts_as_undetermined()
    {
        var summary = Summarise(
            Member(2, "a.example") with { Stage = "none", Spoofable = "yes" },
            Member(3, "b.example") with { Stage = "reject", Spoofable = "no" },
            Member(4, "c.example") with { Stage = null, Spoofable = null },
            Member(5, "d.example") with { Stage = "a-word-of-a-later-version", Spoofable = "no" },
            Member(6, null));

        Assert.Equal(5, summary.Members);
        Assert.Equal(1, summary.Unreadable);
        Assert.Equal("none 1, monitoring 0, quarantine 0, reject 1, parked 0, undetermined 3", Text(summary.StageCounts));
        Assert.Equal("yes 1, partly 0, no 2, undetermined 2", Text(summary.SpoofableCounts));
    }

    [Fact]
    public void Causes_are_ordered_by_members_times_severity()
    {
        var summary = Summarise(
            Member(2, "a.example") with { Findings = [Finding("spf.rare-but-critical", "critical")] },
            Member(3, "b.example") with { Findings = [Finding("tls-rpt.common-but-low", "low"), Finding("dmarc.common", "high")] },
            Member(4, "c.example") with { Findings = [Finding("tls-rpt.common-but-low", "low"), Finding("dmarc.common", "high")] },
            Member(5, "d.example") with { Findings = [Finding("tls-rpt.common-but-low", "low"), Finding("dmarc.common", "high")] });

        Assert.Equal(["spf.rare-but-critical", "dmarc.common", "tls-rpt.common-but-low"], summary.Causes.Select(cause => cause.Rule));
        Assert.Equal(["b.example", "c.example", "d.example"], summary.Causes[1].Members.Select(member => member.Label));
    }

    [Fact]
    public void A_rule_that_fires_twice_for_a_member_counts_it_once_with_the_worst_severity()
    {
        var summary = Summarise(Member(2, "a.example") with
        {
            Findings = [Finding("dkim.key", "medium"), Finding("dkim.key", "critical", urgency: "now")],
        });

        var cause = Assert.Single(summary.Causes);
        Assert.Equal((Severity.Critical, "now", 1), (cause.Severity, cause.Urgency, cause.Members.Length));
    }

    [Theory]
    [InlineData("info", "two-weeks")]   // something to know
    [InlineData("medium", "none")]      // nothing to do
    public void What_asks_for_no_action_is_neither_cause_nor_next_action(string severity, string urgency)
    {
        var summary = Summarise(Member(2, "a.example") with { Findings = [Finding("source.forwarder", severity, urgency)] });

        Assert.Empty(summary.Causes);
        Assert.Null(summary.Entries[0].Next);
    }

    [Fact]
    public void A_finding_that_only_says_what_could_not_be_checked_is_no_cause_but_marks_the_member()
    {
        var open = Finding("run.answers-differ", "medium") with { Confidence = "undetermined" };
        var summary = Summarise(Member(2, "a.example") with { Findings = [open] });

        Assert.Empty(summary.Causes);
        Assert.Null(summary.Entries[0].Worst);
        Assert.True(summary.Entries[0].HasUndetermined);
    }

    [Fact]
    public void The_next_action_is_the_first_of_the_audit_and_the_worst_severity_that_of_all()
    {
        var summary = Summarise(Member(2, "a.example") with
        {
            Findings = [Finding("run.limit-reached", "info", "none"), Finding("dkim.testing-flag", "medium"), Finding("dmarc.missing", "high")],
        });

        Assert.Equal("dkim.testing-flag", summary.Entries[0].Next?.Rule);
        Assert.Equal(Severity.High, summary.Entries[0].Worst);
    }

    [Fact]
    public void Adoption_counts_groups_and_never_takes_the_undetermined_for_protected()
    {
        var summary = Summarise(
            InPrefecture("北県", "reject"), InPrefecture("北県", "parked"), InPrefecture("北県", null),
            InPrefecture("南県", "monitoring"), InPrefecture("南県", "none"));

        var column = Assert.Single(summary.Adoption);
        Assert.Equal([new("北県", 3, 2, 2, 1), new AdoptionGroup("南県", 2, 1, 0, 0)], column.Groups);
    }

    [Theory]
    [InlineData(6, 2, true)]
    [InlineData(6, 1, false)]     // everybody the same
    [InlineData(6, 6, false)]     // everybody different, e.g. telephone numbers
    [InlineData(102, 51, false)]  // more groups than a chart can show
    public void A_column_qualifies_when_it_groups(int members, int values, bool qualifies)
    {
        var summary = Summarise([.. Enumerable.Range(0, members).Select(row => InPrefecture($"{row % values}", "none"))]);

        Assert.Equal(qualifies, summary.Adoption.Length == 1);
    }

    [Fact]
    public void The_time_is_that_of_the_newest_audit()
    {
        var summary = Summarise(
            Member(2, "a.example") with { AsOf = "2026-11-22T00:00:00Z" },
            Member(3, "b.example") with { AsOf = "2026-11-21T00:00:00Z" });

        Assert.Equal("2026-11-22T00:00:00Z", summary.AsOf);
    }

    private static PortfolioSummary Summarise(params AuditDocument[] audits)
    {
        var summary = new PortfolioSummary();
        foreach (var audit in audits) summary.Add(audit);
        return summary;
    }

    private static AuditDocument Member(int row, string? domain) =>
        new() { Row = row, Input = domain ?? "?", Domain = domain, AsOf = "2026-11-22T00:00:00Z" };

    private static AuditDocument InPrefecture(string prefecture, string? stage) =>
        Member(2, "a.example") with { Stage = stage, Columns = new() { ["prefecture"] = prefecture } };

    private static FindingEntry Finding(string rule, string severity, string urgency = "two-weeks") => new(
        rule, severity, severity, "a.example", "", "", "D", urgency, "A", "dns-administrator", "proven", new([]), [], null);

    private static string Text(OrderedDictionary<string, int> counts) => string.Join(", ", counts.Select(one => $"{one.Key} {one.Value}"));
}
