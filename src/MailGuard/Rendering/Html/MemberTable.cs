using MailGuard.Findings;
using MailGuard.Portfolio;

namespace MailGuard.Rendering.Html;

/// <summary>A row for every member, in the order of the list. The script sorts and filters it; without script it is complete.</summary>
internal sealed class MemberTable(PageContext page, PortfolioSummary summary, MemberLinks links)
{
    private static readonly string[] SpoofableOrder = ["yes", "partly", PortfolioSummary.Undetermined, "no"];
    private static readonly string[] StageOrder = ["none", "monitoring", PortfolioSummary.Undetermined, "quarantine", "reject", "parked"];
    private static readonly string[] UrgencyOrder = ["now", "two-weeks", "quarter", "when-convenient"];

    private readonly ReportWords words = page.Words;
    private readonly List<string> groups = [.. summary.Adoption.Select(column => column.Column)];

    private readonly string[] columns =
    [
        page.Words.Choose("Member", "機関"),
        page.Words.Choose("Domain", "ドメイン"),
        page.Words.Choose("Spoofing", "なりすまし"),
        page.Words.Choose("Stage", "段階"),
        page.Words.Choose("Worst finding", "最も重い指摘事項"),
        page.Words.Choose("Next step", "次に行うこと"),
        page.Words.Choose("When", "時期"),
    ];

    /// <summary>Row by row, so that a list of thousands is never held as one text.</summary>
    public IEnumerable<Markup> Parts() => [Head(), .. summary.Entries.Select(Row), Markup.Of($"</tbody>\n</table>\n")];

    private Markup Head() => Markup.Of($"""
        <div class="controls">
        <label>{words.Choose("Filter", "絞り込み")} <input type="search" id="filter" autocomplete="off"></label>
        <label>{columns[2]} <select id="filter-spoofable">
        <option value="">{words.Choose("all", "すべて")}</option>{SpoofableOrder.Select(Option)}
        </select></label>
        <output id="filter-count" for="filter filter-spoofable" data-of="{words.Choose(" of ", "／")}"></output>
        </div>
        <table class="members" id="member-table">
        <caption class="hidden">{words.Choose("Members, in the order of the list", "機関（一覧の順）")}</caption>
        <thead><tr>{columns.Select(column => Markup.Of($"""<th scope="col">{column}</th>"""))}</tr></thead>
        <tbody>

        """);

    private Markup Option(string word) =>
        Markup.Of($"""<option value="{word}">{StateMark.OfSpoofable(word, words).Word}</option>""");

    private Markup Row(PortfolioMember member) => Markup.Of($"""
        <tr data-spoofable="{Spoofable(member)}"><th scope="row">{links.Draw(member)}{Groups(member)}</th>{Cells(member)}</tr>

        """);

    private IEnumerable<Markup> Cells(PortfolioMember member)
    {
        yield return Cell(1, Markup.Of($"<code>{member.Domain ?? member.Input}</code>"));
        yield return Cell(2, StateMark.OfSpoofable(member.Spoofable, words).Draw(), Rank(SpoofableOrder, Spoofable(member)));
        yield return Cell(3, StateMark.OfStage(member.Stage, words).Draw(), Rank(StageOrder, Stage(member)));
        yield return Cell(4, Worst(member), Severity.Critical - (member.Worst ?? (Severity)(-1)));
        yield return Cell(5, Next(member));
        yield return Cell(6, When(member), Rank(UrgencyOrder, member.Next?.Urgency));
    }

    private static string Spoofable(PortfolioMember member) => member.Spoofable ?? PortfolioSummary.Undetermined;

    private static string Stage(PortfolioMember member) => member.Stage ?? PortfolioSummary.Undetermined;

    private Markup When(PortfolioMember member) => Markup.Text(member.Next is { } next ? words.Urgency(next.Urgency) : "–");

    /// <param name="key">What the column is sorted by; null: its text.</param>
    private Markup Cell(int column, Markup content, int? key = null) => Markup.Of($"""
        <td data-label="{columns[column]}"{(key is { } number ? Markup.Of($" data-key=\"{number}\"") : Markup.Empty)}>{content}</td>
        """);

    /// <summary>The groups the member belongs to, so that the filter finds them.</summary>
    private Markup Groups(PortfolioMember member)
    {
        var values = groups.Select(group => member.Columns.GetValueOrDefault(group, "").Trim()).Where(value => value is not "");
        var text = string.Join(words.Choose(" · ", "・"), values);
        return text is "" ? Markup.Empty : Markup.Of($"<small>{text}</small>");
    }

    private Markup Worst(PortfolioMember member)
    {
        if (member.Worst is { } worst) return StateMark.OfSeverity(worst, words).Draw();
        return member.HasUndetermined ? StateMark.Undetermined(words).Draw() : StateMark.NothingFound(words.Choose("none", "なし")).Draw();
    }

    private Markup Next(PortfolioMember member)
    {
        if (member.Next is { } next) return Markup.Text(page.TitleOf(next.Rule));
        return Markup.Text(member.HasUndetermined ? words.Choose("run again", "時間をおいて調べ直す") : "–");
    }

    private static int Rank(string[] order, string? word) => Array.IndexOf(order, word) is >= 0 and var rank ? rank : order.Length;
}
