using System.Buffers.Binary;
using MailGuard.Names;

namespace MailGuard.Dns.Wire;

/// <summary>One question in wire form (RFC 1035 section 4.1), encoded once and sent as often as needed.</summary>
internal sealed class QuestionMessage
{
    /// <summary>Header, longest name with type and class, OPT record.</summary>
    public const int MaxOctets = MessageHeader.Octets + DomainName.MaxWireOctets + TypeAndClassOctets + OptOctets;

    private const int TypeAndClassOctets = 4;
    private const int OptOctets = 11;

    /// <summary>Fits every path without fragments (the DNS flag day of 2020).</summary>
    private const ushort UdpPayloadOctets = 1232;

    private readonly byte[] section;
    private readonly MessageFlags flags;

    /// <param name="checkingDisabled">Also answers that the server's DNSSEC validation refuses (CD, RFC 4035 section 3.2.2).</param>
    public QuestionMessage(DomainName name, DnsType type, bool checkingDisabled)
    {
        (Name, Type) = (name, type);
        flags = MessageFlags.RecursionDesired | (checkingDisabled ? MessageFlags.CheckingDisabled : 0);
        Span<byte> written = stackalloc byte[DomainName.MaxWireOctets + TypeAndClassOctets];
        var nameOctets = name.WriteWire(written);
        BinaryPrimitives.WriteUInt16BigEndian(written[nameOctets..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(written[(nameOctets + 2)..], WireRecord.ClassIn);
        section = written[..(nameOctets + TypeAndClassOctets)].ToArray();
    }

    public DomainName Name { get; }

    public DnsType Type { get; }

    /// <summary>The question section, octet for octet as sent.</summary>
    public ReadOnlySpan<byte> Section => section;

    /// <summary>The name in the section.</summary>
    public ReadOnlySpan<byte> WireName => section.AsSpan(..^TypeAndClassOctets);

    /// <param name="destination">With room for <see cref="MaxOctets"/>.</param>
    /// <param name="withEdns">With an OPT record: answers by UDP of up to 1,232 octets (RFC 6891 section 6.1.2).</param>
    /// <returns>The octets written.</returns>
    public int Write(Span<byte> destination, ushort id, bool withEdns)
    {
        new MessageHeader(id, flags, 1, 0, 0, (ushort)(withEdns ? 1 : 0)).Write(destination);
        section.CopyTo(destination[MessageHeader.Octets..]);
        var end = MessageHeader.Octets + section.Length;
        return withEdns ? end + WriteOpt(destination[end..]) : end;
    }

    /// <summary>Owner root, the payload size for a class, and no extended code, version, flags or options.</summary>
    private static int WriteOpt(Span<byte> destination)
    {
        var opt = destination[..OptOctets];
        opt.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(opt[1..], (ushort)WireRecord.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], UdpPayloadOctets);
        return OptOctets;
    }
}
