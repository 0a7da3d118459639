using MailGuard.Comparison;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>A comparison as plain text for a terminal: the sentence, the counts, then members by what became of them.</summary>
public sealed class CompareText(TextWriter output, Language language, TextLayout layout)
{
    private const int Indent = 2;

    private readonly TextSurface surface = new(output, layout);
    private readonly ReportWords words = ReportWords.In(language);
    private readonly CompareWords compare = new(ReportWords.In(language));
    private readonly RuleWords rules = new(RuleCatalog.Find, language);

    /// <summary>What could not be read of a file, a line each.</summary>
    /// <param name="input">What reports call the file.</param>
    public static IEnumerable<string> Problems(StoredRun run, string input, Language language)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new CompareWords(ReportWords.In(language)).Problems(new ComparedRun(input, run.Count, run.AsOf, run.Problems, run.MoreProblems));
    }

    public void Write(CompareDocument comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        surface.Prose(0, compare.Sentence(comparison.Counts), TextTone.Heading);
        surface.Prose(0, compare.Span(comparison), TextTone.Quiet);
        surface.Items(0, compare.Counts(comparison.Counts), TextTone.Plain);
        foreach (var problem in compare.Problems(comparison)) surface.Labelled(0, $"{ReportWords.Icon(null)} ", problem);
        var sections = comparison.Members.ToLookup(CompareWords.SectionOf);
        foreach (var section in CompareWords.Sections.Where(sections.Contains))
        {
            surface.Line();
            surface.Line(new TextSpan(TextTone.Heading, compare.Section(section)));
            foreach (var member in sections[section]) WriteMember(member);
        }
    }

    private void WriteMember(MemberComparison member)
    {
        surface.Line("  ", member.Domain ?? member.Input, new(TextTone.Quiet, member.Name is null ? "" : "  " + member.Name));
        if (compare.Remark(member) is { } remark) surface.Prose(2 * Indent, remark);
        new ChangeText(surface, words, rules).Write(member.Changes, 2 * Indent);
    }
}

/// <summary>What changed for one member, as lines of plain text.</summary>
internal sealed class ChangeText(TextSurface surface, ReportWords words, RuleWords rules)
{
    /// <summary>Cells behind a label: before, now, 前回, 今回.</summary>
    private const int LabelWidth = 8;

    private readonly CompareWords compare = new(words);

    public void Write(MemberChanges changes, int indent)
    {
        foreach (var standing in changes.Standing) WriteStanding(standing, indent);
        foreach (var finding in changes.Findings) WriteFinding(finding, ToneOf(finding, changes), indent);
        foreach (var record in changes.Records) WriteRecord(record, indent);
    }

    private void WriteStanding(StandingChange standing, int indent)
    {
        var moved = $"{compare.Standing(standing.Member, standing.Old)} → {compare.Standing(standing.Member, standing.New)}";
        surface.Line(TextSurface.Blanks(indent), new(ToneOf(standing.Change, null), words.Labelled(compare.StandingLabel(standing.Member), moved)));
    }

    private void WriteFinding(FindingChange finding, TextTone tone, int indent)
    {
        surface.Line(
            TextSurface.Blanks(indent),
            new(tone, words.Labelled(compare.Change(finding.Change, finding.Reason), compare.SeverityOf(finding))),
            $"  {finding.Rule}  {rules.Title(finding.Rule)}",
            new(TextTone.Quiet, $"  ({finding.Subject})"));
        if (compare.ProblemOf(finding) is { } problem) surface.Prose(indent + 2, problem);
    }

    private void WriteRecord(RecordChange record, int indent)
    {
        surface.Line(
            TextSurface.Blanks(indent),
            $"{compare.RecordLabel(record)}  {record.Name}{words.Label("", "")}",
            new(ToneOf(record.Change, null), compare.Change(record)));
        WriteRecords(indent + 2, compare.Before, record.Old);
        WriteRecords(indent + 2, compare.Now, record.New);
    }

    private void WriteRecords(int indent, string label, IReadOnlyList<string>? records)
    {
        var head = TerminalCells.Pad(label, LabelWidth);
        if (records is not { Count: > 0 }) surface.Line(TextSurface.Blanks(indent), new(TextTone.Quiet, head + compare.InPlaceOf(records)));
        foreach (var record in records ?? [])
        {
            surface.Line(TextSurface.Blanks(indent), new(TextTone.Quiet, head), new(TextTone.Record, record));
            head = TextSurface.Blanks(LabelWidth);
        }
    }

    private static TextTone ToneOf(FindingChange finding, MemberChanges changes) => CompareWords.IsOnlyGone(finding, changes)
        ? TextTone.Plain
        : ToneOf(finding.Change, finding.Severity);

    private static TextTone ToneOf(string change, string? severity) => change switch
    {
        "appeared" or "worsened" => severity is null ? TextTone.High : TextSpan.ToneOf(severity),
        "vanished" or "improved" => severity is null ? TextTone.Plain : TextTone.NothingFound,
        "not-checked" or "newly-visible" => TextTone.Undetermined,
        _ => TextTone.Plain,
    };
}
