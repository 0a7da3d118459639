using System.Buffers;
using System.Collections.Immutable;

namespace MailGuard.Messages;

/// <summary>How reading a header section ended.</summary>
public enum HeaderEnd
{
    /// <summary>At the empty line before the body, or where the message ends.</summary>
    Whole,

    /// <summary>The text does not begin with a header field.</summary>
    NotAMessage,

    TooManyFields,

    FieldTooLong,

    /// <summary>The header alone is longer than a message may be.</summary>
    TooLong,
}

/// <summary>The header of a message (RFC 5322 section 2.1), its fields exact to the octet.</summary>
/// <param name="Fields">Topmost first; what was read before a limit.</param>
internal sealed record HeaderSection(ImmutableArray<HeaderField> Fields, HeaderEnd End)
{
    /// <summary>RFC 5322 section 2.2: printable ASCII except the colon.</summary>
    private static readonly SearchValues<byte> NameOctets =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(octet => (byte)octet).Where(octet => octet != ':')]);

    public IEnumerable<HeaderField> Named(string name)
    {
        var octets = System.Text.Encoding.ASCII.GetBytes(name);
        return Fields.Where(field => field.Is(octets));
    }

    /// <summary>Takes lines up to and with the empty one. Lines end with LF or CRLF; a lone CR is part of its line.</summary>
    public static HeaderSection Read(LineReader lines, MessageLimits limits)
    {
        var fields = ImmutableArray.CreateBuilder<HeaderField>();
        var from = lines.Position;
        var current = new ArrayBufferWriter<byte>();
        var end = HeaderEnd.Whole;
        while (end is HeaderEnd.Whole && lines.TryRead(out var line) && !IsEmpty(line))
        {
            var isContinued = line[0] is (byte)' ' or (byte)'\t' && current.WrittenCount > 0;
            if (!isContinued) Take(current, fields);
            end = EndAt(line, isContinued);
            if (end is HeaderEnd.Whole) current.Write(line);
        }

        if (end is not HeaderEnd.NotAMessage) Take(current, fields);
        return new(fields.ToImmutable(), fields.Count == 0 && end is HeaderEnd.Whole ? HeaderEnd.NotAMessage : end);

        HeaderEnd EndAt(ReadOnlySpan<byte> line, bool isContinued) =>
            !isContinued && fields.Count == 0 && NameLengthOf(line) == 0 ? HeaderEnd.NotAMessage
            : fields.Count >= limits.MaxFields ? HeaderEnd.TooManyFields
            : lines.IsCut || line.Length + (isContinued ? current.WrittenCount : 0) > limits.MaxFieldOctets ? HeaderEnd.FieldTooLong
            : lines.Position - from > limits.MaxOctets ? HeaderEnd.TooLong
            : HeaderEnd.Whole;
    }

    public static bool IsEmpty(ReadOnlySpan<byte> line) => line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];

    private static void Take(ArrayBufferWriter<byte> current, ImmutableArray<HeaderField>.Builder fields)
    {
        if (current.WrittenCount == 0) return;
        fields.Add(new(current.WrittenSpan.ToArray(), NameLengthOf(current.WrittenSpan)));
        current.ResetWrittenCount();
    }

    /// <summary>White space before the colon is an obsolete form that is still read (RFC 5322 section 4.5).</summary>
    private static int NameLengthOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) return 0;
        var name = line[..colon].TrimEnd(" \t"u8);
        return name.ContainsAnyExcept(NameOctets) ? 0 : name.Length;
    }
}
