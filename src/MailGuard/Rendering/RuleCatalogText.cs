using MailGuard.Findings;

namespace MailGuard.Rendering;

/// <summary>Rules for a terminal: all of them a line each, or one in full.</summary>
public static class RuleCatalogText
{
    /// <summary>Cells of the longest word for a severity, of most ids, and of the longest urgency.</summary>
    private const int SeverityWidth = 8;
    private const int IdWidth = 36;
    private const int UrgencyWidth = 19;

    public static void WriteList(TextWriter output, IEnumerable<Rule> rules, Language language, TextLayout layout)
    {
        var surface = new TextSurface(output, layout);
        foreach (var rule in rules) WriteLine(surface, rule, new(rule, language));
    }

    public static void WriteRule(TextWriter output, Rule rule, Language language, TextLayout layout)
    {
        var surface = new TextSurface(output, layout);
        var description = new RuleDescription(rule, language);
        surface.Line(new(TextTone.Heading, rule.Id), "  " + description.Text.Title);
        surface.Line("  ", new(TextSpan.ToneOf(description.SeverityWord), description.Severity));
        foreach (var (label, value) in description.Facts.Concat(description.Texts)) surface.Labelled(2, label, value);
    }

    private static void WriteLine(TextSurface surface, Rule rule, RuleDescription description) => surface.Line(
        new(TextSpan.ToneOf(description.SeverityWord), TerminalCells.Pad(description.Severity, SeverityWidth + 2)),
        "  " + TerminalCells.Pad(rule.Id, IdWidth),
        "  " + TerminalCells.Pad(description.Urgency, UrgencyWidth),
        "  " + description.Text.Title);
}
