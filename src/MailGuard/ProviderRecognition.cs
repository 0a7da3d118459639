using System.Collections.Immutable;
using MailGuard.Dkim;
using MailGuard.Providers;

namespace MailGuard;

/// <summary>From records to the providers behind them. Pure.</summary>
internal static class ProviderRecognition
{
    public static ImmutableArray<ProviderUse> Of(DomainFacts facts, ProviderCatalog catalog)
    {
        var hosts = facts.Transport.Hosts.ToLookup(host => catalog.OfMxHost(host.Host), host => host.Host);
        var names = facts.Spf.ProviderNodes.Where(node => node.IsOwnTerm).ToLookup(node => node.Provider, node => node.Name);
        var selectors = facts.Dkim.Published.ToLookup(selector => OfKey(selector, catalog), selector => selector.Selector);
        var verified = facts.Spf.Texts.Select(catalog.OfVerificationTxt).ToHashSet();
        return
        [
            .. from provider in catalog.Providers
               let use = new ProviderUse(
                   provider, [.. hosts[provider].Distinct()], [.. names[provider].Distinct()], [.. selectors[provider]], verified.Contains(provider))
               where !use.MxHosts.IsEmpty || !use.SpfNames.IsEmpty || !use.DkimSelectors.IsEmpty || use.IsVerified
               select use,
        ];
    }

    /// <summary>By where the alias leads. Without an alias by the selector, where the provider has its customers publish the key itself
    /// and no other provider uses the word.</summary>
    private static Provider? OfKey(DkimSelectorKey selector, ProviderCatalog catalog)
    {
        if (!selector.Answer.Aliases.IsEmpty) return selector.Answer.Aliases.Select(catalog.OfDkimTarget).FirstOrDefault(provider => provider is not null);
        return catalog.OfDkimSelector(selector.Selector) is [{ OwnDomainDkim: ProviderSetup.Txt } only] ? only : null;
    }
}
