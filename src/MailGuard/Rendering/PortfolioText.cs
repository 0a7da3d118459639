using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>A list as plain text: a line or two a member, and the counts at the end.</summary>
internal sealed class PortfolioText(TextSurface surface, ReportWords words, RuleWords rules)
{
    private const int DomainWidth = 28;
    private const int SpoofableWidth = 11;
    private const int StageWidth = 12;

    /// <summary>On a narrower line there is no room for names.</summary>
    private const int MinWidthWithName = 90;

    /// <summary>Cells of the name on a line of 100; half of what a wider terminal has more goes to it.</summary>
    private const int NameWidth = 18;

    /// <summary>Cells of a shape and the longest word for a severity.</summary>
    private const int SeverityWidth = 10;

    private const int Indent = 2;

    private readonly int nameWidth = Math.Max(NameWidth, NameWidth + ((surface.Width - 100) / 2));

    public void WriteHeader() => surface.Line(new TextSpan(TextTone.Heading, Row(
        " ",
        words.Choose("Domain", "ドメイン"),
        words.Choose("Name", "名称"),
        words.Choose("Spoofable", "なりすまし"),
        words.Choose("Stage", "段階"),
        words.Choose("Worst finding", "最も重い指摘事項"))));

    public void WriteMember(AuditDocument audit)
    {
        var worst = audit.Worst();
        var row = Row(
            Icon(audit, worst),
            audit.Domain ?? audit.Input,
            audit.Name ?? "",
            words.Spoofable(audit.Spoofable),
            words.Stage(audit.Stage),
            worst is null ? "" : $"{words.Severity(worst.Severity)} {worst.Rule}");
        var isClean = worst is null && !audit.HasUndetermined();
        surface.Line(new TextSpan(isClean ? TextTone.NothingFound : TextSpan.ToneOf(worst?.Severity), row));
        foreach (var note in words.Notes(audit)) Detail("·", note);
        if (audit.Domain is null && worst is not null) Detail("·", words.Labelled($"row {audit.Row}", $"{audit.Row}行目", worst.Problem));
        if (audit.NextAction() is { } next) Detail("→", words.Labelled(words.Urgency(next.Urgency), next.RemedyWithoutRecord()));
        if (new CompareWords(words).Brief(audit.Changes) is { } brief) Detail("Δ", new CompareWords(words).SinceLabel(audit.Changes!) + brief);
        if (audit.HasUndetermined())
            Detail(ReportWords.Icon(null), words.Labelled(words.UndeterminedHeading, words.Members([.. Undetermined(audit)])));
    }

    public void WriteSummary(PortfolioSummary summary)
    {
        surface.Line();
        surface.Line(new TextSpan(TextTone.Heading, words.SummaryHeading(summary)));
        surface.Prose(Indent, words.PortfolioSentence(summary));
        if (new CompareWords(words).SentenceSince(summary) is { } since) surface.Prose(Indent, since);
        surface.Labelled(Indent, words.Label("Spoofable", "なりすまし"), ReportWords.Counts(summary.SpoofableCounts, words.Spoofable));
        surface.Labelled(Indent, words.Label("Stage", "段階"), ReportWords.Counts(summary.StageCounts, words.Stage));
        WriteCauses(summary);
        if (words.MembersWithUndetermined(summary) is { } undetermined)
            Remark(TextTone.Undetermined, $"{ReportWords.Icon(null)} {undetermined}");
        if (words.UnreadableRows(summary) is { } unreadable) Remark(TextTone.Medium, unreadable);
        if (words.Incomplete(summary) is { } incomplete) Remark(TextTone.Undetermined, incomplete);
    }

    private static string Icon(AuditDocument audit, FindingEntry? worst)
    {
        if (worst is not null) return ReportWords.Icon(worst.Severity);
        return audit.HasUndetermined() ? ReportWords.Icon(null) : ReportWords.NothingFoundIcon;
    }

    private static IEnumerable<string> Undetermined(AuditDocument audit) => audit.Undetermined.Count > 0
        ? audit.Undetermined
        : audit.Findings.Where(finding => !finding.IsDetermined()).Select(finding => finding.Rule);

    private string Row(string icon, string domain, string name, string spoofable, string stage, string worst) => string.Join(' ',
    [
        icon,
        Cell(domain, DomainWidth),
        .. surface.Width < MinWidthWithName ? [] : new[] { TerminalCells.Pad(TerminalCells.Cut(PlainText.Of(name), nameWidth), nameWidth) },
        Cell(spoofable, SpoofableWidth),
        Cell(stage, StageWidth),
        PlainText.Of(worst),
    ]).TrimEnd();

    /// <summary>A domain is never cut: it says which member is meant.</summary>
    private static string Cell(string text, int cells) => TerminalCells.Pad(PlainText.Of(text), cells);

    private void Detail(string sign, string text) =>
        surface.Line(TextSurface.Blanks(2 * Indent), sign + " ", TerminalCells.Cut(PlainText.Of(text), surface.Width - (2 * Indent) - 2));

    private void Remark(TextTone tone, string text) => surface.Line(TextSurface.Blanks(Indent), new(tone, text));

    private void WriteCauses(PortfolioSummary summary)
    {
        var causes = summary.Causes.Take(ReportWords.MaxCauses).ToList();
        if (causes.Count > 0) surface.Prose(Indent, words.Choose("What weighs most:", "影響の大きい原因："));
        foreach (var cause in causes) WriteCause(cause, SchemaWords.Of(cause.Severity));
    }

    private void WriteCause(SharedCause cause, string severity) => surface.Line(
        TextSurface.Blanks(2 * Indent),
        new(TextSpan.ToneOf(severity), TerminalCells.Pad(words.IconAndSeverity(severity), SeverityWidth)),
        $"  {cause.Rule}  ",
        rules.Title(cause.Rule) is { } title ? title + "  " : "",
        words.MemberCount(cause.Members.Length));
}
