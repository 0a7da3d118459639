using System.Collections.Immutable;
using MailGuard.Findings;

namespace MailGuard;

/// <summary>Every rule, in the order features are listed.</summary>
public static class RuleCatalog
{
    public static ImmutableArray<Rule> All { get; } = [];

    private static readonly Dictionary<string, Rule> ById = All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>Null when no rule has the id.</summary>
    public static Rule? Find(string id) => ById.GetValueOrDefault(id);
}
