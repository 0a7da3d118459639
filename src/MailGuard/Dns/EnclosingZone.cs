using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>The zone that holds a name, and whether its parent vouches for its signatures.</summary>
/// <param name="Climb">The answers to NS from the name upwards, to the first name that has such records (RFC 1034 section 4.2), at most to the organizational domain.</param>
/// <param name="Ds">The answer to DS at the apex (RFC 4034 section 5), which the parent zone gives; null without an apex.</param>
public sealed record EnclosingZone(ImmutableArray<DnsAnswer> Climb, DnsAnswer? Ds)
{
    /// <summary>Names climbed; a mail domain is rarely two below its zone's apex.</summary>
    private const int MaxNames = 6;

    /// <summary>Null when no apex was met: an answer is missing, the name does not exist, or its zone begins above the organizational domain.</summary>
    public DomainName? Apex => Servers?.Name;

    /// <summary>The names of the zone's servers.</summary>
    public IEnumerable<DomainName> ServerNames => Servers?.RecordsOf<DnsRecord.Pointer>().Select(server => server.Target) ?? [];

    /// <summary>Null when it cannot be told.</summary>
    public bool? IsSigned => Ds is null or { IsFailed: true } ? null : Ds.Status is DnsStatus.Found;

    /// <summary>Something that was asked got no answer.</summary>
    public bool IsUndetermined => Ds?.IsFailed == true || IsApexUndetermined;

    internal bool IsApexUndetermined => Climb.Any(answer => answer.IsFailed);

    /// <summary>An alias has no records of its own, and so no zone begins there.</summary>
    private DnsAnswer? Servers => Climb is [.., { Status: DnsStatus.Found, Aliases.IsEmpty: true } last] ? last : null;

    internal static async Task<EnclosingZone> FindAsync(IDnsResolver dns, PublicSuffixes suffixes, DomainName name, CancellationToken cancellationToken)
    {
        var climb = ImmutableArray.CreateBuilder<DnsAnswer>();
        var top = suffixes.OrganizationalDomainOf(name);
        for (var at = name; at is not null && at.IsAtOrBelow(top) && climb.Count < MaxNames; at = at.Parent)
        {
            var answer = await dns.ResolveAsync(at, DnsType.Ns, cancellationToken).ConfigureAwait(false);
            climb.Add(answer);
            if (answer.IsFailed || answer.ProvesNoSuchName || answer is { Status: DnsStatus.Found, Aliases.IsEmpty: true }) break;
        }

        var zone = new EnclosingZone(climb.ToImmutable(), null);
        return zone.Apex is { IsRoot: false } apex
            ? zone with { Ds = await dns.ResolveAsync(apex, DnsType.Ds, cancellationToken).ConfigureAwait(false) }
            : zone;
    }
}
