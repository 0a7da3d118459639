using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>A name below the domain that another organization keeps, and that aligns with the domain in relaxed mode (RFC 9989 section 11.8).</summary>
/// <param name="Keepers">The other organization's name servers, or the target of the alias; empty when undetermined.</param>
/// <param name="IsDelegated">Name servers of its own, so that keys can be published there as well as SPF; otherwise an alias with an SPF record at its end.</param>
/// <param name="IsAligned">False when the name is an organization of its own; null when undetermined.</param>
public sealed record DmarcExposure(DomainName Name, ImmutableArray<DomainName> Keepers, bool IsDelegated, bool? IsAligned);

/// <summary>Asks for the exposures of a domain, at the names that sending services are given.</summary>
internal sealed class DmarcExposureReader(IDnsResolver dns, DmarcPolicyDiscovery discovery, PublicSuffixes suffixes)
{
    /// <summary>Six, one question each: what services call the names they ask for, and what hospitals call them.</summary>
    private static readonly string[] Labels = ["bounce", "em", "email", "mail", "news", "send"];

    public async Task<ImmutableArray<DmarcExposure>> ReadAsync(DmarcWalk walk, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(Labels.Select(walk.Start.Prepend).OfType<DomainName>()
            .Select(name => dns.ResolveAsync(name, DnsType.Ns, cancellationToken).AsTask())).ConfigureAwait(false);
        var exposures = ImmutableArray.CreateBuilder<DmarcExposure>();
        foreach (var answer in answers)
        {
            if (await ReadAsync(walk, answer, cancellationToken).ConfigureAwait(false) is { } exposure) exposures.Add(exposure);
        }

        return exposures.ToImmutable();
    }

    private async Task<DmarcExposure?> ReadAsync(DmarcWalk walk, DnsAnswer answer, CancellationToken cancellationToken)
    {
        var isAlias = !answer.Aliases.IsEmpty;
        var keepers = isAlias ? await AliasAsync(walk.Start, answer, cancellationToken).ConfigureAwait(false)
            : await NameServersAsync(walk.Start, answer, cancellationToken).ConfigureAwait(false);
        if (keepers is null) return new(answer.Name, [], !isAlias, null);
        if (keepers is { IsEmpty: true }) return null;
        var below = await discovery.WalkAsync(answer.Name, cancellationToken).ConfigureAwait(false);
        bool? isAligned = below.IsUndetermined || walk.IsUndetermined ? null : below.OrganizationalDomain == walk.OrganizationalDomain;
        return new(answer.Name, keepers.Value, !isAlias, isAligned);
    }

    /// <summary>Those of organizations that neither are the domain's nor serve the domain itself; null when undetermined.</summary>
    private async Task<ImmutableArray<DomainName>?> NameServersAsync(DomainName domain, DnsAnswer answer, CancellationToken cancellationToken)
    {
        var servers = Foreign(domain, answer.RecordsOf<DnsRecord.Pointer>().Select(record => record.Target));
        if (answer.IsFailed) return null;
        if (servers.IsEmpty) return servers;
        var own = await dns.ResolveAsync(domain, DnsType.Ns, cancellationToken).ConfigureAwait(false);
        var serving = own.RecordsOf<DnsRecord.Pointer>().Select(record => suffixes.OrganizationalDomainOf(record.Target)).ToHashSet();
        return own.IsFailed ? null : [.. servers.Where(server => !serving.Contains(suffixes.OrganizationalDomainOf(server)))];
    }

    /// <summary>An alias counts when SPF is published at its end: other aliases are for the web, and nobody sends by them. Null when undetermined.</summary>
    private async Task<ImmutableArray<DomainName>?> AliasAsync(DomainName domain, DnsAnswer answer, CancellationToken cancellationToken)
    {
        var target = Foreign(domain, [answer.Aliases[^1]]);
        if (target.IsEmpty || await IsFromWildcardAsync(domain, answer, cancellationToken).ConfigureAwait(false)) return [];
        var txt = await dns.ResolveAsync(answer.Name, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        var sends = txt.RecordsOf<DnsRecord.Txt>().Any(record => record.Text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase)
            && !record.Text.Trim().Equals("v=spf1 -all", StringComparison.OrdinalIgnoreCase));
        return txt.IsFailed ? null : sends ? target : [];
    }

    private async Task<bool> IsFromWildcardAsync(DomainName domain, DnsAnswer alias, CancellationToken cancellationToken) =>
        WildcardProbe.NameBelow(domain) is { } unused
        && (await dns.ResolveAsync(unused, DnsType.Txt, cancellationToken).ConfigureAwait(false)).Aliases.SequenceEqual(alias.Aliases);

    private ImmutableArray<DomainName> Foreign(DomainName domain, IEnumerable<DomainName> names)
    {
        var own = suffixes.OrganizationalDomainOf(domain);
        return [.. names.Where(name => suffixes.OrganizationalDomainOf(name) != own).Order()];
    }
}
