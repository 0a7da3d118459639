using MailGuard.Parsing;

namespace MailGuard.Dmarc;

/// <summary>What is wrong with text at <c>_dmarc</c> that was meant as a record.</summary>
internal static class DmarcDiagnosis
{
    /// <summary>Tags of RFC 9989 section 4.7.</summary>
    private static readonly string[] InForce = ["v", "p", "sp", "np", "adkim", "aspf", "fo", "rua", "ruf", "psd", "t"];

    /// <summary>Tags of RFC 7489 that RFC 9989 took out (appendix C).</summary>
    private static readonly string[] TakenOut = ["pct", "rf", "ri"];

    /// <summary>The text begins as a record does but a separator after the version, or elsewhere, is missing or of another kind.</summary>
    public static bool HasDamagedSeparator(string text) =>
        DmarcRecordParser.Parse(text) is { } record
            ? record.Tags.Any(tag => IsStray(tag) || ContainsTag(tag.Value))
            : StartsWithVersion(text) && text.Length > "v=DMARC1".Length && !DmarcRecordParser.IsDmarcRecord(text.TrimStart(' ', '\t'));

    /// <summary>The text speaks of DMARC but its first tag is not v with the value DMARC1.</summary>
    public static bool HasInvalidVersion(string text) =>
        !DmarcRecordParser.IsDmarcRecord(text) && !HasDamagedSeparator(text) && IsMeantAsRecord(text);

    public static IEnumerable<Tag> UnknownTags(DmarcRecord record) =>
        record.Tags.Where(tag => tag.Name.Length > 0 && !InForce.Any(tag.Is) && !TakenOut.Any(tag.Is));

    public static IEnumerable<Tag> TakenOutTags(DmarcRecord record) => record.Tags.Where(tag => TakenOut.Any(tag.Is));

    public static IEnumerable<string> RepeatedTags(DmarcRecord record) => record.Tags.Where(tag => tag.Name.Length > 0)
        .GroupBy(tag => tag.Name.ToLowerInvariant()).Where(same => same.Count() > 1).Select(same => same.Key);

    /// <summary>Null when no known tag is near.</summary>
    public static string? NearestTag(string name) =>
        name.Length < 2 ? null : Array.Find([.. InForce, .. TakenOut], known => known.Length > 1 && EditDistance.IsAtMostOne(known, name.ToLowerInvariant()));

    private static bool IsStray(Tag tag) => tag.Name.Length == 0 && tag.Value.Length > 0;

    /// <summary>The value runs on into another tag, e.g. <c>none rua=mailto:…</c>.</summary>
    private static bool ContainsTag(string value)
    {
        for (var at = value.IndexOf('=', StringComparison.Ordinal); at > 0; at = value.IndexOf('=', at + 1))
        {
            var before = value.AsSpan(0, at).TrimEnd(' ');
            var start = before.LastIndexOfAny(' ', ',', '\t') + 1;
            if (start > 0 && IsTag(before[start..].ToString())) return true;
        }

        return false;

        static bool IsTag(string name) => InForce.Concat(TakenOut).Contains(name.ToLowerInvariant());
    }

    private static bool StartsWithVersion(string text)
    {
        const string Version = "v=DMARC1";
        var packed = OctetText.Decoded(text).Replace(" ", "", StringComparison.Ordinal).TrimStart('"', '“', '”', '\'');
        if (!packed.StartsWith(Version, StringComparison.Ordinal)) return false;
        var rest = packed[Version.Length..];
        return rest.Length == 0 || !char.IsAsciiLetterOrDigit(rest[0])
            || InForce.Concat(TakenOut).Any(tag => rest.StartsWith(tag + "=", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsMeantAsRecord(string text)
    {
        var draft = DmarcDraft.Of(text);
        return text.Contains("dmarc", StringComparison.OrdinalIgnoreCase) ? draft.Tags.Length > 1 : draft["p"] is not null;
    }
}
