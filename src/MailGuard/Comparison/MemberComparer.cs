using MailGuard.Results;

namespace MailGuard.Comparison;

/// <summary>Two results of one member beside each other: what is different, what is better or worse, and what cannot be told.</summary>
internal static class MemberComparer
{
    private static readonly string[] Stages = ["none", "monitoring", "quarantine", "reject", "parked"];
    private static readonly string[] SpoofableAnswers = ["yes", "partly", "no"];
    private static readonly string[] Modes = ["none", "testing", "enforce"];

    public static MemberChanges Compare(ComparedAudit old, ComparedAudit now)
    {
        if (old.Audit.Domain is null || now.Audit.Domain is null)
            return new(old.Audit.AsOf, "not-compared", Incomplete: true, [], [], []);
        List<RecordChange> records = [.. RecordComparer.Compare(old, now)];
        List<FindingChange> findings = [.. FindingComparer.Compare(old, now, records).OrderBy(OrderOf)];
        List<StandingChange> standing = [.. StandingOf(old.Audit, now.Audit)];
        List<string> changes = [.. standing.Select(one => one.Change), .. findings.Select(one => one.Change), .. records.Select(one => one.Change)];
        var worse = WeightOf(findings.Where(IsWorse), standing, "worsened");
        var better = WeightOf(findings.Where(IsBetter), standing, "improved");
        var isIncomplete = changes.Exists(CannotBeTold);
        var status = (worse, better) switch
        {
            (Weight.None, Weight.None) => isIncomplete ? "not-compared" : changes.Count > 0 ? "changed" : "unchanged",
            _ when worse > better => "worse",
            _ when better > worse => "better",
            _ => "mixed",
        };
        return new(old.Audit.AsOf, status, isIncomplete, standing, findings, records);
    }

    /// <summary>A member that the other run does not have.</summary>
    public static MemberChanges Only(AuditDocument audit, bool isNew) =>
        new(isNew ? null : audit.AsOf, audit.Domain is null ? "not-compared" : isNew ? "only-in-new" : "only-in-old", audit.Domain is null, [], [], []);

    public static bool CannotBeTold(string change) => change is "not-checked" or "newly-visible";

    /// <summary>What is of severity low counts where nothing heavier goes the other way.</summary>
    private enum Weight
    {
        None,
        Light,
        Heavy,
    }

    private static Weight WeightOf(IEnumerable<FindingChange> findings, List<StandingChange> standing, string change)
    {
        if (standing.Exists(one => one.Change == change)) return Weight.Heavy;
        return findings.Select(one => IsHeavy(one.Severity) || IsHeavy(one.PreviousSeverity) ? Weight.Heavy : Weight.Light).DefaultIfEmpty().Max();
    }

    private static bool IsHeavy(string? severity) => severity is "critical" or "high" or "medium";

    /// <summary>What is only for information makes nothing worse.</summary>
    private static bool IsWorse(FindingChange finding) => finding.Change is "worsened" || (finding.Change is "appeared" && finding.Severity is not "info");

    private static bool IsBetter(FindingChange finding) => finding.Change is "improved" || (finding.Change is "vanished" && finding.Severity is not "info");

    private static (int Kind, int Severity) OrderOf(FindingChange finding) => (finding.Change switch
    {
        "worsened" => 0,
        "appeared" => 1,
        "newly-visible" => 2,
        "not-checked" => 3,
        "improved" => 4,
        _ => 5,
    }, SchemaWords.Rank(finding.Severity));

    private static IEnumerable<StandingChange> StandingOf(AuditDocument old, AuditDocument now) =>
    [
        .. Moved("spoofable", old.Spoofable, now.Spoofable, SpoofableAnswers),
        .. Moved("stage", old.Stage, now.Stage, Stages),
        .. old.MtaSts?.Mode is { } before && now.MtaSts?.Mode is { } mode ? Moved("mtaStsMode", before, mode, Modes) : [],
    ];

    /// <summary>From the worst word to the best. A word of a later version moves, and says neither better nor worse.</summary>
    private static IEnumerable<StandingChange> Moved(string member, string? old, string? now, string[] words)
    {
        if (old == now) return [];
        var (then, today) = (Array.IndexOf(words, old), Array.IndexOf(words, now));
        var change = now is null ? "not-checked" : old is null ? "newly-visible"
            : then < 0 || today < 0 || (old, now) is ("reject", "parked") or ("parked", "reject") ? "changed"
            : today > then ? "improved" : "worsened";
        return [new(change, member, old, now)];
    }
}
