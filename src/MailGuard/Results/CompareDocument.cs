namespace MailGuard.Results;

/// <summary>Two runs side by side: schema <c>mailguard/compare/1</c>, one JSON object. Members without any change are only counted.</summary>
/// <remarks>
/// Words of <c>change</c>, with the one that stands there when the runs are swapped: <c>appeared</c> and <c>vanished</c>, <c>worsened</c> and
/// <c>improved</c>, <c>not-checked</c> and <c>newly-visible</c> (it was, or is, there, and the other run cannot say whether it was), <c>changed</c>.
/// </remarks>
public sealed record CompareDocument
{
    public const string CurrentSchema = "mailguard/compare/1";

    public string Schema { get; init; } = CurrentSchema;

    public required ComparedRun Old { get; init; }

    public required ComparedRun New { get; init; }

    public required CompareCounts Counts { get; init; }

    /// <summary>In the order of the new run, then those only in the old one, in its order.</summary>
    public IReadOnlyList<MemberComparison> Members { get; init; } = [];
}

/// <summary>One of the two runs.</summary>
/// <param name="Input">The name of its file, or <c>-</c>.</param>
/// <param name="Members">Results that could be read, rows without a usable domain included.</param>
/// <param name="AsOf">The newest of the results' times, ISO 8601; null without results.</param>
/// <param name="Problems">What could not be read, the first hundred.</param>
/// <param name="MoreProblems">How many more there are.</param>
public sealed record ComparedRun(string Input, int Members, string? AsOf, IReadOnlyList<RunProblem> Problems, int MoreProblems);

/// <summary>A part of a file that holds no result that can be read.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Problem"><c>not-json</c>, <c>other-schema</c>, <c>torn</c> (the file ends inside it) or <c>too-large</c>.</param>
public sealed record RunProblem(int Line, string Problem);

/// <summary>Members by <see cref="MemberChanges.Status"/>; each is counted once among the first eight.</summary>
/// <param name="Partly">Of the members compared, those of which something could not be compared; those not compared at all are left out.</param>
public sealed record CompareCounts(
    int Worse, int Mixed, int Better, int Changed, int NotCompared, int Unchanged, int OnlyInNew, int OnlyInOld, int Partly)
{
    /// <summary>All members of both runs.</summary>
    public int Members => Worse + Mixed + Better + Changed + NotCompared + Unchanged + OnlyInNew + OnlyInOld;

    /// <summary>Members that stand in both runs.</summary>
    public int InBoth => Members - OnlyInNew - OnlyInOld;
}

/// <summary>A member of one run beside the same of the other.</summary>
/// <param name="Row">In the new run; null for a member only in the old one.</param>
/// <param name="PreviousRow">In the old run; null for a member only in the new one.</param>
/// <param name="Domain">With A-labels; null for a row that names no usable domain.</param>
/// <param name="Input">As the newer of the two lists says it.</param>
public sealed record MemberComparison(int? Row, int? PreviousRow, string? Domain, string? Name, string Input, MemberChanges Changes);

/// <summary>What changed for one member.</summary>
/// <param name="Since">The time of the earlier result, ISO 8601; null when there is none.</param>
/// <param name="Status">
/// <c>worse</c>, <c>better</c>, <c>mixed</c> (both), <c>changed</c> (other records, nothing better or worse), <c>unchanged</c>,
/// <c>not-compared</c> (nothing better or worse that can be told, and something that cannot), <c>only-in-new</c>, <c>only-in-old</c>.
/// </param>
/// <param name="Incomplete">True when something could not be compared, whatever the status.</param>
/// <param name="Standing">Where the member stands in other words than before; those that stay are left out.</param>
/// <param name="Findings">Those that differ: got worse first, then what cannot be told, then what got better.</param>
/// <param name="Records">Those that differ.</param>
public sealed record MemberChanges(
    string? Since,
    string Status,
    bool Incomplete,
    IReadOnlyList<StandingChange> Standing,
    IReadOnlyList<FindingChange> Findings,
    IReadOnlyList<RecordChange> Records);

/// <param name="Change"><c>worsened</c>, <c>improved</c>, <c>changed</c>, <c>not-checked</c> or <c>newly-visible</c>.</param>
/// <param name="Member"><c>stage</c>, <c>spoofable</c> or <c>mtaStsMode</c>.</param>
/// <param name="Old">The schema's word; null when it could not be determined or there was none.</param>
/// <param name="New">Likewise.</param>
public sealed record StandingChange(string Change, string Member, string? Old, string? New);

/// <param name="Change"><c>appeared</c>, <c>vanished</c>, <c>worsened</c>, <c>improved</c>, <c>not-checked</c> or <c>newly-visible</c>.</param>
/// <param name="Reason">
/// Why it cannot be told: <c>undetermined</c> (DNS did not answer), <c>not-run</c> (the rule's input was not given), <c>not-asked</c> (the
/// selector was not asked for), <c>other-version</c> (perhaps that version did not have the rule); null when it can.
/// </param>
/// <param name="Severity">Now; for what is gone or not checked, then.</param>
/// <param name="PreviousRule">Set when another rule spoke of the same cause.</param>
/// <param name="PreviousSeverity">Null when it was not there.</param>
/// <param name="Problem">As the result says it, in the language of the result.</param>
public sealed record FindingChange(
    string Change,
    string? Reason,
    string Rule,
    string Subject,
    string Severity,
    string? PreviousRule,
    string? PreviousSeverity,
    string Problem);

/// <param name="Change"><c>appeared</c>, <c>vanished</c>, <c>changed</c>, <c>not-checked</c> or <c>newly-visible</c>.</param>
/// <param name="Reason">As in <see cref="FindingChange"/>.</param>
/// <param name="Member">Where the result has it: <c>spf</c>, <c>dmarc</c>, <c>dkim</c>, <c>mx</c>, <c>mtaSts</c>, <c>tlsRpt</c>, <c>dane</c>, <c>bimi</c> or <c>caa</c>.</param>
/// <param name="Name">The owner name, e.g. <c>_dmarc.hospital.example</c>.</param>
/// <param name="Old">Record texts, for DKIM what the result tells of the key; empty: nothing was there; null: it could not be checked.</param>
/// <param name="New">Likewise.</param>
public sealed record RecordChange(
    string Change, string? Reason, string Member, string Name, IReadOnlyList<string>? Old, IReadOnlyList<string>? New);
