using System.Globalization;
using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>What two runs beside each other say, in words that a board reads.</summary>
internal sealed class CompareWords(ReportWords words)
{
    /// <summary>Sections of a report in their order: what asks for somebody comes first.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["worse", "only-in-new", "not-compared", "better", "changed", "only-in-old"];

    /// <summary>Which section a member stands in: one that got better in one thing and worse in another asks for somebody too.</summary>
    public static string SectionOf(MemberComparison member) => member.Changes.Status is "mixed" ? "worse" : member.Changes.Status;

    public string Title => words.Choose("What changed between two audits", "2回の調査の比較");

    /// <summary>The one sentence a board asks for.</summary>
    public string Sentence(CompareCounts counts)
    {
        if (counts.InBoth == 0) return words.Choose("The two runs have no member in common.", "2回の調査に共通するドメインはありません。");
        return words.Choose(English(counts), Japanese(counts));
    }

    /// <summary>The same of a run beside the earlier result it was given; null when it was given none.</summary>
    public string? SentenceSince(PortfolioSummary summary)
    {
        if (summary.Changes is not { } counts) return null;
        if (summary.Since is not { } since) return words.Choose("The earlier result has none of these members.", "前回の結果に、今回のドメインはありません。");
        var more = counts.OnlyInNew == 0 ? "" : words.Choose(
            $" {Of(counts.OnlyInNew)} had no earlier result.", $"{Number(counts.OnlyInNew)}件は前回の結果がありません。");
        return words.Labelled($"Since {words.Date(since)}", $"前回（{words.Date(since)}）との比較", Sentence(counts)) + more;
    }

    /// <summary>What changed for one member in one line; null when nothing did or no earlier result was given.</summary>
    public string? Brief(MemberChanges? changes) => changes switch
    {
        null or { Status: "unchanged" } => null,
        { Status: "only-in-new" } => words.Choose("no earlier result", "前回の結果はありません"),
        _ => string.Join(words.Choose("; ", "、"), Parts(changes).DefaultIfEmpty(words.CouldNotBeChecked)),
    };

    /// <summary>Before what changed for one member. No colon in Japanese, where each change has one.</summary>
    public string SinceLabel(MemberChanges changes) => changes.Since is { } since
        ? words.Choose($"Since {words.Date(since)}: ", $"前回（{words.Date(since)}）からの変化　")
        : words.Choose("Since the last run: ", "前回からの変化　");

    private IEnumerable<string> Parts(MemberChanges changes) =>
    [
        .. changes.Standing.Select(one => words.Labelled(StandingLabel(one.Member), $"{Standing(one.Member, one.Old)} → {Standing(one.Member, one.New)}")),
        .. changes.Findings.GroupBy(one => Change(one.Change, one.Reason))
            .Select(group => words.Labelled(group.Key, string.Join(", ", group.Select(one => one.Rule).Distinct()))),
        .. changes.Records.GroupBy(Change)
            .Select(group => words.Labelled(
                words.Choose($"records {group.Key}", $"レコードの{group.Key}"), string.Join(", ", group.Select(RecordLabel).Distinct()))),
    ];

    /// <summary>The other counts, each of them a statement.</summary>
    public IEnumerable<string> Counts(CompareCounts counts)
    {
        if (counts.Partly > 0) yield return words.Choose(
            $"{Of(counts.Partly)} could be compared only in part", $"一部だけを比較できたドメイン：{Number(counts.Partly)}件");
        if (counts.Changed > 0) yield return words.Choose(
            $"{Of(counts.Changed)} changed records without getting better or worse", $"レコードだけが変わったドメイン：{Number(counts.Changed)}件");
        yield return words.Choose($"{Of(counts.Unchanged)} unchanged", $"変化のないドメイン：{Number(counts.Unchanged)}件");
        if (counts.OnlyInNew > 0) yield return words.Choose($"{Of(counts.OnlyInNew)} only in the new run", $"今回だけにあるドメイン：{Number(counts.OnlyInNew)}件");
        if (counts.OnlyInOld > 0) yield return words.Choose($"{Of(counts.OnlyInOld)} only in the old run", $"前回だけにあるドメイン：{Number(counts.OnlyInOld)}件");
    }

