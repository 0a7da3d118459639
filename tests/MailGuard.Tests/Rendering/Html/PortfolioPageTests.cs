using MailGuard.Findings;
using MailGuard.Rendering.Html;
using MailGuard.Results;

namespace MailGuard.Tests.Rendering.Html;

public sealed class PortfolioPageTests
{
    [Theory]
    [InlineData(Language.Japanese, "yes yes no -", "4機関のうち2機関のドメインは、いま第三者がなりすませる状態です。")]
    [InlineData(Language.English, "yes yes no -", "Strangers can send mail as 2 of 4 member domains today.")]
    [InlineData(Language.Japanese, "no partly", "確認できた2機関には、第三者が自由になりすませる状態のドメインは見つかりませんでした。")]
    [InlineData(Language.Japanese, "no -", "確認できた1機関には、第三者が自由になりすませる状態のドメインは見つかりませんでした。")]   // the other may be anything
    [InlineData(Language.Japanese, "- -", "2機関のいずれも、なりすませる状態かどうかを確認できませんでした。")]
    [InlineData(Language.Japanese, "", "一覧に機関がありません。")]
    public void One_sentence_says_where_the_members_stand(Language language, string spoofable, string sentence) =>
        Assert.Equal(sentence, Pages.ContentOf("h1", Pages.Portfolio(language, Members(spoofable))));

    [Fact]
    public void What_could_not_be_checked_is_counted_apart_and_never_as_protected()
    {
        var tally = Pages.Text(Part(Pages.Portfolio(Language.English, Members("yes - -")), "<dl class=\"tally\">", "</dl>"));

        Assert.Equal("◆ can be spoofed 1 ● partly 0 ✓ rejected by receivers 0 ? could not be checked 2", tally);
    }

