using MailGuard.Findings;

namespace MailGuard.Rendering;

/// <summary>RULES.md: the whole catalogue, by feature, each rule in English and in Japanese.</summary>
public static class RulesPage
{
    private const string Head = """
        # Rules

        What MailGuard looks for, by feature. Words in braces are filled in from the evidence. This page is generated from the
        catalogue: change the rule, not the page.

        MailGuardが調べるルールの一覧です。{ } の部分には、実際の値が入ります。このページはルールの定義から自動で作られています。

        """;

    public static void Write(TextWriter output, IEnumerable<Rule> rules)
    {
        output.Write(Head.ReplaceLineEndings("\n"));
        foreach (var feature in rules.GroupBy(Feature))
        {
            output.Write($"\n## {feature.Key}\n");
            foreach (var rule in feature) WriteRule(output, rule);
        }
    }

    /// <summary>What stands before the full stop of an id, e.g. <c>spf</c>.</summary>
    private static string Feature(Rule rule) => rule.Id.Split('.')[0];

    private static void WriteRule(TextWriter output, Rule rule)
    {
        output.Write($"\n### {MarkdownText.Code(rule.Id)}\n");
        WriteIn(output, new(rule, Language.English));
        WriteIn(output, new(rule, Language.Japanese));
    }

    private static void WriteIn(TextWriter output, RuleDescription description)
    {
        output.Write($"\n{description.Severity} **{MarkdownText.Of(description.Text.Title)}**\n\n");
        output.Write(RuleCatalogMarkdown.Items(description.Facts.Concat(description.Texts)));
    }
}
