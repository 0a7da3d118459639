using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>The page about a whole list, as one file that loads nothing: summary first, a section for each member last.</summary>
/// <remarks>
/// The summary is known only after the last audit, so the sections, drawn as their audits pass, wait in the spool; no more
/// than one is held in memory.
/// </remarks>
public sealed class PortfolioPage : AuditWriter
{
    private const int WideBar = 1000;
    private const int NarrowBar = 340;

    /// <summary>Beyond it sections are outlines: about 2,000 members in full, and a page of 3,000 that stays under 15 MB.</summary>
    private const long MaxBytesOfSections = 7 << 20;

    private readonly TextWriter output;
    private readonly PageOptions options;
    private readonly PageContext page;
    private readonly MemberLinks links;
    private readonly MemberSection section;
    private readonly SectionSpool sections;
    private int position;
    private int outlines;

    /// <param name="spool">Readable, writable and seekable, e.g. a temporary file; the page leaves it open.</param>
    public PortfolioPage(TextWriter output, Stream spool, PageOptions options) : this(output, spool, options, RuleCatalog.Find)
    {
    }

    internal PortfolioPage(TextWriter output, Stream spool, PageOptions options, Func<string, Rule?> findRule)
    {
        this.output = output;
        this.options = options;
        page = new(ReportWords.In(options.Language), findRule);
        links = new(options.Full);
        section = new(page, new HeadingLevel(4));
        sections = new(spool);
    }

    public override void Write(AuditDocument audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var member = PortfolioMember.Of(audit, position++);
        if (links.HasSection(member)) sections.Add(Section(member, audit));
    }

    public override void End(PortfolioSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var head = new PortfolioHead(page, summary);
        var frame = new PageFrame(page.Words, head.Sentence, options.Input, summary.AsOf);
        Put(frame.Head());
        Put(Overview(head, frame, summary));
        Put(First(summary));
        Put(new AdoptionCharts(page, summary).Draw());
        PutTable(summary);
        PutSections(summary);
        Put(Markup.Of($"</main>\n"));
        Put(frame.End());
    }

    private Markup Overview(PortfolioHead head, PageFrame frame, PortfolioSummary summary) => Markup.Of($"""
        <header class="page-head">
        <p class="eyebrow">{page.Words.Choose("Sender authentication of the members", "送信ドメイン認証の状況")}</p>
        <h1>{head.Sentence}</h1>
        <p class="run">{frame.Origin()}</p>
        </header>
        <main id="main">
        {StackedBar.Hatch}{head.Tally()}{(summary.Members == 0 ? Markup.Empty : Stages(summary))}
        """);

    private Markup Stages(PortfolioSummary summary)
    {
        var parts = summary.StageCounts.Select(count => new BarPart(StateMark.OfStage(count.Key, page.Words), count.Value)).ToList();
        var inWords = string.Join(page.Words.Choose(", ", "、"), parts.Select(part => $"{part.State.Word} {PageContext.Count(part.Count)}"));
        return Markup.Of($"""
            <section aria-labelledby="stages">
            <h2 id="stages">{page.Words.Choose("Where the members stand", "DMARCの段階")}</h2>
            {new StackedBar(parts, WideBar).Draw("wide", inWords)}{new StackedBar(parts, NarrowBar).Draw("narrow", inWords)}</section>

            """);
    }

    private Markup First(PortfolioSummary summary) => Markup.Of($"""
        <section aria-labelledby="first">
        <h2 id="first">{page.Words.Choose("What to do first", "まず行うこと")}</h2>
        {new PriorityTable(page, summary, links).Draw()}</section>

        """);

    private void PutTable(PortfolioSummary summary)
    {
        Put(Markup.Of($"""
            <section aria-labelledby="members">
            <h2 id="members">{page.Words.Choose("All members", "機関の一覧")}</h2>

            """));
        foreach (var part in new MemberTable(page, summary, links).Parts()) Put(part);
        Put(Markup.Of($"</section>\n"));
    }

    private Markup Section(PortfolioMember member, AuditDocument audit) => Markup.Of($"""
        <section class="member" id="{MemberLinks.Id(member)}">
        <h3>{member.Label}{DomainBeside(member)}</h3>
        {section.Draw(audit, NextDetail())}</section>

        """);

    private static Markup DomainBeside(PortfolioMember member) =>
        member.Domain is { } domain && domain != member.Label ? Markup.Of($" <code>{domain}</code>") : Markup.Empty;

    private SectionDetail NextDetail()
    {
        if (options.Full) return SectionDetail.Complete;
        if (sections.Length < MaxBytesOfSections) return SectionDetail.Ordinary;
        outlines++;
        return SectionDetail.Outline;
    }

    private void PutSections(PortfolioSummary summary)
    {
        Put(Markup.Of($"""
            <h2 class="sections">{page.Words.Choose("Member by member", "機関ごとの結果")}</h2>
            {LeftOut(summary).Select(note => Markup.Of($"""<p class="note">{note}</p>"""))}

            """));
        sections.CopyTo(output);
    }

    /// <summary>What a page of this size does not show, and how to get it.</summary>
    private IEnumerable<string> LeftOut(PortfolioSummary summary)
    {
        var without = summary.Entries.Count(member => !links.HasSection(member));
        if (without > 0) yield return page.Words.Choose(
            $"Members without findings of medium or worse ({PageContext.Count(without)}) have no section here; with --full all have.",
            $"「中」以上の指摘事項がない{PageContext.Count(without)}機関は、上の一覧にだけ載せています。--full を付けると、すべての機関の欄を作ります。");
        if (outlines > 0) yield return page.Words.Choose(
            $"To keep the page light, the last {PageContext.Count(outlines)} sections are outlines. With --full all are complete.",
            $"ページが重くならないよう、終わりの{PageContext.Count(outlines)}機関は要点だけを載せています。--full を付けると、すべての内容を載せます。");
    }

    private void Put(Markup markup) => output.Write(markup.ToString());
}
