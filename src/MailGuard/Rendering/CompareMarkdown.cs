using System.Text;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>A comparison in Markdown: the sentence, the counts, then members by what became of them.</summary>
public sealed class CompareMarkdown(TextWriter output, Language language)
{
    private readonly ReportWords words = ReportWords.In(language);
    private readonly CompareWords compare = new(ReportWords.In(language));
    private readonly RuleWords rules = new(RuleCatalog.Find, language);

    public void Write(CompareDocument comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        output.Write($"# {MarkdownText.Of(compare.Sentence(comparison.Counts))}\n\n{MarkdownText.Of(compare.Span(comparison))}\n\n");
        foreach (var line in compare.Counts(comparison.Counts).Concat(compare.Problems(comparison))) output.Write($"- {MarkdownText.Of(line)}\n");
        var sections = comparison.Members.ToLookup(CompareWords.SectionOf);
        foreach (var section in CompareWords.Sections.Where(sections.Contains))
        {
            output.Write($"\n## {compare.Section(section)}\n");
            foreach (var member in sections[section]) output.Write(Draw(member));
        }
    }

    private string Draw(MemberComparison member)
    {
        var text = new StringBuilder($"\n### {MarkdownText.Code(member.Domain ?? member.Input)}{(member.Name is null ? "" : " " + MarkdownText.Of(member.Name))}\n\n");
        if (compare.Remark(member) is { } remark) text.Append(remark).Append("\n\n");
        foreach (var line in member.Changes.Standing.Select(Line).Concat(member.Changes.Findings.Select(Line))) text.Append("- " + line + "\n");
        foreach (var record in member.Changes.Records) text.Append(Block(record));
        return text.ToString();
    }

    private string Line(StandingChange standing) => MarkdownText.Of(words.Labelled(
        compare.StandingLabel(standing.Member), $"{compare.Standing(standing.Member, standing.Old)} → {compare.Standing(standing.Member, standing.New)}"));

    private string Line(FindingChange finding)
    {
        var problem = compare.ProblemOf(finding) is { } text ? " – " + MarkdownText.Of(text) : "";
        var head = words.Labelled(compare.Change(finding.Change, finding.Reason), compare.SeverityOf(finding));
        return $"{MarkdownText.Of(head)} {MarkdownText.Code(finding.Rule)} {MarkdownText.Of(rules.Title(finding.Rule))}{problem}";
    }

    private string Block(RecordChange record) =>
        $"\n{MarkdownText.Of(words.Labelled($"{compare.RecordLabel(record)} {record.Name}", compare.Change(record)))}\n\n"
        + MarkdownText.Block([.. Lines(compare.Before, record.Old), .. Lines(compare.Now, record.New)]);

    private IEnumerable<string> Lines(string label, IReadOnlyList<string>? records) => records is { Count: > 0 }
        ? records.Select(one => words.Labelled(label, PlainText.OfRecord(one)))
        : [words.Labelled(label, compare.InPlaceOf(records))];
}
