using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>Asks for a <see cref="DmarcPublication"/>.</summary>
internal sealed class DmarcReader(IDnsResolver dns, PublicSuffixes suffixes)
{
    /// <summary>Destinations looked at; receivers are only sure to serve two (RFC 7489 section 6.2), and a hostile record lists thousands.</summary>
    private const int MaxDestinations = 10;

    private readonly DmarcPolicyDiscovery discovery = new(dns);

    public async Task<DmarcPublication> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var walk = await discovery.WalkAsync(domain, cancellationToken).ConfigureAwait(false);
        var organizational = await discovery.StepAtAsync(walk, suffixes.OrganizationalDomainOf(domain), cancellationToken).ConfigureAwait(false);
        var exists = await ExistsAsync(domain, cancellationToken).ConfigureAwait(false);
        var byTreeWalk = CanTell(walk, exists) ? DmarcView.ByTreeWalk(walk, exists ?? true) : null;
        var own = walk.Steps[0];
        var byPublicSuffix = own.Answer.IsFailed || organizational.Answer.IsFailed ? null : DmarcView.ByPublicSuffix(own, organizational);
        var applied = byTreeWalk?.Applied ?? byPublicSuffix?.Applied;
        return new(
            walk,
            [.. own.Answer.RecordsOf<DnsRecord.Txt>().Select(txt => txt.Text)],
            byTreeWalk,
            byPublicSuffix,
            suffixes.IsPublicSuffix(domain),
            applied is null ? [] : await ReadDestinationsAsync(applied, cancellationToken).ConfigureAwait(false),
            own.Answer.IsFailed || own.Records.Length > 0 ? [] : await FindMisplacedAsync(domain, cancellationToken).ConfigureAwait(false),
            await ReadAliasAsync(domain, own.Answer, cancellationToken).ConfigureAwait(false))
        {
            Unreachable = own.Answer.IsFailed || own.Record is not null ? [] : await discovery.PassedOverAsync(domain, cancellationToken).ConfigureAwait(false),
            Exposures = applied is null or { Record: { IsStrictSpf: true, IsStrictDkim: true } } ? []
                : await new DmarcExposureReader(dns, discovery, suffixes).ReadAsync(walk, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>A question that failed leaves discovery undetermined; whether the domain exists counts only for an inherited np.</summary>
    private static bool CanTell(DmarcWalk walk, bool? exists) =>
        !walk.IsUndetermined && (exists is not null || walk.Applied is not { IsInherited: true, Record.NonexistentPolicy: not null });

    /// <summary>Null when undetermined. Existing means any answer but NXDOMAIN (RFC 9989 section 3.2.13).</summary>
    private async Task<bool?> ExistsAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var answer = await dns.ResolveAsync(domain, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        return answer.IsFailed ? null : !answer.ProvesNoSuchName;
    }

    private async Task<ImmutableArray<DmarcReportDestination>> ReadDestinationsAsync(DmarcApplied applied, CancellationToken cancellationToken)
    {
        var uris = applied.Record.Rua.Select(uri => (Uri: uri, IsAggregate: true)).Concat(applied.Record.Ruf.Select(uri => (Uri: uri, IsAggregate: false)));
        var read = uris.Where(one => one.Uri.IsValid).Take(MaxDestinations)
            .Select(one => ReadDestinationAsync(applied.Location, one.Uri, one.IsAggregate, cancellationToken));
        return [.. await Task.WhenAll(read).ConfigureAwait(false)];
    }

    private async Task<DmarcReportDestination> ReadDestinationAsync(DomainName location, DmarcReportUri uri, bool isAggregate, CancellationToken cancellationToken)
    {
        var host = uri.Host!;
        var isReachable = await IsReachableAsync(host, cancellationToken).ConfigureAwait(false);
        var isSame = await IsSameOrganizationAsync(location, host, cancellationToken).ConfigureAwait(false);
        if (isSame == true) return new(uri, isAggregate, DmarcAuthorization.NotNeeded, null, isReachable);
        if (host.Prepend($"{location.Text}._report._dmarc") is not { } name) return new(uri, isAggregate, DmarcAuthorization.Missing, null, isReachable);
        var answer = await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        var authorization = Authorizes(answer, host) ? DmarcAuthorization.Given
            : isSame is null || answer.IsFailed ? DmarcAuthorization.Undetermined : DmarcAuthorization.Missing;
        return new(uri, isAggregate, authorization, name, isReachable);
    }

    /// <summary>A rua in the host's record replaces the address, but only within the same host (RFC 9990 section 4).</summary>
    private static bool Authorizes(DnsAnswer answer, DomainName host) => answer.RecordsOf<DnsRecord.Txt>()
        .Select(txt => DmarcRecordParser.Parse(txt.Text)).OfType<DmarcRecord>()
        .Any(record => record.Rua.IsEmpty || record.Rua.Any(uri => uri.Host == host));

    /// <summary>Null when undetermined.</summary>
    private async Task<bool?> IsSameOrganizationAsync(DomainName location, DomainName host, CancellationToken cancellationToken)
    {
        if (location == host) return true;
        var walks = await Task.WhenAll(discovery.WalkAsync(location, cancellationToken), discovery.WalkAsync(host, cancellationToken)).ConfigureAwait(false);
        return walks.Any(walk => walk.IsUndetermined) ? null : walks[0].OrganizationalDomain == walks[1].OrganizationalDomain;
    }

    private async Task<bool?> IsReachableAsync(DomainName host, CancellationToken cancellationToken)
    {
        var mx = await dns.ResolveAsync(host, DnsType.Mx, cancellationToken).ConfigureAwait(false);
        if (mx.IsFailed) return null;
        if (mx.Status is DnsStatus.Found) return mx.RecordsOf<DnsRecord.Mx>().Any(record => !record.Exchange.IsRoot);
        if (mx.Status is DnsStatus.NoSuchName) return false;
        foreach (var type in (DnsType[])[DnsType.A, DnsType.Aaaa])
        {
            var address = await dns.ResolveAsync(host, type, cancellationToken).ConfigureAwait(false);
            if (address.IsFailed) return null;
            if (address.Status is DnsStatus.Found) return true;
        }

        return false;
    }

    /// <summary>Names where a DMARC record is put by mistake.</summary>
    private async Task<ImmutableArray<MisplacedText>> FindMisplacedAsync(DomainName domain, CancellationToken cancellationToken)
    {
        DomainName?[] places = [domain, domain.Prepend("_dmarc._dmarc"), domain.Prepend("dmarc"), domain.Prepend("_dmarc.www")];
        var found = ImmutableArray.CreateBuilder<MisplacedText>();
        foreach (var name in places.OfType<DomainName>())
        {
            var answer = await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false);
            var text = answer.RecordsOf<DnsRecord.Txt>().Select(txt => txt.Text).FirstOrDefault(DmarcRecordParser.IsDmarcRecord);
            if (text is not null) found.Add(new(name, text));
        }

        return found.ToImmutable();
    }

    /// <summary>Null also when the alias is a wildcard's, which nobody set up for DMARC.</summary>
    private async Task<DmarcAlias?> ReadAliasAsync(DomainName domain, DnsAnswer own, CancellationToken cancellationToken)
    {
        if (own.Aliases.IsEmpty || await IsFromWildcardAsync(domain, own, cancellationToken).ConfigureAwait(false)) return null;
        var target = own.Aliases[^1];
        var registrable = own.IsDangling
            ? await new RegistrationProbe(dns, suffixes).FindAsync([target], domain, cancellationToken).ConfigureAwait(false)
            : [];
        var isForeign = suffixes.OrganizationalDomainOf(target) != suffixes.OrganizationalDomainOf(domain);
        return new(target, isForeign, registrable.FirstOrDefault());
    }

    private async Task<bool> IsFromWildcardAsync(DomainName domain, DnsAnswer own, CancellationToken cancellationToken)
    {
        if (WildcardProbe.NameBelow(domain) is not { } unused) return false;
        var answer = await dns.ResolveAsync(unused, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        return answer.Aliases.SequenceEqual(own.Aliases);
    }
}
