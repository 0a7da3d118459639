using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Results;

namespace MailGuard.Tests.Rendering;

public sealed class MarkdownAuditWriterTests
{
    [Fact]
    public void A_list_has_a_table_counts_and_a_section_for_each()
    {
        var markdown = Draw(Language.Japanese, single: false, Samples.List(Language.Japanese));
        Assert.StartsWith(
            """
            # 送信ドメイン認証の点検結果

            | ドメイン | 名称 | なりすまし | 段階 | 最も重い指摘事項 | 次に行うこと | 確認できなかった項目 |
            | --- | --- | --- | --- | --- | --- | --- |
            | `hilltop.example` | 丘の上病院 | できる | 監視のみ | ◆ 重大 `spf.too-many-lookups` | すぐに：使わなくなったincludeを削除してください。 | MTA-STS |
            | `harbour.example` | 港町クリニック | できない | 拒否 |  |  |  |
            """.ReplaceLineEndings("\n"),
            markdown, StringComparison.Ordinal);
        Assert.Equal(
            [
                "## まとめ 2026年11月22日(日)",
                "## `hilltop.example` 丘の上病院",
                "## `harbour.example` 港町クリニック",
                "## `silent.example`",
                "## `=cmd|' /C calc'!A0`",
            ],
            markdown.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_finding_carries_the_record_to_publish_and_the_one_it_replaces() => Assert.Contains(
        """
        #### ◆ critical `spf.too-many-lookups` More than ten DNS lookups

        Evaluating the SPF record of hilltop.example takes 12 DNS lookups; the limit is 10.

        - Why: Receivers stop with permerror, and mail may be refused.
        - To do: Remove the includes that nobody uses any more.
        - Who: DNS administrator
        - Cost: DNS change only; coordination when another party holds the record
        - Certainty: confirmed
        - Same cause: spf.lookups-near-limit

        Publish this TXT record at hilltop.example (TTL 3600):

        ```text
        v=spf1 mx include:_spf.provider.example ~all
        ```

        It replaces this one; keep a copy to roll back:

        ```text
        v=spf1 mx include:_spf.provider.example include:gone.example ~all
        ```

        """.ReplaceLineEndings("\n"),
        Draw(Language.English, single: true, [Samples.Hilltop(Language.English)]),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("_dmarc *bold* [a](b)", @"\_dmarc \*bold\* \[a\](b)")]
    [InlineData("<script>&amp;", @"\<script\>\&amp;")]
    [InlineData("a|b`c`~d~", @"a\|b\`c\`\~d\~")]
    [InlineData("# heading", @"\# heading")]
    [InlineData("1. item", @"1\. item")]
    [InlineData("https://a.example www.a.example a@a.example", @"https\://a.example www\.a.example a\@a.example")]   // links without markup
    [InlineData("192.0.2.1 p=none", "192.0.2.1 p=none")]
    [InlineData("a\n\n# b", @"a\\x0a\\x0a# b")]
    public void Text_is_shown_as_it_is(string text, string expected) => Assert.Equal(expected, MarkdownText.Of(text));

    [Theory]
    [InlineData("plain", "`plain`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("``", "``` `` ```")]
    [InlineData("", "`  `")]
    public void Code_cannot_be_closed_from_inside(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));

    [Fact]
    public void A_block_cannot_be_closed_from_inside() => Assert.Equal("`````text\n````\n`````\n", MarkdownText.Block(["````"]));

    private static string Draw(Language language, bool single, IEnumerable<AuditDocument> audits) =>
        Samples.Draw(output => new MarkdownAuditWriter(output, language, single) { FindRule = Samples.FindRule }, audits);
}
