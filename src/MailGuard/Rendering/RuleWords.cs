using System.Text.RegularExpressions;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>Words of the catalogue for the ids that results carry; null for an id it does not know, e.g. of a later version.</summary>
internal sealed partial class RuleWords(Func<string, Rule?> find, Language language)
{
    public string? Title(string rule) => TextOf(rule)?.Title;

    /// <summary>With the finding's own names in it; results carry problem and remedy, but not this.</summary>
    public string? Why(FindingEntry finding) => TextOf(finding.Rule) is { } text
        ? Placeholder().Replace(text.Why, match => ValueOf(match.Groups[1].Value, finding) ?? match.Value)
        : null;

    private static string? ValueOf(string name, FindingEntry finding) => name is "subject"
        ? finding.Subject
        : finding.Evidence.Values.FirstOrDefault(value => value.Key == name).Value as string;

    private RuleText? TextOf(string rule) => find(rule)?.In(language);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
