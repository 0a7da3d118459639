using System.Buffers.Binary;
using MailGuard.Names;

namespace MailGuard.Dns.Wire;

/// <summary>
/// Reads a part of a message from its start to its end. The first octet that is not there, or name that is none, damages the part for good;
/// what is read after it has no meaning.
/// </summary>
internal ref struct WireCursor
{
    private readonly ReadOnlySpan<byte> message;
    private readonly QuestionMessage question;
    private readonly ref NameRead last;
    private readonly int end;

    private WireCursor(ReadOnlySpan<byte> message, QuestionMessage question, ref NameRead last, int start, int end)
    {
        this.message = message;
        this.question = question;
        this.last = ref last;
        this.end = end;
        At = start;
    }

    /// <summary>Octets from the start of the message.</summary>
    public int At { get; private set; }

    public bool IsDamaged { get; private set; }

    public readonly bool IsAtEnd => At == end;

    /// <summary>Octets not read yet.</summary>
    public readonly int Left => end - At;

    /// <summary>Says that what was read cannot be used.</summary>
    public void Damage() => IsDamaged = true;

    /// <summary>What follows the question section.</summary>
    /// <param name="message">A message that repeats the question.</param>
    /// <param name="last">Kept by the caller, as nobody else can.</param>
    public static WireCursor BehindQuestion(ReadOnlySpan<byte> message, QuestionMessage question, ref NameRead last) =>
        new(message, question, ref last, MessageHeader.Octets + question.Section.Length, message.Length);

    public byte Octet() => Take(1) is [var octet] ? octet : (byte)0;

    public ushort UInt16() => BinaryPrimitives.TryReadUInt16BigEndian(Take(sizeof(ushort)), out var number) ? number : (ushort)0;

    public uint UInt32() => BinaryPrimitives.TryReadUInt32BigEndian(Take(sizeof(uint)), out var number) ? number : 0;

    /// <returns>Empty when there are not so many.</returns>
    public ReadOnlySpan<byte> Take(int octets)
    {
        if (IsDamaged || octets > Left)
        {
            IsDamaged = true;
            return [];
        }

        At += octets;
        return message.Slice(At - octets, octets);
    }

    public ReadOnlySpan<byte> Rest() => Take(Left);

    /// <summary>Takes the next octets as a part of their own, whose damage is not that of the whole.</summary>
    public WireCursor Part(int octets)
    {
        Take(octets);
        return IsDamaged ? this : new(message, question, ref last, At - octets, At);
    }

    public void SkipName()
    {
        var next = IsDamaged ? WireName.Damaged : WireName.Skip(message, At, end);
        if (next == WireName.Damaged) IsDamaged = true;
        else At = next;
    }

    /// <returns>The root when there is no name.</returns>
    public DomainName Name()
    {
        var start = At;
        SkipName();
        return IsDamaged ? DomainName.Root : NameAt(start);
    }

    /// <summary>A name that was skipped before.</summary>
    public DomainName NameAt(int start)
    {
        var first = WireName.IsPointer(message[start]) ? WireName.Target(message[start..]) : start;
        if (first == MessageHeader.Octets) return question.Name;
        if (first == last.At) return last.Name;
        Span<byte> wire = stackalloc byte[DomainName.MaxWireOctets];
        wire = wire[..WireName.Expand(message, start, end, wire)];
        if (wire.Length == WireName.Damaged)
        {
            IsDamaged = true;
            return DomainName.Root;
        }

        last = new(first, wire.SequenceEqual(question.WireName) ? question.Name : DomainName.FromWire(wire));
        return last.Name;
    }
}

/// <summary>The name read last and where it starts: the next record often points to it.</summary>
internal readonly record struct NameRead(int At, DomainName Name);
