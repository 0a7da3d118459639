using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Delegation;

/// <summary>A server that the zone's NS records name.</summary>
/// <param name="Addresses">The answers to A and, when that is empty, AAAA.</param>
public sealed record NameServer(DomainName Name, ImmutableArray<DnsAnswer> Addresses)
{
    /// <summary>Nobody can ask it: the name does not exist or has no address.</summary>
    public bool IsDead => Addresses.All(answer => answer.IsAbsent);

    public bool IsUndetermined => Addresses.Any(answer => answer.IsFailed);

    internal static async Task<NameServer> ReadAsync(IDnsResolver dns, DomainName name, CancellationToken cancellationToken)
    {
        var ip4 = await dns.ResolveAsync(name, DnsType.A, cancellationToken).ConfigureAwait(false);
        return ip4.Status is DnsStatus.NoData
            ? new(name, [ip4, await dns.ResolveAsync(name, DnsType.Aaaa, cancellationToken).ConfigureAwait(false)])
            : new(name, [ip4]);
    }
}
