using MailGuard.Portfolio;

namespace MailGuard.Rendering.Html;

/// <summary>What to do first: causes that many members share, each with the one action that helps them all.</summary>
internal sealed class PriorityTable(PageContext page, PortfolioSummary summary, MemberLinks links)
{
    private const int MaxRows = 5;
    private const int NamesShown = 5;

    private readonly ReportWords words = page.Words;

    public Markup Draw()
    {
        var rows = PriorityRow.All(summary, page).OrderByDescending(row => row.Weight).Take(MaxRows).ToList();
        return rows.Count == 0
            ? Markup.Of($"<p>{NothingShared}</p>\n")
            : Markup.Of($"""
                <ol class="priorities">
                {rows.Select(Draw)}</ol>

                """);
    }

    private string NothingShared => words.Choose(
        "No cause is shared by several members. What each member has to do stands below.",
        "複数の機関に共通する原因は見つかりませんでした。機関ごとに行うことは、下の各機関の欄にあります。");

    private Markup Draw(PriorityRow row) => Markup.Of($"""
        <li>
        <h3>{StateMark.OfSeverity(row.Severity, words).Draw()} {row.Title}</h3>
        <p class="action">{row.Action}</p>
        {(row.Record is { } record ? new RecordBlock(words).Draw(record) : Markup.Empty)}<p class="facts">{Facts(row)}</p>
        {Names(row.Members)}
        </li>

        """);

    private IEnumerable<Markup> Facts(PriorityRow row) =>
    [
        Fact(words.Choose("When", "時期"), words.Urgency(row.Urgency)),
        Fact(words.Choose("Cost", "費用"), words.Cost(row.Cost)),
        Fact(words.Choose("Members", "機関"), Share(row.Members.Count)),
    ];

    private static Markup Fact(string label, string value) => Markup.Of($"<span><i>{label}</i> {value}</span> ");

    private string Share(int members) => words.Choose(
        $"{PageContext.Count(members)} of {PageContext.Count(summary.Members)}",
        $"{PageContext.Count(summary.Members)}機関のうち{PageContext.Count(members)}機関");

    private Markup Names(IReadOnlyList<PortfolioMember> members)
    {
        var shown = Join(members.Take(NamesShown));
        if (members.Count <= NamesShown) return Markup.Of($"<p class=\"names\">{shown}</p>");
        var others = PageContext.Count(members.Count - NamesShown);
        return Markup.Of($"""
            <details class="names"><summary>{shown}{words.Choose($" and {others} more", $"　ほか{others}機関")}</summary>
            <p>{Join(members.Skip(NamesShown))}</p></details>
            """);
    }

    private Markup Join(IEnumerable<PortfolioMember> members)
    {
        var comma = words.Choose(", ", "、");
        return Markup.Of($"{members.Select((member, at) => Markup.Of($"{(at == 0 ? "" : comma)}{links.Draw(member)}"))}");
    }
}
