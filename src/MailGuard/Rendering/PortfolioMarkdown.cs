using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>The table of a list's members in Markdown, and its counts.</summary>
internal sealed class PortfolioMarkdown(ReportWords words, RuleWords rules)
{
    public string TableHead() =>
        Row([
            words.Choose("Domain", "ドメイン"),
            words.Choose("Name", "名称"),
            words.Choose("Spoofable", "なりすまし"),
            words.Choose("Stage", "段階"),
            words.Choose("Worst finding", "最も重い指摘事項"),
            words.Choose("Next action", "次に行うこと"),
            words.UndeterminedHeading,
        ]) + Row(Enumerable.Repeat("---", 7));

    public string TableRow(AuditDocument audit) => Row([
        MarkdownText.Code(audit.Domain ?? audit.Input, isCell: true),
        MarkdownText.Of(audit.Name),
        words.Spoofable(audit.Spoofable),
        words.Stage(audit.Stage),
        audit.Worst() is { } worst ? $"{words.IconAndSeverity(worst.Severity)} {MarkdownText.Code(worst.Rule, isCell: true)}" : "",
        audit.NextAction() is { } next ? MarkdownText.Of(words.Labelled(words.Urgency(next.Urgency), next.RemedyWithoutRecord())) : "",
        MarkdownText.Of(words.Members(audit.Undetermined)),
    ]);

    public string Summary(PortfolioSummary summary) =>
        $"## {words.SummaryHeading(summary)}\n\n{words.PortfolioSentence(summary)}\n\n{Since(summary)}"
        + string.Concat(SummaryItems(summary).Select(item => $"- {item}\n"));

    private string Since(PortfolioSummary summary) =>
        new CompareWords(words).SentenceSince(summary) is { } since ? MarkdownText.Of(since) + "\n\n" : "";

    private IEnumerable<string> SummaryItems(PortfolioSummary summary)
    {
        yield return words.Label("Spoofable", "なりすまし") + ReportWords.Counts(summary.SpoofableCounts, words.Spoofable);
        yield return words.Label("Stage", "段階") + ReportWords.Counts(summary.StageCounts, words.Stage);
        foreach (var cause in summary.Causes.Take(ReportWords.MaxCauses)) yield return Cause(cause);
        if (words.MembersWithUndetermined(summary) is { } undetermined) yield return $"{ReportWords.Icon(null)} {undetermined}";
        if (words.UnreadableRows(summary) is { } unreadable) yield return unreadable;
        if (words.Incomplete(summary) is { } incomplete) yield return $"**{incomplete}**";
    }

    private string Cause(SharedCause cause)
    {
        var severity = words.IconAndSeverity(SchemaWords.Of(cause.Severity));
        var title = rules.Title(cause.Rule) is { } known ? " " + MarkdownText.Of(known) : "";
        return $"{severity} {MarkdownText.Code(cause.Rule)}{title} – {words.MemberCount(cause.Members.Length)}";
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
