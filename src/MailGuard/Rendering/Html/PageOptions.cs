using MailGuard.Findings;

namespace MailGuard.Rendering.Html;

/// <summary>What a page says of its run.</summary>
/// <param name="Input">What was audited, e.g. <c>members.csv</c>; stands in the head and at the foot of every printed sheet.</param>
public sealed record PageOptions(Language Language, string Input)
{
    /// <summary>A section for every member, not only for those with findings of medium or worse.</summary>
    public bool Full { get; init; }
}
