using MailGuard.Findings;

namespace MailGuard.Rendering;

/// <summary>Rules in Markdown: a table of all, or one in full.</summary>
public static class RuleCatalogMarkdown
{
    public static void WriteList(TextWriter output, IEnumerable<Rule> rules, Language language)
    {
        var words = ReportWords.In(language);
        output.Write(words.Choose("| Severity | Rule | Title | Urgency | Source |\n", "| 重大度 | ルール | 内容 | 時期 | 出典 |\n"));
        output.Write("| --- | --- | --- | --- | --- |\n");
        foreach (var rule in rules) WriteRow(output, rule, new(rule, language));
    }

    public static void WriteRule(TextWriter output, Rule rule, Language language)
    {
        var description = new RuleDescription(rule, language);
        output.Write($"# {MarkdownText.Code(rule.Id)} {MarkdownText.Of(description.Text.Title)}\n\n{description.Severity}\n\n");
        output.Write(Items(description.Facts) + "\n" + Items(description.Texts));
    }

    /// <summary>A list of labels and values.</summary>
    internal static string Items(IEnumerable<(string Label, string Value)> items) =>
        string.Concat(items.Select(item => $"- {MarkdownText.Of(item.Label + item.Value)}\n"));

    private static void WriteRow(TextWriter output, Rule rule, RuleDescription description)
    {
        string[] cells =
        [
            description.Severity,
            MarkdownText.Code(rule.Id, isCell: true),
            MarkdownText.Of(description.Text.Title),
            description.Urgency,
            MarkdownText.Of(rule.Source),
        ];
        output.Write($"| {string.Join(" | ", cells)} |\n");
    }
}
