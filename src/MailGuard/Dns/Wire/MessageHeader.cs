using System.Buffers.Binary;

namespace MailGuard.Dns.Wire;

/// <summary>The second 16 bits of a message (RFC 1035 section 4.1.1, RFC 4035 section 3.2.2).</summary>
[Flags]
internal enum MessageFlags : ushort
{
    Response = 0x8000,
    Opcode = 0x7800,
    AuthoritativeAnswer = 0x0400,
    Truncated = 0x0200,
    RecursionDesired = 0x0100,
    RecursionAvailable = 0x0080,
    CheckingDisabled = 0x0010,
    ResponseCode = 0x000f,
}

/// <summary>RCODE (RFC 1035 section 4.1.1), and BADVERS of the extended codes (RFC 6891 section 9).</summary>
internal enum ResponseCode
{
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NxDomain = 3,
    NotImp = 4,
    Refused = 5,
    BadVers = 16,
}

/// <summary>The first 12 octets of a message (RFC 1035 section 4.1.1). The counts are what the sender says, and nothing to rely on.</summary>
internal readonly record struct MessageHeader(
    ushort Id, MessageFlags Flags, ushort QuestionCount, ushort AnswerCount, ushort AuthorityCount, ushort AdditionalCount)
{
    public const int Octets = 12;

    /// <summary>True for a response to a standard query: opcode 0.</summary>
    public bool IsResponseToQuery => (Flags & (MessageFlags.Response | MessageFlags.Opcode)) == MessageFlags.Response;

    public ResponseCode Code => (ResponseCode)(Flags & MessageFlags.ResponseCode);

    /// <param name="message">At least <see cref="Octets"/>.</param>
    public static MessageHeader Read(ReadOnlySpan<byte> message) => new(
        BinaryPrimitives.ReadUInt16BigEndian(message),
        (MessageFlags)BinaryPrimitives.ReadUInt16BigEndian(message[2..]),
        BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
        BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
        BinaryPrimitives.ReadUInt16BigEndian(message[8..]),
        BinaryPrimitives.ReadUInt16BigEndian(message[10..]));

    public void Write(Span<byte> message)
    {
        BinaryPrimitives.WriteUInt16BigEndian(message, Id);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)Flags);
        BinaryPrimitives.WriteUInt16BigEndian(message[4..], QuestionCount);
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], AnswerCount);
        BinaryPrimitives.WriteUInt16BigEndian(message[8..], AuthorityCount);
        BinaryPrimitives.WriteUInt16BigEndian(message[10..], AdditionalCount);
    }
}
