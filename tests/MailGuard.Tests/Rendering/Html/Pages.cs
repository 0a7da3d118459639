using System.Text.RegularExpressions;
using MailGuard.Findings;
using MailGuard.Rendering.Html;
using MailGuard.Results;
using MailGuard.Tests.Comparison;

namespace MailGuard.Tests.Rendering.Html;

/// <summary>Draws pages, and reads from them what tests look at.</summary>
internal static partial class Pages
{
    public static string Portfolio(Language language, params IEnumerable<AuditDocument> audits) =>
        Portfolio(new PageOptions(language, "members.csv"), audits);

    public static string Portfolio(PageOptions options, params IEnumerable<AuditDocument> audits)
    {
        using var spool = new MemoryStream();
        return Samples.Draw(output => new PortfolioPage(output, spool, options, Samples.FindRule), audits);
    }

    public static string Domain(Language language, AuditDocument audit) =>
        Samples.Draw(output => new DomainPage(output, new PageOptions(language, "hilltop.example"), Samples.FindRule), audit);

    public static string Comparison(Language language, IEnumerable<AuditDocument> old, IEnumerable<AuditDocument> current)
    {
        using var output = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        new ComparePage(output, language).Write(Runs.Compare(Runs.Of(old), Runs.Of(current)));
        return output.ToString();
    }

    public static IEnumerable<string> Tags(string page) => Tag().Matches(page).Select(match => match.Value);

    public static IEnumerable<string> ValuesOf(string attribute, string page) =>
        Regex.Matches(page, $" {attribute}=\"([^\"]*)\"").Select(match => match.Groups[1].Value);

    /// <summary>What stands between the tags of the one element.</summary>
    public static string ContentOf(string element, string page) =>
        Assert.Single(Regex.Matches(page, $"<{element}(?: [^>]*)?>(.*?)</{element}>", RegexOptions.Singleline)).Groups[1].Value;

    /// <summary>What a reader sees of a part of a page.</summary>
    public static string Text(string markup) => Blank().Replace(Tag().Replace(markup, " "), " ").Trim();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
