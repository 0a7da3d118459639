using MailGuard.Results;

namespace MailGuard.Comparison;

/// <summary>Compares two runs member by member. Two results are held at a time, beside what changed.</summary>
/// <remarks>
/// A domain that stands in several rows is compared row by row in their order; surplus rows of one run are compared with the last of the
/// other, so that no row is left out.
/// </remarks>
public static class RunComparer
{
    /// <param name="oldInput">What reports call the run, e.g. the name of its file.</param>
    /// <param name="newInput">Likewise.</param>
    /// <exception cref="IOException">A file cannot be read, or has changed since it was opened.</exception>
    public static CompareDocument Compare(
        StoredRun old, string oldInput, StoredRun current, string newInput, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(current);
        var members = new List<MemberComparison>();
        var tally = new Dictionary<string, int>(StringComparer.Ordinal);
        var partly = 0;
        foreach (var member in Members(old, current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var changes = member.Changes;
            tally[changes.Status] = tally.GetValueOrDefault(changes.Status) + 1;
            if (changes is { Incomplete: true, Status: not "not-compared" }) partly++;
            if (changes.Status is not "unchanged") members.Add(member);
        }

        int Count(string status) => tally.GetValueOrDefault(status);
        return new()
        {
            Old = Describe(old, oldInput),
            New = Describe(current, newInput),
            Counts = new(
                Count("worse"), Count("mixed"), Count("better"), Count("changed"), Count("not-compared"), Count("unchanged"),
                Count("only-in-new"), Count("only-in-old"), partly),
            Members = members,
        };
    }

    /// <summary>What changed for one member since an earlier run.</summary>
    /// <param name="earlier">Its first result about the domain is the one compared with.</param>
    public static MemberChanges Since(StoredRun earlier, AuditDocument audit)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(audit);
        var old = audit.Domain is null ? null : earlier.Find(audit.Domain);
        var only = MemberComparer.Only(audit, isNew: true);
        if (old is null) return only;
        // The rules that need an earlier result had one.
        var now = audit with { Changes = only with { Since = old.AsOf } };
        return MemberComparer.Compare(new(old, rule => earlier.Knows(rule, audit.Version)), new(now, rule => RuleCatalog.Find(rule) is not null));
    }

    private static IEnumerable<MemberComparison> Members(StoredRun old, StoredRun current)
    {
        var met = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (position, row) in current.Rows.Index())
        {
            var turn = met[row.Key] = met.GetValueOrDefault(row.Key) + 1;
            yield return Pair(old, At(old.RowsOf(row.Key), turn), current, position);
        }

        met.Clear();
        foreach (var (position, row) in old.Rows.Index())
        {
            var turn = met[row.Key] = met.GetValueOrDefault(row.Key) + 1;
            var same = current.RowsOf(row.Key);
            if (turn > same.Count) yield return Pair(old, position, current, At(same, turn));
        }
    }

    private static int? At(IReadOnlyList<int> positions, int turn) => positions.Count == 0 ? null : positions[Math.Min(turn, positions.Count) - 1];

    private static MemberComparison Pair(StoredRun old, int? oldPosition, StoredRun current, int? position)
    {
        var then = oldPosition is { } one ? old.Read(one) : null;
        var now = position is { } other ? current.Read(other) : null;
        var shown = (now ?? then)!;
        var changes = then is null || now is null
            ? MemberComparer.Only(shown, isNew: then is null)
            : MemberComparer.Compare(
                new(then, rule => old.Knows(rule, now.Version)), new(now, rule => current.Knows(rule, then.Version)));
        return new(now?.Row, then?.Row, shown.Domain, shown.Name, shown.Input, changes);
    }

    private static ComparedRun Describe(StoredRun run, string input) => new(input, run.Count, run.AsOf, run.Problems, run.MoreProblems);
}
