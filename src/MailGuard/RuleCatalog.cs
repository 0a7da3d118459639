using System.Collections.Immutable;
using MailGuard.Delegation;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Findings;
using MailGuard.Lookalikes;
using MailGuard.Spf;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>Every rule, one line a feature.</summary>
public static class RuleCatalog
{
    private static readonly Dictionary<string, Rule> ById = Listed().ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>Rules of one feature stand together, in the order features are first named.</summary>
    public static ImmutableArray<Rule> All { get; } = [.. Listed().GroupBy(rule => rule.Id.Split('.')[0]).SelectMany(feature => feature)];

    /// <summary>Null when no rule has the id.</summary>
    public static Rule? Find(string id) => ById.GetValueOrDefault(id);

    private static IEnumerable<Rule> Listed() =>
    [
        .. SpfRules.All.Rules,
        .. DmarcRules.All.Rules,
        .. DkimRules.All.Rules,
        .. SeenMailRules.All.Rules,
        .. TransportRules.All.Rules,
        .. BimiRules.All.Rules,
        .. DelegationRules.All.Rules,
        .. DomainRules.All.Rules,
        .. ProviderRules.All.Rules,
        .. LookalikeRules.All.Rules,
        .. HistoryRules.All.Rules,
        .. PortfolioRules.ReportHosts.Rules,
        .. PortfolioRules.Keys.Rules,
        .. RunRules.All.Rules,
        .. RunRules.Rows.Rules,
    ];
}
