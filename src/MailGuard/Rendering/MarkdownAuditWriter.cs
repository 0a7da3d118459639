using System.Text;
using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>A report in Markdown: for a list a table of all members and the counts, then a section for each.</summary>
/// <remarks>The table is written as members pass; their sections are kept as text until the end.</remarks>
/// <param name="single">As for <see cref="JsonAuditWriter"/>.</param>
public sealed class MarkdownAuditWriter(TextWriter output, Language language, bool single) : AuditWriter
{
    private readonly ReportWords words = ReportWords.In(language);
    private readonly StringBuilder sections = new();

    /// <summary>Where a rule's words are looked up.</summary>
    public Func<string, Rule?> FindRule { get; init; } = RuleCatalog.Find;

    public override void Begin()
    {
        output.Write($"# {words.Choose("Audit of e-mail authentication", "送信ドメイン認証の点検結果")}\n\n");
        if (!single) output.Write(Portfolio().TableHead());
    }

    public override void Write(AuditDocument audit)
    {
        if (!single) output.Write(Portfolio().TableRow(audit));
        sections.Append(new MemberMarkdown(words, new(FindRule, language)).Draw(audit));
    }

    public override void End(PortfolioSummary summary)
    {
        if (!single) output.Write("\n" + Portfolio().Summary(summary) + "\n");
        output.Write(sections.ToString().TrimEnd('\n') + "\n");
    }

    private PortfolioMarkdown Portfolio() => new(words, new(FindRule, language));
}
