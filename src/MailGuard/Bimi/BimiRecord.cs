using System.Collections.Immutable;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Bimi;

/// <summary>A BIMI assertion record (BIMI draft -10, section 4.3).</summary>
/// <param name="Location">The l tag: URI of the image; null when missing or empty.</param>
/// <param name="Authority">The a tag: URI of the evidence document; null when missing or empty.</param>
public sealed record BimiRecord(string Text, string? Location, string? Authority)
{
    /// <summary>Suffixes of image formats other than SVG, which the draft makes an error (section 4.3.2).</summary>
    private static readonly string[] OtherFormats = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".ico", ".tif", ".tiff", ".avif", ".heic", ".pdf", ".eps"];

    /// <summary>Where the text leaves its grammar; receivers must not mend it.</summary>
    public ImmutableArray<SyntaxError> Mistakes { get; init; } = [];

    /// <summary>The avp tag: <c>brand</c> or <c>personal</c>; null when missing or neither.</summary>
    public string? AvatarPreference { get; init; }

    /// <summary>The lps tag is <c>true</c>: selectors are made of local-parts.</summary>
    public bool UsesLocalPartSelectors { get; init; }

    public bool IsValid => Mistakes.IsEmpty;

    /// <summary>Both tags empty: the owner wants no image shown (section 4.3.1).</summary>
    public bool IsDeclined => IsValid && Location is null && Authority is null;

    /// <summary>Null when the text is no such record. Case counts in names and in the version.</summary>
    public static BimiRecord? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new TagListReader(text);
        if (!text.StartsWith('v') || !reader.TryRead(out var version) || version.Name != "v" || version.Value != "BIMI1") return null;
        var tags = new List<Tag>();
        while (reader.TryRead(out var tag)) tags.Add(tag);
        return new(text, ValueOf(tags, "l"), ValueOf(tags, "a"))
        {
            AvatarPreference = ValueOf(tags, "avp") is "brand" or "personal" ? ValueOf(tags, "avp") : null,
            UsesLocalPartSelectors = ValueOf(tags, "lps") == "true",
            Mistakes = [.. MistakesOf(tags, text.Length).OrderBy(mistake => mistake.Offset)],
        };
    }

    private static string? ValueOf(List<Tag> tags, string name) => tags.Find(tag => tag.Name == name).Value is { Length: > 0 } value ? value : null;

    private static IEnumerable<SyntaxError> MistakesOf(List<Tag> tags, int end) =>
    [
        .. tags.Where(tag => !IsName(tag.Name)).Select(tag => new SyntaxError(tag.Offset, tag.Name + tag.Value, "not a tag")),
        .. tags.Where(tag => IsName(tag.Name)).GroupBy(tag => tag.Name).Where(same => same.Count() > 1)
            .Select(same => new SyntaxError(same.ElementAt(1).Offset, same.Key, "duplicate tag")),
        .. tags.Exists(tag => tag.Name == "l") ? [] : new[] { new SyntaxError(end, "", "no l") },
        .. tags.Where(tag => tag.Name is "l" or "a" && tag.Value.Length > 0).Select(MistakeOfUri).OfType<SyntaxError>(),
        .. tags.Where(tag => tag.Name == "lps" && tag.Value is not ("true" or "false")).Select(tag => new SyntaxError(tag.Offset, tag.Value, "neither true nor false")),
    ];

    /// <summary>HTTPS, with a fully qualified domain name; commas are encoded.</summary>
    private static SyntaxError? MistakeOfUri(Tag tag)
    {
        if (!WebUri.TryReadHttps(tag.Value, out var host) || tag.Value.Contains(',', StringComparison.Ordinal)) return new(tag.Offset, tag.Value, "not an https URI");
        if (host is not { Labels.Length: > 1 }) return new(tag.Offset, tag.Value, "no full domain name");
        return tag.Name == "l" && Array.Exists(OtherFormats, new Uri(tag.Value).AbsolutePath.ToLowerInvariant().EndsWith) ? new(tag.Offset, tag.Value, "not an SVG") : null;
    }

    /// <summary>RFC 6376 section 3.2.</summary>
    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(one => char.IsAsciiLetterOrDigit(one) || one == '_');
}
