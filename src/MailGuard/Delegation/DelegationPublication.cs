using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Delegation;

/// <summary>What else of the zone bears on mail: DNSSEC, wildcards, aliases that lead nowhere, CAA.</summary>
/// <param name="Wildcard">The answers for a name below the domain that nobody uses: TXT, then MX and A unless that name does not exist.</param>
/// <param name="MailNames">All mail names asked.</param>
/// <param name="Caa">The answers while climbing towards the root, up to the first with records (RFC 8659 section 3).</param>
public sealed record DelegationPublication(
    DomainName Domain, DnssecChain Dnssec, ImmutableArray<DnsAnswer> Wildcard, ImmutableArray<DnsAnswer> MailNames, ImmutableArray<DnsAnswer> Caa)
{
    /// <summary>The zone that holds the domain.</summary>
    public required EnclosingZone Zone { get; init; }

    /// <summary>The zone's servers, at most eight of them; empty when they are not known.</summary>
    public ImmutableArray<NameServer> NameServers { get; init; } = [];

    /// <summary>Any wildcard makes every name exist, whatever its type (RFC 4592). Null when undetermined.</summary>
    public bool? HasWildcard => Wildcard[0].IsFailed ? null : !Wildcard[0].ProvesNoSuchName;

    /// <summary>Types of the wildcard that bear on mail.</summary>
    public IEnumerable<DnsType> WildcardTypes => Wildcard.Where(answer => answer.Status is DnsStatus.Found).Select(answer => answer.Type);

    public IEnumerable<DnsAnswer> Dangling => MailNames.Where(answer => answer.IsDangling);

    /// <summary>Climbing reached the top, and no name on the way had records.</summary>
    public bool IsCaaMissing => Caa.All(answer => answer.IsAbsent) && Caa is [{ ProvesNoSuchName: false }, ..] && Caa[^1].Name.Parent is { IsRoot: true };

    public bool IsCaaUndetermined => Caa.Any(answer => answer.IsFailed);
}

/// <summary>Asks for a <see cref="DelegationPublication"/>.</summary>
internal sealed class DelegationReader(IDnsResolver dns, PublicSuffixes suffixes)
{
    /// <summary>Names mail programs look for, and that outlive the service they were made for.</summary>
    private static readonly string[] MailNames = ["mail", "webmail", "autodiscover", "smtp", "imap", "pop", "mta-sts"];

    /// <summary>CAA is climbed no further than this many names; no certificate authority needs more for a mail domain.</summary>
    private const int MaxCaaNames = 6;

    /// <summary>Servers asked for; no hospital has more, and the root itself has thirteen.</summary>
    private const int MaxNameServers = 8;

    public async Task<DelegationPublication> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var dnssec = await DnssecChain.ReadAsync(dns, domain, cancellationToken).ConfigureAwait(false);
        var zone = await EnclosingZone.FindAsync(dns, suffixes, domain, cancellationToken).ConfigureAwait(false);
        return new(
            domain,
            dnssec,
            await ReadWildcardAsync(domain, cancellationToken).ConfigureAwait(false),
            [.. await Task.WhenAll(MailNames.Select(domain.Prepend).OfType<DomainName>()
                .Select(name => dns.ResolveAsync(name, DnsType.A, cancellationToken).AsTask())).ConfigureAwait(false)],
            await ClimbCaaAsync(domain, cancellationToken).ConfigureAwait(false))
        {
            Zone = zone,
            NameServers = [.. await Task.WhenAll(zone.ServerNames.Take(MaxNameServers).Select(name => NameServer.ReadAsync(dns, name, cancellationToken))).ConfigureAwait(false)],
        };
    }

    private async Task<ImmutableArray<DnsAnswer>> ReadWildcardAsync(DomainName domain, CancellationToken cancellationToken)
    {
        if (WildcardProbe.NameBelow(domain) is not { } name) return [DnsAnswer.NoSuchName(domain, DnsType.Txt)];
        var txt = await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        if (txt.IsFailed || txt.ProvesNoSuchName) return [txt];
        var mx = await dns.ResolveAsync(name, DnsType.Mx, cancellationToken).ConfigureAwait(false);
        return [txt, mx, await dns.ResolveAsync(name, DnsType.A, cancellationToken).ConfigureAwait(false)];
    }

    private async Task<ImmutableArray<DnsAnswer>> ClimbCaaAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var answers = ImmutableArray.CreateBuilder<DnsAnswer>();
        for (var name = domain; name is { IsRoot: false } && answers.Count < MaxCaaNames; name = name.Parent)
        {
            var answer = await dns.ResolveAsync(name, DnsType.Caa, cancellationToken).ConfigureAwait(false);
            answers.Add(answer);
            if (!answer.IsAbsent) break;
        }

        return answers.ToImmutable();
    }
}
