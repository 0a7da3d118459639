using MailGuard.Cli.Input;

namespace MailGuard.Cli.Runs;

/// <summary>What a first pass over the members shows: how many there are, and which say the same as an earlier one.</summary>
/// <param name="Total">Members, those that cannot be audited included.</param>
/// <param name="FirstOf">The position of the first of the same, by the position of each repetition; positions count from 1.</param>
internal sealed record RunPlan(int Total, IReadOnlyDictionary<int, int> FirstOf)
{
    /// <summary>Positions whose result is needed again.</summary>
    public IReadOnlySet<int> Repeated { get; } = FirstOf.Values.ToHashSet();

    public static RunPlan Of(IEnumerable<Member> members)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var firstOf = new Dictionary<int, int>();
        var item = 0;
        foreach (var member in members)
        {
            item++;
            if (member.Sameness is { } same && !first.TryAdd(same, item)) firstOf.Add(item, first[same]);
        }

        return new(item, firstOf);
    }
}
