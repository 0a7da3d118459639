using System.Text;

namespace MailGuard.Rendering.Html;

/// <summary>Sections that wait until what stands before them is known.</summary>
/// <param name="stream">Readable, writable and seekable; left open.</param>
internal sealed class SectionSpool(Stream stream)
{
    private const int BufferLength = 1 << 14;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    public void Add(Markup section)
    {
        var octets = Encoding.UTF8.GetBytes(section.ToString());
        stream.Write(octets);
        Length += octets.Length;
    }

    public void CopyTo(TextWriter output)
    {
        stream.Position = 0;
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[BufferLength];
        while (reader.Read(buffer) is > 0 and var length) output.Write(buffer, 0, length);
    }
}
