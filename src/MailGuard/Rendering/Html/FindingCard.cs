using System.Globalization;
using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>One finding as whoever has to mend it reads it.</summary>
internal sealed class FindingCard(PageContext page, HeadingLevel level)
{
    private readonly ReportWords words = page.Words;
    private readonly RecordBlock records = new(page.Words);

    public Markup Draw(FindingEntry finding)
    {
        var state = StateMark.OfFinding(finding, words);
        return Markup.Of($"""
            <article class="finding {state.Style}">
            {level.Draw(Markup.Of($"{state.Draw()} {page.TitleOf(finding.Rule)}"))}
            <p>{finding.Problem}</p>
            {Why(finding)}<p class="remedy"><b>{words.Choose("What to do", "対応")}</b> {finding.RemedyAboveRecord()}</p>
            {(finding.Proposed is { } proposed ? records.Draw(proposed) : Markup.Empty)}<p class="facts">{Circumstances(finding)}</p>
            <details><summary>{words.Choose("Evidence", "根拠")}</summary><pre>{Evidence(finding)}</pre></details>
            </article>

            """);
    }

    /// <summary>What it is and what to do, for a list of many.</summary>
    public Markup DrawBriefly(FindingEntry finding) => Markup.Of($"""
        <li>{StateMark.OfFinding(finding, words).Draw()} <b>{page.TitleOf(finding.Rule)}</b> {finding.RemedyWithoutRecord()}</li>

        """);

    private Markup Why(FindingEntry finding) => page.TextOf(finding.Rule) is not { Why.Length: > 0 } text ? Markup.Empty : Markup.Of($"""
        <p class="why"><b>{words.Choose("Why it matters", "理由")}</b> {text.Why}</p>

        """);

    private IEnumerable<Markup> Circumstances(FindingEntry finding)
    {
        yield return Labelled(words.Choose("Who", "担当"), words.Owner(finding.Owner));
        if (finding.Cost is not null) yield return Labelled(words.Choose("Cost", "費用"), words.Cost(finding.Cost));
        if (finding.Affects is not "") yield return Labelled(words.Choose("Affects", "影響"), words.Affects(finding.Affects));
        yield return Labelled(words.Choose("Certainty", "確かさ"), words.Confidence(finding.Confidence));
    }

    private static Markup Labelled(string label, string value) => Markup.Of($"<span><i>{label}</i> {value}</span> ");

    private IEnumerable<Markup> Evidence(FindingEntry finding) =>
        EvidenceLines(finding).Select(line => Markup.Of($"{Markup.Record(words.Labelled(line.Name, line.Value))}\n"));

    private IEnumerable<(string Name, string Value)> EvidenceLines(FindingEntry finding)
    {
        yield return (words.Choose("Rule", "ルール"), finding.Rule);
        yield return (words.Choose("About", "対象"), finding.Subject);
        if (page.FindRule(finding.Rule)?.Source is { Length: > 0 } source) yield return (words.Choose("Reference", "出典"), source);
        foreach (var (name, value) in finding.Evidence.Values) yield return (name, ValueText(value));
        if (finding.Related.Count > 0) yield return (words.Choose("Same cause", "同じ原因の指摘事項"), string.Join(", ", finding.Related));
    }

    private static string ValueText(object value) => value switch
    {
        IEnumerable<string> list => string.Join(", ", list),
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
