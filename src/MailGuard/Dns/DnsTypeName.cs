using System.Collections.Frozen;
using System.Globalization;

namespace MailGuard.Dns;

/// <summary>Record types as master files name them: <c>TXT</c>, or <c>TYPE123</c> for one without a name (RFC 3597 section 5).</summary>
internal static class DnsTypeName
{
    /// <summary>From the IANA registry: the types of <see cref="DnsType"/>, and those that stand in zones beside them.</summary>
    private static readonly (string Name, ushort Number)[] Registry =
    [
        ("A", 1), ("NS", 2), ("CNAME", 5), ("SOA", 6), ("PTR", 12), ("HINFO", 13), ("MX", 15), ("TXT", 16), ("RP", 17),
        ("AFSDB", 18), ("AAAA", 28), ("LOC", 29), ("SRV", 33), ("NAPTR", 35), ("KX", 36), ("CERT", 37), ("DNAME", 39),
        ("APL", 42), ("DS", 43), ("SSHFP", 44), ("IPSECKEY", 45), ("RRSIG", 46), ("NSEC", 47), ("DNSKEY", 48), ("DHCID", 49),
        ("NSEC3", 50), ("NSEC3PARAM", 51), ("TLSA", 52), ("SMIMEA", 53), ("CDS", 59), ("CDNSKEY", 60), ("OPENPGPKEY", 61),
        ("CSYNC", 62), ("ZONEMD", 63), ("SVCB", 64), ("HTTPS", 65), ("SPF", 99), ("EUI48", 108), ("EUI64", 109), ("URI", 256),
        ("CAA", 257),
    ];

    private static readonly FrozenDictionary<string, DnsType> Types =
        Registry.ToFrozenDictionary(type => type.Name, type => (DnsType)type.Number, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<DnsType, string> Names =
        Registry.ToFrozenDictionary(type => (DnsType)type.Number, type => type.Name);

    public const DnsType Dname = (DnsType)39;

    public static string Of(DnsType type) =>
        Names.TryGetValue(type, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"TYPE{(ushort)type}");

    /// <param name="isMnemonic">False when the type is written as a number.</param>
    public static bool TryParse(string text, out DnsType type, out bool isMnemonic)
    {
        isMnemonic = Types.TryGetValue(text, out type);
        if (isMnemonic) return true;
        if (!text.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase)) return false;
        if (!ushort.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        type = (DnsType)number;
        return true;
    }
}
