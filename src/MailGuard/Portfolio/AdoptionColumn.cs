using System.Collections.Immutable;

namespace MailGuard.Portfolio;

/// <summary>How far DMARC has come in the groups that one column of the list makes, e.g. prefectures.</summary>
/// <param name="Groups">The furthest first.</param>
public sealed record AdoptionColumn(string Column, ImmutableArray<AdoptionGroup> Groups)
{
    /// <summary>More groups than Japan has prefectures are no longer taken in at a glance.</summary>
    private const int MaxGroups = 50;

    /// <summary>The list's own column for whom to call, which says nothing about a member.</summary>
    private const string Contact = "contact";

    /// <summary>Two groups or more, and on average two members or more in each: telephone numbers and addresses group nobody.</summary>
    public bool IsGrouping => !Column.Equals(Contact, StringComparison.OrdinalIgnoreCase) && Groups.Length is >= 2 and <= MaxGroups && Groups.Sum(group => group.Members) >= 2 * Groups.Length;

    internal static AdoptionColumn Of(string column, IEnumerable<PortfolioMember> members) => new(
        column,
        [
            .. members.GroupBy(member => member.Columns.GetValueOrDefault(column, "").Trim(), AdoptionGroup.Of)
                .OrderByDescending(group => group.EnforcingShare)
                .ThenByDescending(group => group.WithDmarcShare)
                .ThenBy(group => group.Value, StringComparer.Ordinal),
        ]);
}

/// <summary>The members that share one value of a column.</summary>
/// <param name="Value">Empty for members whose cell is empty.</param>
/// <param name="WithDmarc">Members with a DMARC record that applies, enforcing ones included.</param>
/// <param name="Enforcing">Members whose policy is quarantine or reject.</param>
/// <param name="Undetermined">Members of which neither is known.</param>
public sealed record AdoptionGroup(string Value, int Members, int WithDmarc, int Enforcing, int Undetermined)
{
    public double EnforcingShare => (double)Enforcing / Members;

    public double WithDmarcShare => (double)WithDmarc / Members;

    internal static AdoptionGroup Of(string value, IEnumerable<PortfolioMember> members)
    {
        var stages = members.Select(member => member.Stage).ToList();
        var enforcing = stages.Count(stage => stage is "quarantine" or "reject" or "parked");
        var monitoring = stages.Count(stage => stage is "monitoring");
        var without = stages.Count(stage => stage is "none");
        return new(value, stages.Count, enforcing + monitoring, enforcing, stages.Count - enforcing - monitoring - without);
    }
}
