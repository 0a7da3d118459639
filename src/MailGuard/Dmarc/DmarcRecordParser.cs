using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Parsing;

namespace MailGuard.Dmarc;

/// <summary>Reads DMARC records (RFC 9989 sections 4.7 and 4.8); a mistake in a tag makes that tag fall to its default.</summary>
public static class DmarcRecordParser
{
    /// <summary>WSP of RFC 5234: line ends, which tag lists of DKIM may hold, separate nothing here.</summary>
    private const string WhiteSpace = " \t";

    /// <summary>True for a text that begins with the tag v and exactly the value DMARC1; only then is it a DMARC record at all.</summary>
    public static bool IsDmarcRecord(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new TagListReader(text, WhiteSpace);
        return reader.TryRead(out var version) && version is { Offset: 0, Value: "DMARC1" } && version.Is("v");
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
            FailureOptions = First(tags, "fo") is { } options ? FailureOptionsIn(options) : DmarcFailureOptions.AllFail,
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
        for (var reader = new TagListReader(text, WhiteSpace); reader.TryRead(out var tag);) tags.Add(tag);
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
        [.. (First(tags, name) ?? "").Split(',').Select(uri => uri.Trim(' ', '\t')).Where(uri => uri.Length > 0).Select(DmarcReportUri.Parse)];

    /// <summary>Each option once, 0 and 1 not together (dmarc-fo); anything else is the default.</summary>
    private static DmarcFailureOptions FailureOptionsIn(string text)
    {
        var options = text.Split(':').Select(OptionIn).ToList();
        var isValid = !options.Contains(DmarcFailureOptions.None) && options.Distinct().Count() == options.Count
            && !(options.Contains(DmarcFailureOptions.AllFail) && options.Contains(DmarcFailureOptions.AnyFails));
        return isValid ? options.Aggregate((left, right) => left | right) : DmarcFailureOptions.AllFail;
    }

    private static DmarcFailureOptions OptionIn(string text) => text.ToLowerInvariant() switch
    {
        "0" => DmarcFailureOptions.AllFail,
        "1" => DmarcFailureOptions.AnyFails,
        "d" => DmarcFailureOptions.Dkim,
        "s" => DmarcFailureOptions.Spf,
        _ => DmarcFailureOptions.None,
    };
}
