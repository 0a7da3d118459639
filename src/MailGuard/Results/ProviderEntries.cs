using System.Globalization;
using MailGuard.Findings;
using MailGuard.Providers;

namespace MailGuard.Results;

/// <summary>Recognised providers as the schema says them.</summary>
internal static class ProviderEntries
{
    public static ProviderEntry Of(ProviderUse use, Language language) => new(
        use.Provider.Id,
        use.Provider.Names.In(language is Language.Japanese),
        [.. Signals(use)],
        use.Provider.LastVerified.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static IEnumerable<string> Signals(ProviderUse use)
    {
        if (!use.MxHosts.IsEmpty) yield return "mx";
        if (!use.SpfNames.IsEmpty) yield return "spf";
        if (!use.DkimSelectors.IsEmpty) yield return "dkim";
        if (use.IsVerified) yield return "verification";
    }
}
