using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MailGuard.Dns;

/// <summary>The data of one record in master file form; <see cref="RecordDataReader"/> gives the same record back.</summary>
internal static class RecordDataWriter
{
    public static string Write(DnsRecord record) => record switch
    {
        DnsRecord.Address address => address.Value.ToString(),
        DnsRecord.Pointer pointer => CharacterString.Absolute(pointer.Target),
        DnsRecord.Mx mx => Invariant($"{mx.Preference} {CharacterString.Absolute(mx.Exchange)}"),
        DnsRecord.Txt txt => string.Join(' ', txt.Strings.Select(octets => CharacterString.Quote(octets.AsSpan()))),
        DnsRecord.Soa soa => Soa(soa),
        DnsRecord.Ds ds => Invariant($"{ds.KeyTag} {ds.Algorithm} {ds.DigestType} {Hexadecimal(ds.Digest)}"),
        DnsRecord.Tlsa tlsa => Invariant($"{tlsa.Usage} {tlsa.Selector} {tlsa.MatchingType} {Hexadecimal(tlsa.Association)}"),
        DnsRecord.Caa caa => Invariant($"{caa.Flags} {Tag(caa.Tag)} {Quote(caa.Value)}"),
        DnsRecord.Opaque opaque => Invariant($"\\# {opaque.Octets.Length} {Hexadecimal(opaque.Octets)}").TrimEnd(),
        _ => throw new ArgumentException("A record of a kind without a master file form.", nameof(record)),
    };

    private static string Soa(DnsRecord.Soa soa)
    {
        var (server, mailbox) = (CharacterString.Absolute(soa.PrimaryServer), CharacterString.Absolute(soa.Mailbox));
        return Invariant($"{server} {mailbox} {soa.Serial} {soa.Refresh} {soa.Retry} {soa.Expire} {soa.Minimum}");
    }

    /// <summary>Letters and digits (RFC 8659 section 4.1), unless somebody publishes otherwise.</summary>
    private static string Tag(string tag) => tag.Length > 0 && tag.All(char.IsAsciiLetterOrDigit) ? tag : Quote(tag);

    private static string Quote(string text) => CharacterString.Quote(Encoding.Latin1.GetBytes(text));

    private static string Hexadecimal(ImmutableArray<byte> octets) => Convert.ToHexString(octets.AsSpan());

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
