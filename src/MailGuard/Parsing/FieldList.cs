using System.Buffers;
using System.Collections.Immutable;

namespace MailGuard.Parsing;

/// <summary>A record of the form <c>version *( *WSP ";" *WSP name "=" value ) [";"]</c> (RFC 8461 section 3.1, RFC 8460 section 3).</summary>
/// <param name="Fields">In their order, values unchecked; what is no <c>name=value</c> is a mistake instead.</param>
/// <param name="Mistakes">Where the text leaves that form.</param>
internal sealed record FieldList(ImmutableArray<Tag> Fields, ImmutableArray<SyntaxError> Mistakes)
{
    /// <summary>Names are a letter or digit and at most 31 characters more.</summary>
    private const int MaxNameOctets = 32;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>The first field of a name; any behind it do not count (RFC 8461 section 3.2).</summary>
    public Tag? First(string name) => Fields.Where(field => field.Name == name).Select(field => (Tag?)field).FirstOrDefault();

    /// <summary>Null when the text does not begin with the version and a semicolon: such records are passed over, not counted. Case counts everywhere.</summary>
    public static FieldList? Read(string text, string version)
    {
        if (!text.StartsWith(version, StringComparison.Ordinal)) return null;
        var end = text.IndexOf(';', StringComparison.Ordinal);
        return end >= 0 && text.AsSpan(version.Length, end - version.Length).Trim(" \t").IsEmpty ? ReadFields(text, end) : null;
    }

    /// <summary>What stands between printable characters other than <c>=</c> and <c>;</c> is no value of an extension.</summary>
    public static bool IsExtensionValue(string value) => value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange('!', '~') && !value.Contains('=', StringComparison.Ordinal);

    /// <param name="at">Of the first semicolon.</param>
    private static FieldList ReadFields(string text, int at)
    {
        var fields = ImmutableArray.CreateBuilder<Tag>();
        var mistakes = ImmutableArray.CreateBuilder<SyntaxError>();
        while (at < text.Length && text[at] == ';')
        {
            var from = at + 1;
            var next = text.IndexOf(';', from);
            at = next < 0 ? text.Length : next;
            var item = text.AsSpan(from, at - from);
            from += item.Length - item.TrimStart(" \t").Length;
            item = next < 0 ? item.TrimStart(" \t") : item.Trim(" \t");
            if (item.IsEmpty && next < 0) break;
            if (ReadField(item, from) is { } field) fields.Add(field);
            else mistakes.Add(new(from, item.ToString(), item.IsEmpty ? "empty field" : "not a field"));
        }

        if (at < text.Length) mistakes.Add(new(at, text[at..], "white space"));
        return new(fields.ToImmutable(), mistakes.ToImmutable());
    }

    private static Tag? ReadField(ReadOnlySpan<char> item, int offset)
    {
        var equals = item.IndexOf('=');
        if (equals is < 1 or > MaxNameOctets) return null;
        var name = item[..equals];
        return char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(NameCharacters)
            ? new(name.ToString(), item[(equals + 1)..].ToString(), offset)
            : null;
    }
}
