using MailGuard.Results;

namespace MailGuard.Comparison;

/// <summary>What two results tell of the records at each name.</summary>
internal static class RecordComparer
{
    /// <summary>Only what differs, or what only one of the two could tell.</summary>
    public static IEnumerable<RecordChange> Compare(ComparedAudit old, ComparedAudit now)
    {
        var tellsKeys = old.Audit.Version is not null && now.Audit.Version is not null;
        var (before, after) = (PublishedText.Of(old.Audit, tellsKeys).ToList(), PublishedText.Of(now.Audit, tellsKeys).ToList());
        var places = after.Concat(before).DistinctBy(text => (text.Member, text.Name)).OrderBy(text => OrderOf(text.Member));
        return places.Select(place => Difference(place, old, now, At(place, before), At(place, after))).OfType<RecordChange>();
    }

    private static PublishedText? At(PublishedText place, List<PublishedText> texts) =>
        texts.Find(text => text.Member == place.Member && text.Name == place.Name);

    private static RecordChange? Difference(PublishedText place, ComparedAudit old, ComparedAudit now, PublishedText? before, PublishedText? after)
    {
        var whyUnknownBefore = before is null ? old.WhyUnknown(place) : null;
        var whyUnknownNow = after is null ? now.WhyUnknown(place) : null;
        if (whyUnknownNow is not null) return new("not-checked", whyUnknownNow, place.Member, place.Name, before!.Records, null);
        if (whyUnknownBefore is not null) return new("newly-visible", whyUnknownBefore, place.Member, place.Name, null, after!.Records);
        if (before is null) return new("appeared", null, place.Member, place.Name, [], after!.Records);
        if (after is null) return new("vanished", null, place.Member, place.Name, before.Records, []);
        return IsSame(before, after) ? null : new("changed", null, place.Member, place.Name, before.Records, after.Records);
    }

    /// <summary>DNS gives records in no order.</summary>
    private static bool IsSame(PublishedText before, PublishedText after) =>
        before.Records.Order(StringComparer.Ordinal).SequenceEqual(after.Records.Order(StringComparer.Ordinal));

    private static int OrderOf(string member) => Array.IndexOf(["mx", "spf", "dmarc", "dkim", "mtaSts", "tlsRpt", "dane", "bimi", "caa"], member);
}
