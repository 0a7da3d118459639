using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dkim;

/// <summary>A selector seen in signatures of mail, such as <c>s=mail2026; d=hospital.example</c>. The signatures were not verified.</summary>
/// <param name="Domain">The d tag.</param>
/// <param name="Selector">The s tag.</param>
/// <param name="Algorithms">The a tags seen with it, each once; empty when nobody told.</param>
/// <param name="Sources">Where it was seen: names of the first few files.</param>
/// <param name="IsCurrent">The newest such mail is recent enough to say that the selector is in use.</param>
/// <param name="IsSha1Only">Recent mail carries no other signature of the organization than by rsa-sha1.</param>
public sealed record DkimUse(
    DomainName Domain, string Selector, ImmutableArray<string> Algorithms, ImmutableArray<string> Sources, bool IsCurrent, bool IsSha1Only)
{
    /// <summary>Where the key stands; null when the name would be too long.</summary>
    public DomainName? KeyName => Domain.Prepend("_domainkey")?.Prepend(Selector);
}
