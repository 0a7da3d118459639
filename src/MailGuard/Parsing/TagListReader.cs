namespace MailGuard.Parsing;

/// <summary>Reads <c>tag=value; tag=value</c> text (RFC 6376 section 3.2, RFC 9989 section 4.8) one tag at a time.</summary>
/// <remarks>White space around names, <c>=</c> and values is dropped. What stands between two semicolons without <c>=</c> is a tag without a name.</remarks>
/// <param name="whiteSpace">By default the folding white space of RFC 6376 section 2.8.</param>
internal ref struct TagListReader(ReadOnlySpan<char> text, string whiteSpace = " \t\r\n")
{
    private readonly ReadOnlySpan<char> text = text;
    private int at;

    /// <summary>False at the end. An empty item behind the last semicolon is allowed and not reported; others are.</summary>
    public bool TryRead(out Tag tag)
    {
        tag = default;
        if (at >= text.Length) return false;
        var rest = text[at..];
        var length = rest.IndexOf(';');
        var item = length < 0 ? rest : rest[..length];
        var offset = at + (item.Length - item.TrimStart(whiteSpace).Length);
        at += length < 0 ? rest.Length : length + 1;
        item = item.Trim(whiteSpace);
        if (item.IsEmpty && length < 0) return false;
        tag = Split(item, offset);
        return true;
    }

    private readonly Tag Split(ReadOnlySpan<char> item, int offset)
    {
        var equals = item.IndexOf('=');
        return equals < 0
            ? new("", item.ToString(), offset)
            : new(item[..equals].TrimEnd(whiteSpace).ToString(), item[(equals + 1)..].TrimStart(whiteSpace).ToString(), offset);
    }
}

/// <summary>One <c>name=value</c>.</summary>
/// <param name="Name">As published, case kept; empty when the item has no <c>=</c>.</param>
/// <param name="Offset">Of the name, in octets from the start of the text.</param>
public readonly record struct Tag(string Name, string Value, int Offset)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
