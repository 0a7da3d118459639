using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Transport;

/// <summary>How a domain receives mail, and what it says about encryption on the way.</summary>
/// <param name="Mx">The answer to MX.</param>
/// <param name="Hosts">Of the MX records, by preference; the null MX left out.</param>
/// <param name="ImplicitAddress">Without MX: the answer that mail falls back to (RFC 5321 section 5.1); null when there is an MX.</param>
/// <param name="Registrable">MX hosts whose domain a stranger can register.</param>
/// <param name="MtaSts">The answer to TXT at <c>_mta-sts</c>.</param>
/// <param name="TlsRpt">The answer to TXT at <c>_smtp._tls</c>.</param>
public sealed record TransportPublication(
    DomainName Domain,
    DnsAnswer Mx,
    ImmutableArray<MxHost> Hosts,
    DnsAnswer? ImplicitAddress,
    ImmutableArray<RegistrableName> Registrable,
    DnsAnswer MtaSts,
    DnsAnswer TlsRpt)
{
    /// <summary>RFC 7505: an MX of preference 0 whose host is the root.</summary>
    public bool HasNullMx => Mx.RecordsOf<DnsRecord.Mx>().Any(record => record.Exchange.IsRoot);

    /// <summary>Null when undetermined.</summary>
    public bool? ReceivesMail => Mx.IsFailed ? null : !Hosts.IsEmpty || ImplicitAddress?.Status is DnsStatus.Found;

    /// <summary>The policy file; null when nothing is fetched.</summary>
    public MtaStsPolicyFetch? Policy { get; init; }

    public ImmutableArray<MtaStsRecord> MtaStsRecords { get; } = Parsed(MtaSts, MtaStsRecord.Parse);

    public ImmutableArray<TlsRptRecord> TlsRptRecords { get; } = Parsed(TlsRpt, TlsRptRecord.Parse);

    public bool UsesDane => Hosts.Any(host => host.Tlsa?.Status is DnsStatus.Found);

    public bool IsDaneUndetermined => Mx.IsFailed || Hosts.Any(host => host.Tlsa?.IsFailed == true);

    private static ImmutableArray<T> Parsed<T>(DnsAnswer answer, Func<string, T?> parse)
        where T : class => [.. answer.RecordsOf<DnsRecord.Txt>().Select(txt => parse(txt.Text)).OfType<T>()];
}

/// <summary>Asks for a <see cref="TransportPublication"/>.</summary>
internal sealed class TransportReader(IDnsResolver dns, PublicSuffixes suffixes)
{
    /// <summary>MX hosts looked at; more than ten make RFC 7208 receivers give up as well.</summary>
    private const int MaxHosts = 10;

    /// <summary>Addresses of one host whose reverse name is asked.</summary>
    private const int MaxAddresses = 4;

