namespace MailGuard.Messages;

/// <summary>The lines of a message, exact to the octet, one after another. A longer line than may be kept is cut, never held.</summary>
/// <param name="mostOctets">Octets of one line that are kept.</param>
internal sealed class LineReader(Stream stream, int mostOctets)
{
    private readonly byte[] buffer = new byte[1 << 15];
    private byte[] line = new byte[1 << 10];
    private int at;
    private int end;
    private int length;
    private bool isUnread;

    /// <summary>Octets read so far, those cut off included.</summary>
    public long Position { get; private set; }

    /// <summary>True when the line just read was longer than may be kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The line with its line feed, valid until the next is read; the last may have none. False at the end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> read)
    {
        if (!isUnread) Next();
        isUnread = false;
        read = line.AsSpan(..length);
        return length > 0;
    }

    /// <summary>The line just read is given once more.</summary>
    public void Unread() => isUnread = true;

    private void Next()
    {
        if (Position == 0) SkipByteOrderMark();
        length = 0;
        IsCut = false;
        for (var isWhole = false; !isWhole && (at < end || Fill());)
        {
            var rest = buffer.AsSpan(at..end);
            var feed = rest.IndexOf((byte)'\n');
            isWhole = feed >= 0;
            var part = isWhole ? rest[..(feed + 1)] : rest;
            Keep(part);
            at += part.Length;
            Position += part.Length;
        }
    }

    /// <summary>Editors put it before text that no mail system would.</summary>
    private void SkipByteOrderMark()
    {
        if (Fill() && buffer.AsSpan(..end).StartsWith("\ufeff"u8)) at = "\ufeff"u8.Length;
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (part.Length > mostOctets - length)
        {
            IsCut = true;
            part = part[..(mostOctets - length)];
        }

        if (line.Length < length + part.Length) Array.Resize(ref line, Math.Min(mostOctets, Math.Max(line.Length * 2, length + part.Length)));
        part.CopyTo(line.AsSpan(length));
        length += part.Length;
    }

    private bool Fill()
    {
        at = 0;
        end = stream.Read(buffer);
        return end > 0;
    }
}
