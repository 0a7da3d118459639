namespace MailGuard.Messages;

/// <summary>The headers in a file: of its one message, or of a box of messages (mbox, RFC 4155) one after another. Bodies are passed over.</summary>
internal sealed class MessageBox(Stream octets, MessageLimits limits)
{
    private readonly LineReader lines = new(octets, limits.MaxFieldOctets + 1);

    /// <summary>The file begins with the separator line of a box.</summary>
    public bool IsBox { get; private set; }

    /// <summary>Messages begun so far.</summary>
    public int Count { get; private set; }

    /// <summary>Null at the end. An empty file is one header that is none.</summary>
    public HeaderSection? NextHeader()
    {
        if (Count == 0) IsBox = BeginsWithSeparator();
        else if (!IsBox || !SkipToSeparator()) return null;
        Count++;
        return HeaderSection.Read(lines, limits);
    }

    private bool BeginsWithSeparator()
    {
        if (!lines.TryRead(out var line)) return false;
        if (IsSeparator(line)) return true;
        lines.Unread();
        return false;
    }

    /// <summary>Programs that write a box put an empty line before each separator.</summary>
    private bool SkipToSeparator()
    {
        var isBehindEmpty = true;
        while (lines.TryRead(out var line))
        {
            if (isBehindEmpty && IsSeparator(line)) return true;
            isBehindEmpty = HeaderSection.IsEmpty(line);
        }

        return false;
    }

    private static bool IsSeparator(ReadOnlySpan<byte> line) => line.StartsWith("From "u8);
}
