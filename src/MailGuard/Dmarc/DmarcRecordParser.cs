using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Parsing;

namespace MailGuard.Dmarc;

/// <summary>Reads DMARC records (RFC 9989 sections 4.7 and 4.8); a mistake in a tag makes that tag fall to its default.</summary>
public static class DmarcRecordParser
{
    /// <summary>True for a text whose first tag is v with exactly the value DMARC1; only then is it a DMARC record at all.</summary>
    public static bool IsDmarcRecord(string text)
    {
        var reader = new TagListReader(text);
        return reader.TryRead(out var version) && version.Is("v") && version.Value == "DMARC1";
    }

    /// <summary>Null when the text is no DMARC record.</summary>
    /// <param name="text">One char an octet.</param>
    public static DmarcRecord? Parse(string text)
    {
        if (!IsDmarcRecord(text)) return null;
        var tags = ReadTags(text);
        return new(text, tags)
        {
            Policy = PolicyIn(tags, "p"),
            SubdomainPolicy = PolicyIn(tags, "sp"),
            NonexistentPolicy = PolicyIn(tags, "np"),
            IsTesting = IsValue(tags, "t", "y"),
            Psd = IsValue(tags, "psd", "y") ? DmarcPsd.Yes : IsValue(tags, "psd", "n") ? DmarcPsd.No : DmarcPsd.Unspecified,
            IsStrictDkim = IsValue(tags, "adkim", "s"),
            IsStrictSpf = IsValue(tags, "aspf", "s"),
            Percent = PercentIn(tags),
            Rua = UrisIn(tags, "rua"),
            Ruf = UrisIn(tags, "ruf"),
        };
    }

    internal static DmarcPolicy? ReadPolicy(string value) => value.ToLowerInvariant() switch
    {
        "none" => DmarcPolicy.None,
        "quarantine" => DmarcPolicy.Quarantine,
        "reject" => DmarcPolicy.Reject,
        _ => null,
    };

    private static ImmutableArray<Tag> ReadTags(string text)
    {
        var tags = ImmutableArray.CreateBuilder<Tag>();
        for (var reader = new TagListReader(text); reader.TryRead(out var tag);) tags.Add(tag);
        return tags.ToImmutable();
    }

    private static string? First(ImmutableArray<Tag> tags, string name) =>
        tags.Where(tag => tag.Is(name)).Select(tag => tag.Value).FirstOrDefault();

    private static bool IsValue(ImmutableArray<Tag> tags, string name, string value) =>
        First(tags, name)?.Equals(value, StringComparison.OrdinalIgnoreCase) == true;

    private static DmarcPolicy? PolicyIn(ImmutableArray<Tag> tags, string name) => First(tags, name) is { } value ? ReadPolicy(value) : null;

    private static int? PercentIn(ImmutableArray<Tag> tags) =>
        int.TryParse(First(tags, "pct"), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100 ? percent : null;

    private static ImmutableArray<DmarcReportUri> UrisIn(ImmutableArray<Tag> tags, string name) =>
        [.. (First(tags, name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(DmarcReportUri.Parse)];
}
