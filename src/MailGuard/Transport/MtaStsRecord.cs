using System.Collections.Immutable;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Transport;

/// <summary>The TXT record that announces an MTA-STS policy (RFC 8461 section 3.1).</summary>
/// <param name="Id">One to 32 letters and digits; null when missing or invalid.</param>
public sealed record MtaStsRecord(string Text, string? Id)
{
    public bool IsValid => Id is not null;

    /// <summary>Null when the text is no such record.</summary>
    public static MtaStsRecord? Parse(string text)
    {
        var reader = new TagListReader(text);
        if (!reader.TryRead(out var version) || version.Name != "v" || version.Value != "STSv1") return null;
        string? id = null;
        while (reader.TryRead(out var tag))
            if (tag.Name == "id" && tag.Value.Length is >= 1 and <= 32 && tag.Value.All(char.IsAsciiLetterOrDigit)) id ??= tag.Value;
        return new(text, id);
    }
}

/// <summary>The TXT record that says where TLS reports go (RFC 8460 section 3).</summary>
/// <param name="Rua">The valid URIs, mailto or https.</param>
public sealed record TlsRptRecord(string Text, ImmutableArray<string> Rua)
{
    public bool IsValid => !Rua.IsEmpty;

    /// <summary>Null when the text is no such record.</summary>
    public static TlsRptRecord? Parse(string text)
    {
        var reader = new TagListReader(text);
        if (!reader.TryRead(out var version) || version.Name != "v" || version.Value != "TLSRPTv1") return null;
        while (reader.TryRead(out var tag))
            if (tag.Name == "rua") return new(text, ValidUris(tag.Value));
        return new(text, []);
    }

    private static ImmutableArray<string> ValidUris(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(IsValidUri)];

    private static bool IsValidUri(string uri) =>
        (uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(uri, UriKind.Absolute, out _))
        || MailtoUri.TryParse(uri, out _, out _);
}
