using System.Collections.Immutable;
using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>What several members have to do, or what one record does for them all.</summary>
/// <param name="Urgency">The schema's word.</param>
/// <param name="Cost">The schema's word; null without cost.</param>
/// <param name="Weight">Members times severity, as in <see cref="SharedCause.Weight"/>.</param>
internal sealed record PriorityRow(
    Severity Severity, string Title, string Action, string Urgency, string? Cost, int Weight, IReadOnlyList<PortfolioMember> Members)
{
    /// <summary>Said of each member alone; together it is the finding of the portfolio.</summary>
    private const string SaidByPortfolio = "dmarc.report-destination-unauthorized";

    /// <summary>Null when each member has a record of its own.</summary>
    public ProposedEntry? Record { get; init; }

    public static IEnumerable<PriorityRow> All(PortfolioSummary summary, PageContext page)
    {
        var findings = summary.Findings;
        return
        [
            .. findings.Select(finding => Of(finding, summary, page)),
            .. SharedCauses(summary, findings).Select(cause => Of(cause, page)),
        ];
    }

    private static IEnumerable<SharedCause> SharedCauses(PortfolioSummary summary, ImmutableArray<Finding> findings) =>
        from cause in summary.Causes
        where cause.Severity >= Severity.Medium && cause.Members.Length > 1
        where cause.Rule is not SaidByPortfolio || !findings.Any(IsAboutReportHosts)
        select cause;

    private static bool IsAboutReportHosts(Finding finding) => PortfolioRules.ReportHosts.Rules.Contains(finding.Rule);

    private static PriorityRow Of(SharedCause cause, PageContext page)
    {
        var action = SharedAction.Of(page.TextOf(cause.Rule), page.Words);
        return new(cause.Severity, page.TitleOf(cause.Rule), action, cause.Urgency, cause.Cost, cause.Weight, cause.Members);
    }

    private static PriorityRow Of(Finding finding, PortfolioSummary summary, PageContext page)
    {
        var (rule, language) = (finding.Rule, page.Words.Language);
        var members = MembersNamedIn(finding.Evidence, summary);
        var weight = members.Count << (int)finding.Severity;
        return new(
            finding.Severity,
            rule.In(language).Title,
            finding.Remedy(language),
            SchemaWords.Of(rule.Urgency),
            SchemaWords.Of(rule.Cost),
            weight,
            members)
        {
            Record = finding.Evidence.Proposed is { } record
                ? new(record.Name.Text, record.Type, record.TimeToLive, record.Value, record.Previous)
                : null,
        };
    }

    private static List<PortfolioMember> MembersNamedIn(Evidence evidence, PortfolioSummary summary)
    {
        var domains = evidence.Values.OfType<EvidenceValue.List>().SelectMany(list => list.Values).ToHashSet();
        return [.. summary.Entries.Where(member => member.Domain is not null && domains.Contains(member.Domain))];
    }
}
