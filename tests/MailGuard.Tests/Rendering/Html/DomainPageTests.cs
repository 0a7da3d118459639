using MailGuard.Findings;
using MailGuard.Rendering.Html;

namespace MailGuard.Tests.Rendering.Html;

public sealed class DomainPageTests
{
    [Fact]
    public void The_director_reads_three_lines()
    {
        var page = Pages.Domain(Language.Japanese, Samples.Hilltop(Language.Japanese));

        Assert.Equal("丘の上病院", Pages.ContentOf("h1", page));
        Assert.Contains(
            "なりすまし ◆ できる 第三者がこのドメインになりすませる状態です。 最も重い指摘事項 ◆ 重大 DNS参照が10回を超過（指摘事項は全部で2件） 次に行うこと すぐに ：DNS参照が10回を超過 担当：DNSの管理者",
            Pages.Text(Pages.ContentOf("main", page)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_checked_is_said_so_and_nothing_is_called_absent()
    {
        var main = Pages.Text(Pages.ContentOf("main", Pages.Domain(Language.English, Samples.Silent(Language.English))));

        Assert.Contains("Spoofing ? not checked", main, StringComparison.Ordinal);
        Assert.Contains("Worst finding ? not checked", main, StringComparison.Ordinal);
        Assert.Contains("Run the audit again", main, StringComparison.Ordinal);
        Assert.Contains("DMARC could not be checked", main, StringComparison.Ordinal);
        Assert.DoesNotContain("not published", main, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", main, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_found_the_page_says_what_that_means()
    {
        var main = Pages.Text(Pages.ContentOf("main", Pages.Domain(Language.Japanese, Samples.Harbour(Language.Japanese))));

        Assert.Contains("✓ 調べた範囲では何も見つかりませんでした。", main, StringComparison.Ordinal);
    }

    [Fact]
    public void The_spf_tree_stands_indented_with_its_counts()
    {
        var page = Pages.Domain(Language.English, Samples.Hilltop(Language.English));

        Assert.Contains("├─ include:_spf.provider.example  [lookups: 10]\n│  ├─ include:a.provider.example  [lookups: 9]", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_a_later_version_is_shown_by_its_id()
    {
        var hilltop = Samples.Hilltop(Language.English);
        var finding = hilltop.Findings[0] with { Rule = "spf.of-tomorrow", Severity = "apocalyptic", Urgency = "yesterday" };
        var page = Pages.Domain(Language.English, hilltop with { Findings = [finding] });

        Assert.Contains("spf.of-tomorrow", Pages.Text(Pages.ContentOf("main", page)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_page_holds_one_domain()
    {
        using var output = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var page = new DomainPage(output, new PageOptions(Language.English, "harbour.example"));
        page.Write(Samples.Harbour(Language.English));

        Assert.Throws<InvalidOperationException>(() => page.Write(Samples.Harbour(Language.English)));
    }
}
