using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>The page about two audits beside each other, as one file that loads nothing: a sentence for a board, then members by what became of them.</summary>
public sealed class ComparePage
{
    private readonly TextWriter output;
    private readonly PageContext page;
    private readonly ReportWords words;
    private readonly CompareWords compare;

    public ComparePage(TextWriter output, Language language)
    {
        this.output = output;
        page = new(ReportWords.In(language), RuleCatalog.Find);
        words = page.Words;
        compare = new(words);
    }

    public void Write(CompareDocument comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var sentence = compare.Sentence(comparison.Counts);
        var frame = new PageFrame(words, sentence, $"{comparison.Old.Input} → {comparison.New.Input}", comparison.New.AsOf);
        Put(frame.Head());
        Put(Markup.Of($"""
            <header class="page-head">
            <p class="eyebrow">{compare.Title}</p>
            <h1>{sentence}</h1>
            <p class="run">{compare.Span(comparison)}</p>
            </header>
            <main id="main">
            {Tally(comparison.Counts)}{Lines(compare.Counts(comparison.Counts))}{Lines(compare.Problems(comparison))}
            """));
        var sections = comparison.Members.ToLookup(CompareWords.SectionOf);
        foreach (var section in CompareWords.Sections.Where(sections.Contains)) PutSection(section, sections[section]);
        Put(Markup.Of($"</main>\n"));
        Put(frame.End());
    }

    private Markup Tally(CompareCounts counts) => Markup.Of($"""
        <dl class="tally">
        {One("critical", "▼", words.Choose("got worse", "悪化"), counts.Worse + counts.Mixed)}{One("ok", ReportWords.NothingFoundIcon, words.Choose("got better", "改善"), counts.Better)}{One(
            "unknown", ReportWords.Icon(null), words.Choose("not compared", "比較できず"), counts.NotCompared)}{One(
            "low", "=", words.Choose("otherwise the same", "ほかは同じ"), counts.Unchanged + counts.Changed)}</dl>

        """);

    private static Markup One(string style, string shape, string word, int count) => Markup.Of($"""
        <div class="{style}"><dt><i aria-hidden="true">{shape}</i>{word}</dt><dd>{count:N0}</dd></div>

        """);

    private static Markup Lines(IEnumerable<string> lines) => !lines.Any() ? Markup.Empty : Markup.Of($"""
        <ul class="origin">{lines.Select(line => Markup.Of($"<li>{line}</li>"))}</ul>

        """);

    private void PutSection(string section, IEnumerable<MemberComparison> members)
    {
        Put(Markup.Of($"""
            <section aria-labelledby="{section}">
            <h2 id="{section}">{compare.Section(section)}</h2>

            """));
        foreach (var member in members) Put(Draw(member));
        Put(Markup.Of($"</section>\n"));
    }

    private Markup Draw(MemberComparison member)
    {
        var domain = member.Domain ?? member.Input;
        var hasName = !string.IsNullOrWhiteSpace(member.Name);
        return Markup.Of($"""
            <article class="compared">
            <h3>{(hasName ? member.Name : domain)}{(hasName ? Markup.Of($" <code>{domain}</code>") : Markup.Empty)}</h3>
            {(compare.Remark(member) is { } remark ? Markup.Of($"<p>{remark}</p>\n") : Markup.Empty)}{Statements(member.Changes)}{member.Changes.Records.Select(Draw)}</article>

            """);
    }

    private Markup Statements(MemberChanges changes) => changes.Standing.Count + changes.Findings.Count == 0 ? Markup.Empty : Markup.Of($"""
        <ul class="brief">
        {changes.Standing.Select(Draw)}{changes.Findings.Select(finding => Draw(finding, changes))}</ul>

        """);

    private Markup Draw(StandingChange standing)
    {
        var label = compare.StandingLabel(standing.Member);
        var moved = $"{compare.Standing(standing.Member, standing.Old)} → {compare.Standing(standing.Member, standing.New)}";
        return Markup.Of($"""
            <li>{MarkOf(standing.Change, null).Draw()} {words.Label(label, label)}<b>{moved}</b></li>

            """);
    }

    private Markup Draw(FindingChange finding, MemberChanges changes)
    {
        var severity = finding is { PreviousRule: null, PreviousSeverity: { } before } && before != finding.Severity
            ? $"{words.Severity(before)} → {words.Severity(finding.Severity)}"
            : words.Severity(finding.Severity);
        var previous = finding.PreviousRule is { } rule
            ? Markup.Of($"{page.TitleOf(rule)} {InBrackets(words.Severity(finding.PreviousSeverity ?? finding.Severity))} → ")
            : Markup.Empty;
        var problem = compare.ProblemOf(finding) is { } text ? Markup.Of($"<br><span class=\"problem\">{text}</span>") : Markup.Empty;
        return Markup.Of($"""
            <li>{MarkOf(finding, changes).Draw()} {previous}<b>{page.TitleOf(finding.Rule)}</b> {InBrackets(severity)}{problem}</li>

            """);
    }

    private string InBrackets(string text) => words.Choose($"({text})", $"（{text}）");

    /// <summary>What is only for information is neither better nor worse.</summary>
    private StateMark MarkOf(FindingChange finding, MemberChanges changes) => finding switch
    {
        { Change: "appeared" or "vanished", Severity: "info" } => new("info", ReportWords.Icon("info"), compare.Change(finding.Change, finding.Reason)),
        _ when CompareWords.IsOnlyGone(finding, changes) => new("low", "−", compare.Change(finding.Change, finding.Reason)),
        _ => MarkOf(finding.Change, finding.Reason),
    };

    private StateMark MarkOf(string change, string? reason) => change switch
    {
        "appeared" or "worsened" => new("critical", "▼", compare.Change(change, reason)),
        "vanished" or "improved" => new("ok", ReportWords.NothingFoundIcon, compare.Change(change, reason)),
        "not-checked" or "newly-visible" => new("unknown", ReportWords.Icon(null), compare.Change(change, reason)),
        _ => new("low", "=", compare.Change(change, reason)),
    };

    private Markup Draw(RecordChange record) => Markup.Of($"""
        <figure class="record">
        <figcaption>{compare.RecordLabel(record)} <span class="place"><code>{record.Name}</code> <span>{compare.Change(record)}</span></span></figcaption>
        <div class="values">
        <div class="old"><p class="label">{compare.Before}</p>{Records(record.Old)}</div>
        <div class="new"><p class="label">{compare.Now}</p>{Records(record.New)}</div>
        </div>
        </figure>

        """);

    private Markup Records(IReadOnlyList<string>? records) => records is { Count: > 0 }
        ? Markup.Of($"{records.Select(record => Markup.Of($"<pre>{Markup.Record(record)}</pre>"))}")
        : Markup.Of($"<p class=\"note\">{compare.InPlaceOf(records)}</p>");

    private void Put(Markup markup) => output.Write(markup.ToString());
}
