using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Providers;

/// <summary>A provider that a domain's records point to, and which of them do.</summary>
/// <param name="MxHosts">Hosts of the domain's MX records.</param>
/// <param name="SpfNames">Names that the domain's own SPF records lead to.</param>
/// <param name="DkimSelectors">Selectors whose keys stand at the provider.</param>
/// <param name="IsVerified">A TXT record proves the domain to the provider; that says nothing of mail.</param>
public sealed record ProviderUse(
    Provider Provider, ImmutableArray<DomainName> MxHosts, ImmutableArray<DomainName> SpfNames, ImmutableArray<string> DkimSelectors, bool IsVerified);
