using MailGuard.Bimi;
using MailGuard.Delegation;
using MailGuard.Dns;
using MailGuard.Transport;

namespace MailGuard.Results;

/// <summary>MX, MTA-STS, TLS-RPT, DANE, BIMI, CAA and DNSSEC as the schema says them; null when undetermined or absent.</summary>
internal static class TransportSections
{
    public static IReadOnlyList<MxEntry>? Mx(TransportPublication transport) =>
        transport.Mx.IsFailed ? null : [.. transport.Hosts.Select(host => new MxEntry(host.Preference, host.Host.Text))];

    public static MtaStsSection? MtaSts(DomainFacts facts)
    {
        var records = facts.Transport.MtaStsRecords;
        var valid = records is [{ IsValid: true } one] ? one : null;
        if (records.IsEmpty) return null;
        var policy = facts.Transport.Policy?.Policy;
        return new(valid?.Text, [.. records.Select(record => record.Text)], valid?.Id, valid is not null)
        {
            Mode = policy?.Mode is { } mode ? SchemaWords.Of(mode) : null,
            ModeSince = SchemaWords.Of(facts.History.ModeSince(policy?.Mode)),
            MaxAge = policy?.MaxAge,
            PolicyMx = policy?.Mx,
        };
    }

    public static TlsRptSection? TlsRpt(TransportPublication transport)
    {
        var records = transport.TlsRptRecords;
        var valid = records is [{ IsValid: true } one] ? one : null;
        return records.IsEmpty
            ? null
            : new(valid?.Text, [.. records.Select(record => record.Text)], [.. records.SelectMany(record => record.Rua)], valid is not null);
    }

    public static DaneSection? Dane(TransportPublication transport) => transport.IsDaneUndetermined || !transport.UsesDane
        ? null
        : new([.. transport.Hosts.Select(host => new DaneHostEntry(host.Host.Text, [.. (host.Tlsa?.RecordsOf<DnsRecord.Tlsa>() ?? []).Select(Text)]))]);

    public static BimiSection? Bimi(BimiPublication bimi)
    {
        var record = bimi.Records.Length == 1 ? bimi.Records[0] : null;
        return bimi.Records.IsEmpty ? null : new(record?.Text, [.. bimi.Records.Select(one => one.Text)], record?.Location, record?.Authority);
    }

    public static CaaSection? Caa(DelegationPublication delegation) => delegation.Caa.LastOrDefault(answer => answer.Status is DnsStatus.Found) is { } found
        ? new(found.Name.Text, [.. found.RecordsOf<DnsRecord.Caa>().Select(caa => $"{caa.Flags} {caa.Tag} \"{caa.Value}\"")])
        : null;

    public static DnssecSection? Dnssec(DelegationPublication delegation) =>
        delegation.Zone is { Apex: { } apex, IsSigned: { } isSigned } ? new(apex.Text, isSigned) : null;

    private static string Text(DnsRecord.Tlsa tlsa) =>
        $"{tlsa.Usage} {tlsa.Selector} {tlsa.MatchingType} {Convert.ToHexStringLower(tlsa.Association.AsSpan())}";
}
