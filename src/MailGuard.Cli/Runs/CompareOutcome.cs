using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Cli.Runs;

/// <summary>What a comparison comes to for a script: an exit code and a last line.</summary>
internal sealed class CompareOutcome(CompareDocument comparison)
{
    private readonly CompareCounts counts = comparison.Counts;

    /// <summary>Times are ISO 8601 and UTC, so that text order is theirs.</summary>
    public bool IsPerhapsSwapped => string.CompareOrdinal(comparison.Old.AsOf, comparison.New.AsOf) > 0;

    private int Compared => counts.Worse + counts.Mixed + counts.Better + counts.Changed + counts.Unchanged;

    private int Unreadable => CountOf(comparison.Old) + CountOf(comparison.New);

    /// <param name="failOn">Null: changes never count.</param>
    public int ExitCodeFor(Severity? failOn)
    {
        if (Unreadable > 0 || counts.NotCompared > 0 || counts.Partly > 0) return ExitCode.Failed;
        return failOn is { } least && comparison.Members.Any(member => IsWorse(member.Changes, least)) ? ExitCode.Found : ExitCode.NothingFound;
    }

    /// <summary>One line for the end of standard error.</summary>
    public string Describe(Language language) => language.Of(
        $"{Compared} compared: {counts.Worse + counts.Mixed} worse, {counts.Better} better; "
        + $"{counts.NotCompared} not compared, {counts.Partly} in part, {Unreadable} unreadable",
        $"{Compared}件を比較：悪化{counts.Worse + counts.Mixed}件、改善{counts.Better}件、比較できず{counts.NotCompared}件、"
        + $"一部のみ{counts.Partly}件、読み取れない結果{Unreadable}件");

    private static int CountOf(ComparedRun run) => run.Problems.Count + run.MoreProblems;

    /// <summary>A stage or an answer to spoofing that got worse weighs as much as a finding of severity high.</summary>
    private static bool IsWorse(MemberChanges changes, Severity least) =>
        changes.Findings.Any(finding => finding.Change is "appeared" or "worsened"
            && Enum.TryParse<Severity>(finding.Severity, ignoreCase: true, out var severity) && severity >= least)
        || (least <= Severity.High && changes.Standing.Any(standing => standing.Change is "worsened"));
}
