using System.Globalization;
using MailGuard.Findings;

namespace MailGuard.Rendering.Html;

/// <summary>What every part of a page needs: the words of its language, and what the catalogue says of a rule.</summary>
internal sealed record PageContext(ReportWords Words, Func<string, Rule?> FindRule)
{
    /// <summary>Null for a rule the catalogue does not know, e.g. of a later version.</summary>
    public RuleText? TextOf(string rule) => FindRule(rule)?.In(Words.Language);

    /// <summary>A count in a sentence, e.g. <c>3,000</c>.</summary>
    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What lists and headings call a rule.</summary>
    public string TitleOf(string rule) => TextOf(rule)?.Title ?? rule;
}

/// <summary>How deep a heading stands, so that a part fits into any page.</summary>
internal readonly record struct HeadingLevel(int Depth)
{
    public HeadingLevel Below => new(Depth + 1);

    public Markup Draw(Markup text) => Markup.Of($"<h{Depth}>{text}</h{Depth}>");
}
