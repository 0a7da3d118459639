namespace MailGuard.Dmarc;

/// <summary>Writes DMARC records so that receivers of both generations read them: v, then p (RFC 7489 section 6.4), the rest in a fixed order.</summary>
public static class DmarcRecordPrinter
{
    private static readonly string[] Order = ["v", "p", "sp", "np", "adkim", "aspf", "rua", "ruf", "fo", "psd", "t", "pct", "rf", "ri"];

    /// <summary>The record without what receivers do not read: repeated tags, items that are no tags, white space. Unknown tags stay, at the end.</summary>
    public static string Print(DmarcRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Print(record.Tags.Where(tag => tag.Name.Length > 0 && tag.Name.All(char.IsAsciiLetter))
            .DistinctBy(tag => tag.Name, StringComparer.OrdinalIgnoreCase)
            .Select(tag => new KeyValuePair<string, string>(tag.Name.ToLowerInvariant(), tag.Value)));
    }

    /// <param name="tags">Names in lower case, each once.</param>
    internal static string Print(IEnumerable<KeyValuePair<string, string>> tags) =>
        string.Join("; ", tags.OrderBy(tag => Array.IndexOf(Order, tag.Key) is >= 0 and var at ? at : Order.Length).Select(tag => $"{tag.Key}={tag.Value}"));
}
