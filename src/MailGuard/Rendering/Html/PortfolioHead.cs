using MailGuard.Portfolio;

namespace MailGuard.Rendering.Html;

/// <summary>The one sentence a board asks for, and what it rests on.</summary>
internal sealed class PortfolioHead(PageContext page, PortfolioSummary summary)
{
    private static readonly string[] SpoofableOrder = ["yes", "partly", "no", PortfolioSummary.Undetermined];

    private readonly ReportWords words = page.Words;
    private readonly OrderedDictionary<string, int> counts = summary.SpoofableCounts;

    public string Sentence
    {
        get
        {
            var (members, spoofable, unknown) = (summary.Members, counts["yes"], counts[PortfolioSummary.Undetermined]);
            if (members == 0) return NoMembers();
            if (unknown == members) return NothingChecked(PageContext.Count(members));
            return spoofable > 0
                ? Spoofable(PageContext.Count(members), PageContext.Count(spoofable))
                : NoneSpoofable(PageContext.Count(members - unknown));
        }
    }

    private string NoMembers() => summary.Missing > 0
        ? words.Choose("No member was checked.", "どの機関も調べていません。")
        : words.Choose("The list names no members.", "一覧に機関がありません。");

    private string NothingChecked(string members) => words.Choose(
        $"None of the {members} member domains could be checked.",
        $"{members}機関のいずれも、なりすませる状態かどうかを確認できませんでした。");

    private string Spoofable(string members, string spoofable) => words.Choose(
        $"Strangers can send mail as {spoofable} of {members} member domains today.",
        $"{members}機関のうち{spoofable}機関のドメインは、いま第三者がなりすませる状態です。");

    private string NoneSpoofable(string members) => words.Choose(
        $"Of {members} member domains that could be checked, none lets strangers send mail freely.",
        $"確認できた{members}機関には、第三者が自由になりすませる状態のドメインは見つかりませんでした。");

    /// <summary>The same figures one by one, what could not be checked among them.</summary>
    public Markup Tally() => Markup.Of($"""
        {Incomplete()}<dl class="tally">
        {SpoofableOrder.Select(One)}</dl>
        {Unreadable()}{Since()}
        """);

    private Markup One(string word)
    {
        var state = StateMark.OfSpoofable(word, words);
        return Markup.Of($"""
            <div class="{state.Style}"><dt><i aria-hidden="true">{state.Shape}</i>{Meaning(word)}</dt><dd>{counts[word]:N0}</dd></div>

            """);
    }

    private string Meaning(string word) => word switch
    {
        "yes" => words.Choose("can be spoofed", "なりすませる"),
        "partly" => words.Choose("partly", "一部なりすませる"),
        "no" => words.Choose("rejected by receivers", "受信側で拒否"),
        _ => words.Choose("could not be checked", "確認できず"),
    };

    private Markup Incomplete() => words.Incomplete(summary) is not { } incomplete ? Markup.Empty : Markup.Of($"""
        <p><strong>{incomplete}</strong></p>

        """);

    private Markup Since() => new CompareWords(words).SentenceSince(summary) is not { } since ? Markup.Empty : Markup.Of($"""
        <p class="since">{since}</p>

        """);

    private Markup Unreadable() => summary.Unreadable == 0 ? Markup.Empty : Markup.Of($"""
        <p class="note">{words.Choose(
            $"Of those not checked, {PageContext.Count(summary.Unreadable)} could not be read from the list.",
            $"確認できなかったもののうち{PageContext.Count(summary.Unreadable)}件は、一覧からドメイン名を読み取れませんでした。")}</p>

        """);
}
