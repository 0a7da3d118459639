using System.Buffers.Binary;

namespace MailGuard.Dns.Wire;

/// <summary>Names in messages, compressed or not (RFC 1035 section 4.1.4).</summary>
internal static class WireName
{
    /// <summary>What a name gives that is none.</summary>
    public const int Damaged = 0;

    private const int KindOfLabel = 0xc0;
    private const int PlainLabel = 0x00;
    private const int Pointer = 0xc0;
    private const int PointerOctets = 2;

    /// <summary>Labels of the longest name. Pointers to pointers add none, and a chain of thousands fits a message.</summary>
    private const int MaxPointers = Names.DomainName.MaxWireOctets / 2;

    /// <param name="end">Where what holds the name ends.</param>
    /// <returns>Where the name ends. Where its pointers lead is not looked at.</returns>
    public static int Skip(ReadOnlySpan<byte> message, int at, int end)
    {
        while (at < end)
        {
            var octet = message[at];
            if (octet == 0) return at + 1;
            if (IsPointer(octet)) return at + PointerOctets <= end ? at + PointerOctets : Damaged;
            if ((octet & KindOfLabel) != PlainLabel) return Damaged;
            at += octet + 1;
        }

        return Damaged;
    }

    /// <summary>Copies the name as it is without compression.</summary>
    /// <param name="end">Where what holds the name ends.</param>
    /// <param name="name">With room for 255 octets.</param>
    /// <returns>The octets copied.</returns>
    public static int Expand(ReadOnlySpan<byte> message, int at, int end, Span<byte> name)
    {
        var (start, pointers, length) = (at, 0, 0);
        while (at < end)
        {
            var octet = message[at];
            if (IsPointer(octet))
            {
                // To a prior name (RFC 1035 section 4.1.4), which ends before this one starts: no circle is possible.
                if (at + PointerOctets > end || ++pointers > MaxPointers) return Damaged;
                (at, end) = (Target(message[at..]), start);
                if (at < MessageHeader.Octets) return Damaged;
                start = at;
                continue;
            }

            var label = octet + 1;
            if ((octet & KindOfLabel) != PlainLabel || at + label > end || length + label > name.Length) return Damaged;
            message.Slice(at, label).CopyTo(name[length..]);
            length += label;
            if (octet == 0) return length;
            at += label;
        }

        return Damaged;
    }

    public static bool IsPointer(byte octet) => (octet & KindOfLabel) == Pointer;

    /// <param name="pointer">Its two octets, and what follows.</param>
    public static int Target(ReadOnlySpan<byte> pointer) => BinaryPrimitives.ReadUInt16BigEndian(pointer) & 0x3fff;
}
