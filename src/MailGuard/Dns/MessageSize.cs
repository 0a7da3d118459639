using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Octets of the DNS message that carries an answer (RFC 1035 section 4), counted from its records: the same from every source.</summary>
internal static class MessageSize
{
    /// <summary>What UDP carries to those who do not offer more (RFC 1035 section 4.2.1).</summary>
    public const int PlainUdp = 512;

    /// <summary>What nearly every path carries in one piece; servers send more over TCP only (DNS flag day 2020).</summary>
    public const int UnfragmentedUdp = 1232;

    private const int Header = 12;
    private const int TypeAndClass = 4;

    /// <summary>A pointer to the owner name, type, class, TTL and length (RFC 1035 sections 4.1.3 and 4.1.4).</summary>
    private const int RecordHead = 12;

    /// <summary>Of an answer to TXT: the question, the aliases that led to the records and all strings, without an OPT record.</summary>
    public static int OfTxt(DnsAnswer answer) =>
        Header + OctetsOf(answer.Name) + TypeAndClass
        + answer.Aliases.Sum(alias => RecordHead + OctetsOf(alias))
        + answer.RecordsOf<DnsRecord.Txt>().Sum(txt => RecordHead + txt.Strings.Sum(octets => octets.Length + LengthOctets(octets.Length)));

    /// <summary>One for each character-string; a string that no message can carry counts as if it were cut.</summary>
    private static int LengthOctets(int octets) => Math.Max(1, (octets + CharacterString.MaxOctets - 1) / CharacterString.MaxOctets);

    private static int OctetsOf(DomainName name)
    {
        Span<byte> wire = stackalloc byte[DomainName.MaxWireOctets];
        return name.WriteWire(wire);
    }
}
