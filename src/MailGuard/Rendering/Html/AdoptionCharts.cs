using MailGuard.Portfolio;

namespace MailGuard.Rendering.Html;

/// <summary>How far DMARC has come in each group of the list: small bars on one scale, the furthest group first.</summary>
internal sealed class AdoptionCharts(PageContext page, PortfolioSummary summary)
{
    /// <summary>Groups of a table that is kept in one piece.</summary>
    private const int MaxUnbroken = 16;

    private const double BarWidth = 120;
    private const double BarHeight = 14;

    private readonly ReportWords words = page.Words;

    /// <summary>Nothing when no column of the list makes groups.</summary>
    public Markup Draw()
    {
        var columns = summary.Adoption;
        return columns.IsEmpty ? Markup.Empty : Markup.Of($"""
            <section aria-labelledby="adoption">
            <h2 id="adoption">{words.Choose("How far the groups have come", "グループごとの導入状況")}</h2>
            <div class="adoption">
            {columns.Select(Draw)}</div>
            </section>

            """);
    }

    private Markup Draw(AdoptionColumn column) => Markup.Of($"""
        <table class="{(column.Groups.Length > MaxUnbroken ? "long" : "short")}">
        <caption>{column.Column}</caption>
        <thead><tr>
        <th scope="col"><span class="hidden">{words.Choose("Group", "グループ")}</span></th>
        <th scope="col"><span class="hidden">{words.Choose("Share", "割合")}</span></th>
        {Heading("ok", words.Choose("enforcing", "強制力あり"))}
        {Heading("high", words.Choose("monitoring", "監視のみ"))}
        {Heading("unknown", words.Undetermined)}
        <th scope="col" class="number">{words.Choose("members", "機関")}</th>
        </tr></thead>
        <tbody>
        {column.Groups.Select(Draw)}</tbody>
        </table>

        """);

    /// <summary>With the colour of its part of the bar.</summary>
    private static Markup Heading(string style, string text) => Markup.Of($"""
        <th scope="col" class="number"><span class="key {style}"></span>{text}</th>
        """);

    private Markup Draw(AdoptionGroup group) => Markup.Of($"""
        <tr><th scope="row">{NameOf(group)}</th><td>{Bar(group)}</td>{Figures(group).Select(Cell)}</tr>

        """);

    private string NameOf(AdoptionGroup group) => group.Value is "" ? words.Choose("(empty)", "（記入なし）") : group.Value;

    private static int[] Figures(AdoptionGroup group) =>
        [group.Enforcing, group.WithDmarc - group.Enforcing, group.Undetermined, group.Members];

    private static Markup Cell(int figure) => Markup.Of($"""<td class="number">{figure:N0}</td>""");

    /// <summary>Hidden from screen readers: the figures stand beside it.</summary>
    private static Markup Bar(AdoptionGroup group)
    {
        var enforcing = BarWidth * group.EnforcingShare;
        var withDmarc = BarWidth * group.WithDmarcShare;
        var undetermined = BarWidth * group.Undetermined / group.Members;
        return Markup.Of($"""
            <svg class="small" viewBox="0 0 {BarWidth} {BarHeight}" preserveAspectRatio="none" aria-hidden="true">
            {Part("track", 0, BarWidth)}{Part("fill ok", 0, enforcing)}{Part("fill high", enforcing, withDmarc - enforcing)}
            {Part("fill unknown", BarWidth - undetermined, undetermined)}</svg>
            """);
    }

    private static Markup Part(string style, double left, double width) => width <= 0 ? Markup.Empty : Markup.Of($"""
        <rect class="{style}" x="{left}" width="{width}" height="{BarHeight}"/>
        """);
}