    public async Task<TransportPublication> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var mx = await dns.ResolveAsync(domain, DnsType.Mx, cancellationToken).ConfigureAwait(false);
        var records = mx.RecordsOf<DnsRecord.Mx>().Where(record => !record.Exchange.IsRoot)
            .OrderBy(record => record.Preference).ThenBy(record => record.Exchange).Take(MaxHosts);
        var hosts = await Task.WhenAll(records.Select(record => ReadHostAsync(domain, record, cancellationToken))).ConfigureAwait(false);
        var missing = hosts.Where(host => host.IsUnresolvable && !host.IsAddressLiteral && host.Addresses[0].Status is DnsStatus.NoSuchName)
            .Select(host => host.Addresses[0].Aliases.LastOrDefault() ?? host.Host);
        return new(
            domain,
            mx,
            [.. hosts],
            mx.Status is DnsStatus.NoData ? await AskAddressAsync(domain, cancellationToken).ConfigureAwait(false) : null,
            await new RegistrationProbe(dns, suffixes).FindAsync(missing, domain, cancellationToken).ConfigureAwait(false),
            await AskBelowAsync(domain, "_mta-sts", cancellationToken).ConfigureAwait(false),
            await AskBelowAsync(domain, "_smtp._tls", cancellationToken).ConfigureAwait(false));
    }

    private async Task<MxHost> ReadHostAsync(DomainName domain, DnsRecord.Mx record, CancellationToken cancellationToken)
    {
        var ip4 = await dns.ResolveAsync(record.Exchange, DnsType.A, cancellationToken).ConfigureAwait(false);
        var ip6 = await dns.ResolveAsync(record.Exchange, DnsType.Aaaa, cancellationToken).ConfigureAwait(false);
        var exists = ip4.Status is DnsStatus.Found || ip6.Status is DnsStatus.Found;
        var tlsa = exists ? await AskTlsaAsync(record.Exchange, cancellationToken).ConfigureAwait(false) : null;
        var isOwn = record.Exchange.IsAtOrBelow(suffixes.OrganizationalDomainOf(domain));
        var addresses = ip4.RecordsOf<DnsRecord.Address>().Concat(ip6.RecordsOf<DnsRecord.Address>()).Select(address => address.Value).Take(MaxAddresses);
        return new(
            record.Preference,
            record.Exchange,
            [ip4, ip6],
            tlsa,
            isOwn ? [.. await Task.WhenAll(addresses.Select(address => ReverseAsync(address, cancellationToken))).ConfigureAwait(false)] : [])
        {
            Zone = tlsa?.Status is DnsStatus.Found ? await EnclosingZone.FindAsync(dns, suffixes, record.Exchange, cancellationToken).ConfigureAwait(false) : null,
        };
    }

    private async Task<DnsAnswer?> AskTlsaAsync(DomainName host, CancellationToken cancellationToken) =>
        host.Prepend("_25._tcp") is { } name ? await dns.ResolveAsync(name, DnsType.Tlsa, cancellationToken).ConfigureAwait(false) : null;

    private async Task<DnsAnswer> AskAddressAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var ip4 = await dns.ResolveAsync(domain, DnsType.A, cancellationToken).ConfigureAwait(false);
        return ip4.IsAbsent ? await dns.ResolveAsync(domain, DnsType.Aaaa, cancellationToken).ConfigureAwait(false) : ip4;
    }

    private async Task<DnsAnswer> AskBelowAsync(DomainName domain, string labels, CancellationToken cancellationToken) =>
        domain.Prepend(labels) is { } name
            ? await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false)
            : DnsAnswer.NoSuchName(domain, DnsType.Txt);

    /// <summary>Forward-confirmed reverse DNS: a name of the address has the address.</summary>
    private async Task<ReverseName> ReverseAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var ptr = await dns.ResolveAsync(ReverseNameOf(address), DnsType.Ptr, cancellationToken).ConfigureAwait(false);
        if (ptr.IsFailed) return new(address, null, []);
        var names = ptr.RecordsOf<DnsRecord.Pointer>().Select(pointer => pointer.Target).Take(MaxAddresses).ToImmutableArray();
        var type = address.AddressFamily is AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa;
        var forward = await Task.WhenAll(names.Select(name => dns.ResolveAsync(name, type, cancellationToken).AsTask())).ConfigureAwait(false);
        var isConfirmed = forward.Any(answer => answer.RecordsOf<DnsRecord.Address>().Any(record => record.Value.Equals(address)));
        return new(address, isConfirmed ? true : forward.Any(answer => answer.IsFailed) ? null : false, names);
    }

    /// <summary>RFC 1035 section 3.5 and RFC 3596 section 2.5.</summary>
    private static DomainName ReverseNameOf(IPAddress address) => DomainName.Parse(address.AddressFamily is AddressFamily.InterNetwork
        ? string.Join('.', address.GetAddressBytes().Reverse()) + ".in-addr.arpa"
        : string.Join('.', Convert.ToHexStringLower(address.GetAddressBytes()).Reverse()) + ".ip6.arpa");
}
