using MailGuard.Findings;

namespace MailGuard.Rendering;

/// <summary>Words of the catalogue for the ids that results carry; null for an id it does not know, e.g. of a later version.</summary>
internal sealed class RuleWords(Func<string, Rule?> find, Language language)
{
    public string? Title(string rule) => TextOf(rule)?.Title;

    public string? Why(string rule) => TextOf(rule)?.Why;

    private RuleText? TextOf(string rule) => find(rule)?.In(language);
}