    /// <summary>e.g. <c>2026-10-22 (old.json) → 2026-11-22 (new.json)</c>.</summary>
    public string Span(CompareDocument comparison) => $"{RunOf(comparison.Old)} → {RunOf(comparison.New)}";

    /// <summary>The problems of both files; each file is named.</summary>
    public IEnumerable<string> Problems(CompareDocument comparison) => [.. Problems(comparison.Old), .. Problems(comparison.New)];

    public string Section(string section) => section switch
    {
        "worse" => words.Choose("Got worse", "悪化したドメイン"),
        "only-in-new" => words.Choose("New in this run", "今回から加わったドメイン"),
        "not-compared" => words.Choose("Could not be compared", "比較できなかったドメイン"),
        "better" => words.Choose("Got better", "改善したドメイン"),
        "changed" => words.Choose("Other records, neither better nor worse", "レコードだけが変わったドメイン"),
        _ => words.Choose("No longer in this run", "今回の調査にないドメイン"),
    };

    /// <summary>Null where the section says it already.</summary>
    public string? Remark(MemberComparison member) => member.Changes switch
    {
        { Status: "mixed" } => words.Choose("Better in one thing, worse in another.", "改善した点と悪化した点があります。"),
        { Status: "not-compared" } when member.Domain is null => words.Choose("The row names no domain that can be checked.", "この行からドメインを読み取れません。"),
        _ => null,
    };

    /// <summary>What became of a record.</summary>
    public string Change(RecordChange record) => record.Change switch
    {
        "appeared" => words.Choose("added", "追加"),
        "vanished" => words.Choose("removed", "削除"),
        _ => Change(record.Change, record.Reason),
    };

    /// <summary>What became of a finding.</summary>
    public string Change(string change, string? reason) => change switch
    {
        "appeared" => words.Choose("new", "新規"),
        "vanished" => words.Choose("gone", "今回なし"),
        "worsened" => words.Choose("got worse", "悪化"),
        "improved" => words.Choose("got better", "改善"),
        "not-checked" => NotChecked(reason),
        "newly-visible" => NotCheckedBefore(reason),
        _ => words.Choose("changed", "変更"),
    };

    /// <summary>It vanished from a member that did not get better, so that nothing says somebody repaired it.</summary>
    public static bool IsOnlyGone(FindingChange finding, MemberChanges changes) => finding.Change is "vanished" && changes.Status is not "better";

    /// <summary>What is wrong now, where that is news; null for a text that the result file holds in the other language only.</summary>
    public string? ProblemOf(FindingChange finding)
    {
        if (finding is not { Change: "appeared" or "worsened", Severity: not "info" }) return null;
        var isJapanese = finding.Problem.AsSpan().ContainsAnyInRange('\u3040', '\u30ff');   // no Japanese sentence is without kana
        return isJapanese == (words.Language is Language.Japanese) ? finding.Problem : null;
    }

    /// <summary>How severe it is, and what it was before; with a rule of before, that too: <c>● Medium one.rule → ▲ High</c>.</summary>
    public string SeverityOf(FindingChange finding) => finding switch
    {
        { PreviousRule: { } rule } => $"{words.IconAndSeverity(finding.PreviousSeverity ?? finding.Severity)} {rule} → {words.IconAndSeverity(finding.Severity)}",
        { PreviousSeverity: { } before } when before != finding.Severity => $"{words.Severity(before)} → {words.IconAndSeverity(finding.Severity)}",
        _ => words.IconAndSeverity(finding.Severity),
    };

    /// <summary>The question, e.g. <c>Can it be spoofed?</c></summary>
    public string StandingLabel(string member) => member switch
    {
        "spoofable" => words.Choose("Can be spoofed", "なりすまし"),
        "stage" => words.Choose("Stage", "段階"),
        _ => words.Choose("MTA-STS mode", "MTA-STSのモード"),
    };

    public string Standing(string member, string? word) => member switch
    {
        "spoofable" => words.Spoofable(word),
        "stage" => words.Stage(word),
        _ => word ?? words.Undetermined,
    };

    public string RecordLabel(RecordChange record) => words.Member(record.Member);

