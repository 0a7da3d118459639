using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace MailGuard.Dns.Wire;

/// <summary>RDATA of each type (RFC 1035 section 3.3).</summary>
internal static class RecordDataDecoder
{
    /// <param name="data">The RDATA and nothing else.</param>
    /// <returns>Null unless its octets are exactly one such record.</returns>
    public static DnsRecord? Read(DnsType type, WireCursor data)
    {
        var record = Record(type, ref data);
        return !data.IsDamaged && data.IsAtEnd ? record : null;
    }

    private static DnsRecord? Record(DnsType type, ref WireCursor data) => type switch
    {
        DnsType.A => Address(ref data, octets: 4),
        DnsType.Aaaa => Address(ref data, octets: 16),
        DnsType.Ns or DnsType.Cname or DnsType.Ptr => new DnsRecord.Pointer(type, data.Name()),
        DnsType.Mx => new DnsRecord.Mx(data.UInt16(), data.Name()),
        DnsType.Txt => Text(ref data),
        DnsType.Soa => new DnsRecord.Soa(
            data.Name(), data.Name(), data.UInt32(), data.UInt32(), data.UInt32(), data.UInt32(), data.UInt32()),
        DnsType.Ds => Ds(ref data),
        DnsType.Tlsa => Tlsa(ref data),
        DnsType.Caa => new DnsRecord.Caa(data.Octet(), Latin1(data.Take(data.Octet())), Latin1(data.Rest())),
        _ => new DnsRecord.Opaque(type, [.. data.Rest()]),
    };

    private static DnsRecord.Address? Address(ref WireCursor data, int octets) =>
        data.Take(octets) is { IsEmpty: false } address ? new(new IPAddress(address)) : null;

    /// <summary>RFC 1035 section 3.3.14: one or more character-strings.</summary>
    private static DnsRecord.Txt? Text(ref WireCursor data)
    {
        var count = CharacterStrings(data);
        if (count == 0) return null;
        var strings = ImmutableArray.CreateBuilder<ImmutableArray<byte>>(count);
        while (strings.Count < count) strings.Add([.. data.Take(data.Octet())]);
        return new(strings.MoveToImmutable());
    }

    private static int CharacterStrings(WireCursor data)
    {
        var count = 0;
        for (; data.Left > 0 && !data.IsDamaged; count++) data.Take(data.Octet());
        return count;
    }

    /// <summary>RFC 4034 section 5.1; a digest of no octets matches no key.</summary>
    private static DnsRecord.Ds? Ds(ref WireCursor data)
    {
        var ds = new DnsRecord.Ds(data.UInt16(), data.Octet(), data.Octet(), [.. data.Rest()]);
        return ds.Digest.IsEmpty ? null : ds;
    }

    /// <summary>RFC 6698 section 2.1; data of no octets match nothing.</summary>
    private static DnsRecord.Tlsa? Tlsa(ref WireCursor data)
    {
        var tlsa = new DnsRecord.Tlsa(data.Octet(), data.Octet(), data.Octet(), [.. data.Rest()]);
        return tlsa.Association.IsEmpty ? null : tlsa;
    }

    private static string Latin1(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);
}