    [Fact]
    public void A_row_that_names_no_domain_is_counted_and_said_to_be_unreadable()
    {
        var page = Pages.Portfolio(Language.Japanese, Samples.List(Language.Japanese));

        Assert.Contains("確認できなかったもののうち1件は、一覧からドメイン名を読み取れませんでした。", page, StringComparison.Ordinal);
        Assert.Contains("5行目からドメイン名を読み取れません。", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Japanese, "ja", "2026年11月22日(日)")]
    [InlineData(Language.English, "en", "2026-11-22")]
    public void The_page_names_its_language_its_date_and_its_input(Language language, string tag, string date)
    {
        var page = Pages.Portfolio(language, Samples.List(language));

        Assert.Contains($"<html lang=\"{tag}\">", page, StringComparison.Ordinal);
        Assert.Contains($">{date}</time> <span>members.csv</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_members_with_findings_of_medium_or_worse_have_a_section_and_the_page_says_so()
    {
        var page = Pages.Portfolio(Language.English, Samples.List(Language.English));

        Assert.Equal(["m1", "m4"], Sections(page));
        Assert.Contains("Members without findings of medium or worse (2) have no section here", page, StringComparison.Ordinal);
    }

    [Fact]
    public void In_full_every_member_has_a_section_and_every_finding_its_evidence()
    {
        var page = Pages.Portfolio(Full(Language.English), Samples.List(Language.English));

        Assert.Equal(["m1", "m2", "m3", "m4"], Sections(page));
        Assert.DoesNotContain("have no section here", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Mild_findings_are_lines_in_an_ordinary_page_and_complete_in_a_full_one()
    {
        var hilltop = Samples.Hilltop(Language.English);
        var audit = hilltop with { Findings = [hilltop.Findings[0], hilltop.Findings[1] with { Severity = "low" }] };

        Assert.Single(Articles(Pages.Portfolio(Language.English, audit)));
        Assert.Equal(2, Articles(Pages.Portfolio(Full(Language.English), audit)).Count);
    }

    [Fact]
    public void A_long_list_ends_in_outlines_that_are_announced()
    {
        var long_ = Samples.Hilltop(Language.English) with { Notes = [new string('x', 10 << 20)] };
        var page = Pages.Portfolio(Language.English, long_, Samples.Hilltop(Language.English));

        Assert.Equal(["m1", "m2"], Sections(page));
        Assert.Contains("the last 1 sections are outlines", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<article", page[page.IndexOf("id=\"m2\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_gives_problem_reason_remedy_and_the_record_beside_the_one_it_replaces()
    {
        var page = Pages.Portfolio(Language.Japanese, Samples.Hilltop(Language.Japanese));
        var finding = Pages.Text(Articles(page)[0]);

        Assert.StartsWith("◆ 重大 DNS参照が10回を超過 hilltop.example のSPFレコードの評価には、DNS参照が12回必要です", finding, StringComparison.Ordinal);
        Assert.Contains("理由 受信側の評価がpermerrorで終わり、メールが届かないことがあります。", finding, StringComparison.Ordinal);
        Assert.Contains("対応 使わなくなったincludeを削除してください。", finding, StringComparison.Ordinal);
        Assert.Contains(
            "いまの値 v=spf1 mx include:_spf.provider.example include:gone.example ~all 新しい値 コピー v=spf1 mx include:_spf.provider.example ~all",
            finding,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_of_several_members_is_what_to_do_first_with_the_members_it_concerns()
    {
        var hilltop = Samples.Hilltop(Language.English);
        var page = Pages.Portfolio(Language.English, hilltop, hilltop, Samples.Harbour(Language.English));
        var first = Pages.Text(Part(page, "<ol class=\"priorities\">", "</ol>"));

        Assert.StartsWith("◆ critical More than ten DNS lookups Remove the includes that nobody uses any more.", first, StringComparison.Ordinal);
        Assert.Contains("Members 2 of 3 Hilltop Hospital , Hilltop Hospital", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_of_one_member_is_not_the_lists()
    {
        var page = Pages.Portfolio(Language.English, Samples.Hilltop(Language.English), Samples.Harbour(Language.English));

        Assert.DoesNotContain("class=\"priorities\"", page, StringComparison.Ordinal);
        Assert.Contains("No cause is shared by several members.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_that_share_a_report_host_get_the_one_record_that_mends_them_all()
    {
        var page = Pages.Portfolio(Language.English, ReportsTo("a.example", "reports.example.org"), ReportsTo("b.example", "reports.example.org"));
        var first = Pages.Text(Part(page, "<ol class=\"priorities\">", "</ol>"));

        Assert.StartsWith("● medium Shared report mailbox not authorised", first, StringComparison.Ordinal);
        Assert.Contains("Name *._report._dmarc.reports.example.org", first, StringComparison.Ordinal);
        Assert.DoesNotContain("dmarc.report-destination-unauthorized", first, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_a_row_for_every_member_in_the_order_of_the_list()
    {
        var page = Pages.Portfolio(Language.English, Samples.List(Language.English));
        var rows = Part(page, "<table class=\"members\"", "</table>").Split("<tr data-spoofable=").Skip(1).ToList();

        Assert.Equal(
            [
                "Hilltop Hospital hilltop.example ◆ yes ▲ monitoring ◆ critical More than ten DNS lookups now",
                "Harbour Clinic harbour.example ✓ no ✓ reject ✓ none – –",
                "silent.example silent.example ? not checked ? not checked ? not checked run again –",
            ],
            rows.Take(3).Select(row => Pages.Text("<" + row)));
        Assert.Equal(4, rows.Count);
    }

    [Fact]
    public void A_list_without_members_makes_a_page() =>
        Assert.EndsWith("</html>\n", Pages.Portfolio(Language.English), StringComparison.Ordinal);

    [Theory]
    [InlineData(Language.English, "This report is incomplete: the run was ended before 3 members were checked")]
    [InlineData(Language.Japanese, "途中までのレポートです。実行が中断され、3件をまだ調べていません")]
    public void The_page_of_an_interrupted_run_says_that_it_is_incomplete(Language language, string expected)
    {
        using var output = new StringWriter();
        using var spool = new MemoryStream();
        var page = new PortfolioPage(output, spool, new(language, "members.csv"), Samples.FindRule);
        page.End(new() { Missing = 3 });
        Assert.Contains($"<strong>{expected}</strong>", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(language is Language.English ? "names no members" : "一覧に機関がありません", output.ToString(), StringComparison.Ordinal);
    }

    private static PageOptions Full(Language language) => new(language, "members.csv") { Full = true };

    private static IEnumerable<AuditDocument> Members(string spoofable) =>
        from word in spoofable.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select Samples.Harbour(Language.English) with { Spoofable = word is "-" ? null : word };

    private static AuditDocument ReportsTo(string domain, string host) => Samples.Harbour(Language.English) with
    {
        Domain = domain,
        Findings =
        [
            new("dmarc.report-destination-unauthorized", "medium", "medium", domain, "", "", "V", "two-weeks", "A", "coordinator", "proven",
                new([new("host", host)]), [], null),
        ],
    };

    private static IEnumerable<string> Sections(string page) =>
        Pages.ValuesOf("id", page).Where(id => id[0] == 'm' && char.IsAsciiDigit(id[1]));

    private static List<string> Articles(string page) =>
        [.. page.Split("<article ").Skip(1).Select(rest => "<" + rest[..rest.IndexOf("</article>", StringComparison.Ordinal)])];

    private static string Part(string page, string from, string to)
    {
        var rest = page[page.IndexOf(from, StringComparison.Ordinal)..];
        return rest[..rest.IndexOf(to, StringComparison.Ordinal)];
    }
}
