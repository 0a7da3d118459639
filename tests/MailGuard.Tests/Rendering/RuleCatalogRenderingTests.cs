using System.Text.Json.Nodes;
using MailGuard.Findings;
using MailGuard.Rendering;

namespace MailGuard.Tests.Rendering;

public sealed class RuleCatalogRenderingTests
{
    private static readonly Rule[] Rules = [Samples.TooManyLookups, Samples.PolicyNone];

    [Fact]
    public void Text_lists_a_rule_a_line() => Assert.Equal(
        """
        ◆ 重大      spf.too-many-lookups                  すぐに               DNS参照が10回を超過
        ● 中        dmarc.policy-none                     3か月以内に          DMARCが監視のみ

        """.ReplaceLineEndings("\n"),
        Draw(output => RuleCatalogText.WriteList(output, Rules, Language.Japanese, new())));

    [Fact]
    public void Text_shows_one_rule_in_full() => Assert.Equal(
        """
        spf.too-many-lookups  More than ten DNS lookups
          ◆ critical
          Affects: delivery
          Urgency: now
          Cost: DNS change only; coordination when another party holds the record
          Who: DNS administrator
          Source: RFC 7208 section 4.6.4
          Problem: Evaluating the SPF record of {subject} takes {lookups} DNS lookups; the limit is 10.
          Why: Receivers stop with permerror, and mail may be refused.
          To do: Remove the includes that nobody uses any more.

        """.ReplaceLineEndings("\n"),
        Draw(output => RuleCatalogText.WriteRule(output, Samples.TooManyLookups, Language.English, new())));

    [Fact]
    public void Json_has_the_schemas_words()
    {
        var json = JsonNode.Parse(Draw(output => RuleCatalogJson.Write(output, Rules, Language.Japanese)))!;
        Assert.Equal("mailguard/rules/1", (string?)json["schema"]);
        var rule = json["rules"]![1]!;
        Assert.Equal("dmarc.policy-none", (string?)rule["id"]);
        Assert.Equal("medium", (string?)rule["severity"]);
        Assert.Equal("S", (string?)rule["affects"]);
        Assert.Equal("quarter", (string?)rule["urgency"]);
        Assert.Equal("A", (string?)rule["cost"]);
        Assert.Equal("dns-administrator", (string?)rule["owner"]);
        Assert.Equal("DMARCが監視のみ", (string?)rule["title"]);
    }

    [Fact]
    public void Markdown_lists_rules_as_a_table() => Assert.Equal(
        """
        | Severity | Rule | Title | Urgency | Source |
        | --- | --- | --- | --- | --- |
        | ◆ critical | `spf.too-many-lookups` | More than ten DNS lookups | now | RFC 7208 section 4.6.4 |
        | ● medium | `dmarc.policy-none` | DMARC only monitors | within three months | RFC 9989 section 4.7 |

        """.ReplaceLineEndings("\n"),
        Draw(output => RuleCatalogMarkdown.WriteList(output, Rules, Language.English)));

    [Fact]
    public void Markdown_shows_one_rule_in_full() => Assert.StartsWith(
        "# `dmarc.policy-none` DMARCが監視のみ\n\n● 中\n\n- 影響：なりすまし\n- 時期：3か月以内に\n- 費用：DNSの変更だけ（費用なし）\n",
        Draw(output => RuleCatalogMarkdown.WriteRule(output, Samples.PolicyNone, Language.Japanese)),
        StringComparison.Ordinal);

    [Fact]
    public void Cases_of_a_rule_are_shown_beside_its_general_text()
    {
        var rule = Samples.PolicyNone with
        {
            En = Samples.PolicyNone.En with { Cases = [new("parked", "Nobody sends from it.", null), new("t-flag", null, "Remove t=y.")] },
        };
        var text = Draw(output => RuleCatalogText.WriteRule(output, rule, Language.English, new()));
        Assert.Contains("Problem (parked): Nobody sends from it.\n", text, StringComparison.Ordinal);
        Assert.Contains("To do (t-flag): Remove t=y.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_every_rule_in_both_languages_under_its_feature()
    {
        var page = Draw(output => RulesPage.Write(output, Rules));
        Assert.Equal(["## spf", "## dmarc"], page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Contains("◆ critical **More than ten DNS lookups**", page, StringComparison.Ordinal);
        Assert.Contains("◆ 重大 **DNS参照が10回を超過**", page, StringComparison.Ordinal);
        Assert.Contains("- 問題：{subject} のSPFレコードの評価には、DNS参照が{lookups}回必要です（上限10回）。", page, StringComparison.Ordinal);
    }

    private static string Draw(Action<TextWriter> draw)
    {
        using var output = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        draw(output);
        return output.ToString();
    }
}
