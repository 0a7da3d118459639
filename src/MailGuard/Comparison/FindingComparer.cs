using MailGuard.Results;

namespace MailGuard.Comparison;

/// <summary>Pairs the findings of two results by rule and subject, then by cause, and says what became of each.</summary>
internal static class FindingComparer
{
    /// <param name="records">What differs in the records: a finding about records that differ is no news of another version.</param>
    public static IEnumerable<FindingChange> Compare(ComparedAudit old, ComparedAudit now, IReadOnlyCollection<RecordChange> records)
    {
        var (before, after) = (old.Findings.ToList(), now.Findings.ToList());
        foreach (var (then, today) in Pairs(before, after))
        {
            if (Difference(then, today, old, now) is { } change) yield return change;
        }

        foreach (var today in after) yield return Single(today, "appeared", "newly-visible", WhyUntold(today, old, records));
        foreach (var then in before) yield return Single(then, "vanished", "not-checked", WhyUntold(then, now, records));
    }

    /// <summary>Pairs are taken out of both lists; what stays has no counterpart.</summary>
    private static List<(FindingEntry Then, FindingEntry Today)> Pairs(List<FindingEntry> before, List<FindingEntry> after)
    {
        var pairs = new List<(FindingEntry, FindingEntry)>();
        foreach (var isSame in (Func<FindingEntry, FindingEntry, bool>[])[IsSameRule, HasSameCause])
        {
            // In an order that is the same when the runs are swapped.
            var candidates = (from then in before from today in after where then.Subject == today.Subject && isSame(then, today) select (then, today))
                .OrderBy(pair => string.CompareOrdinal(pair.then.Rule, pair.today.Rule) < 0 ? pair.then.Rule : pair.today.Rule, StringComparer.Ordinal)
                .ThenBy(pair => string.CompareOrdinal(pair.then.Rule, pair.today.Rule) < 0 ? pair.today.Rule : pair.then.Rule, StringComparer.Ordinal);
            foreach (var (then, today) in candidates.ToList())
            {
                if (!Holds(before, then) || !Holds(after, today)) continue;
                pairs.Add((then, today));
                before.RemoveAll(one => ReferenceEquals(one, then));
                after.RemoveAll(one => ReferenceEquals(one, today));
            }
        }

        return pairs;
    }

    private static bool Holds(List<FindingEntry> findings, FindingEntry finding) => findings.Exists(one => ReferenceEquals(one, finding));

    private static bool IsSameRule(FindingEntry then, FindingEntry today) => then.Rule == today.Rule;

    private static bool HasSameCause(FindingEntry then, FindingEntry today) =>
        then.Related.Contains(today.Rule) || today.Related.Contains(then.Rule) || Replaces(then.Rule, today.Rule) || Replaces(today.Rule, then.Rule);

    private static bool Replaces(string rule, string other) => RuleCatalog.Find(rule)?.Replaces.Contains(other) == true;

    /// <summary>Null when it stays as bad as it was, or one of the two could not have told it better.</summary>
    private static FindingChange? Difference(FindingEntry then, FindingEntry today, ComparedAudit old, ComparedAudit now)
    {
        if (then.Rule != today.Rule && (now.WhyOpen(then) ?? old.WhyOpen(today)) is not null) return null;
        var (before, after) = Severities(then, today);
        if (before == after) return null;
        var change = SchemaWords.Rank(after) < SchemaWords.Rank(before) ? "worsened" : "improved";
        return new(change, null, today.Rule, today.Subject, after, then.Rule == today.Rule ? null : then.Rule, before, today.Problem);
    }

    /// <summary>Accepting a finding mends nothing: where only one of the two is accepted, the rule's own severities are compared.</summary>
    private static (string Before, string After) Severities(FindingEntry then, FindingEntry today) =>
        IsAccepted(then) == IsAccepted(today) ? (then.Severity, today.Severity) : (then.RuleSeverity, today.RuleSeverity);

    private static bool IsAccepted(FindingEntry finding) => finding.Evidence.Values.Any(value => value.Key is "accepted");

    private static FindingChange Single(FindingEntry finding, string change, string untold, string? why)
    {
        var isNew = change is "appeared";
        return new(
            why is null ? change : untold, why, finding.Rule, finding.Subject, finding.Severity, null, isNew ? null : finding.Severity, finding.Problem);
    }

    /// <summary>Why the other result may only not have told it; null when it was not there.</summary>
    private static string? WhyUntold(FindingEntry finding, ComparedAudit other, IReadOnlyCollection<RecordChange> records) =>
        other.WhyOpen(finding)
        ?? (other.Knows(finding.Rule) || records.Any(record => record.Member == ComparedAudit.MemberOf(finding.Rule)) ? null : "other-version");
}
