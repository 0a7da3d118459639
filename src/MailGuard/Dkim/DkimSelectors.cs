using System.Collections.Immutable;
using MailGuard.Providers;

namespace MailGuard.Dkim;

/// <summary>Selectors worth asking for where nobody named one.</summary>
internal static class DkimSelectors
{
    /// <summary>Defaults of signing software and names administrators choose.</summary>
    private static readonly string[] WellKnown =
    [
        "default", "dkim", "dkim1", "mail", "mail1", "email", "smtp", "mx", "key1", "key2", "selector", "sel1", "s1024", "s2048", "dk", "x",
        "sig1", "postfix", "opendkim", "main", "primary", "server", "mta", "relay", "2024", "2025", "2026",
    ];

    /// <summary>Guessing ends here: with the two other questions a domain's share for DKIM, 40, is not exceeded.</summary>
    private const int MaxGuessed = 38;

    /// <summary>All given ones first, then those of catalogued providers, then the well-known ones; each once.</summary>
    public static ImmutableArray<string> ToAsk(ImmutableArray<string> given, ProviderCatalog providers) =>
    [
        .. given.Concat(providers.Providers.SelectMany(provider => provider.Signals.DkimSelectorGuess)).Concat(WellKnown)
            .Select(selector => selector.ToLowerInvariant()).Distinct().Take(Math.Max(given.Length, MaxGuessed)),
    ];
}