    public string NothingChanged => words.Choose("no change was found", "変化は見つかりませんでした");

    public string Before => words.Choose("before", "前回");

    public string Now => words.Choose("now", "今回");

    /// <summary>In place of records where there are none to show.</summary>
    public string InPlaceOf(IReadOnlyList<string>? records) => records is null ? words.CouldNotBeChecked : words.Choose("none", "なし");

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Of(int count) => $"{Number(count)} {(count == 1 ? "member" : "members")}";

    private static string English(CompareCounts counts)
    {
        var all = Of(counts.InBoth);
        List<string> parts = [counts.Better > 0 ? $"{Number(counts.Better)} of {all} improved" : $"None of {all} improved"];
        if (counts.Mixed > 0) parts.Add($"{Number(counts.Mixed)} improved in one thing and got worse in another");
        parts.Add(counts.Worse == 0 ? "none got worse" : $"{Number(counts.Worse)} got worse");
        if (counts.NotCompared > 0) parts.Add($"{Number(counts.NotCompared)} could not be compared");
        return string.Join(", ", parts) + ".";
    }

    private static string Japanese(CompareCounts counts)
    {
        var all = $"ドメイン{Number(counts.InBoth)}件のうち";
        var text = (counts.Better, counts.Worse) switch
        {
            (0, 0) => $"{all}、改善したものも悪化したものもありません。",
            (_, 0) => $"{all}{Number(counts.Better)}件が改善し、悪化したものはありません。",
            (0, _) => $"{all}{Number(counts.Worse)}件が悪化し、改善したものはありません。",
            _ => $"{all}{Number(counts.Better)}件が改善し、{Number(counts.Worse)}件が悪化しました。",
        };
        if (counts.Mixed > 0) text += $"{Number(counts.Mixed)}件には、改善した点と悪化した点があります。";
        return counts.NotCompared > 0 ? text + $"{Number(counts.NotCompared)}件は比較できませんでした。" : text;
    }

    private string RunOf(ComparedRun run) => run.AsOf is { } asOf ? words.Choose($"{words.Date(asOf)} ({run.Input})", $"{words.Date(asOf)}（{run.Input}）") : run.Input;

    public IEnumerable<string> Problems(ComparedRun run)
    {
        foreach (var problem in run.Problems) yield return words.Choose(
            $"{run.Input}, line {problem.Line}: {ProblemText(problem.Problem)}", $"{run.Input} {problem.Line}行目：{ProblemText(problem.Problem)}");
        if (run.MoreProblems > 0) yield return words.Choose(
            $"{run.Input}: {Number(run.MoreProblems)} more that cannot be read", $"{run.Input}：ほかに{Number(run.MoreProblems)}か所を読み取れません");
    }

    private string ProblemText(string problem) => problem switch
    {
        "torn" => words.Choose("the file ends in the middle of a result; the run was perhaps interrupted", "結果の途中でファイルが終わっています。調査が中断された可能性があります"),
        "too-large" => words.Choose("the result is too large to be one", "1件の結果としては大きすぎます"),
        "other-schema" => words.Choose("JSON, but no audit result", "JSONですが、調査の結果ではありません"),
        _ => words.Choose("not JSON that can be read", "JSONとして読み取れません"),
    };

    private string NotChecked(string? reason) => reason switch
    {
        "not-run" => words.Choose("not looked at this time", "今回は調べていません"),
        "not-asked" => words.Choose("selector not asked for this time", "今回はこのセレクターを調べていません"),
        "other-version" => words.Choose("this version may not have the rule", "今回の版にはこのルールがない可能性があります"),
        _ => words.Choose("could not be checked this time", "今回は確認できませんでした"),
    };

    private string NotCheckedBefore(string? reason) => reason switch
    {
        "not-run" => words.Choose("not looked at last time", "前回は調べていません"),
        "not-asked" => words.Choose("selector not asked for last time", "前回はこのセレクターを調べていません"),
        "other-version" => words.Choose("the earlier version may not have had the rule", "前回の版にはこのルールがなかった可能性があります"),
        _ => words.Choose("could not be checked last time", "前回は確認できませんでした"),
    };
}
