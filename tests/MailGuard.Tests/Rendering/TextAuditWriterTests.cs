using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Results;

namespace MailGuard.Tests.Rendering;

public sealed class TextAuditWriterTests
{
    [Fact]
    public void A_single_domain_is_shown_in_full() => Assert.Equal(
        Golden("""
            hilltop.example  Hilltop Hospital
              prefecture: 東京都
              A stranger can send mail as this domain.
              Stage: monitoring · Role: sending (inferred) · Target: reject · Checked: 2026-11-22

            Published
              MX      10 mx1.hilltop.example
                      20 mx2.hilltop.example
              SPF     v=spf1 mx include:_spf.provider.example include:gone.example ~all
                      permerror: receivers cannot evaluate it
                      DNS lookups: 12 (limit 10), void lookups: 1 (limit 2)
                      hilltop.example  [lookups: 12]
                      ├─ mx
                      ├─ include:_spf.provider.example  [lookups: 10]
                      │  ├─ include:a.provider.example  [lookups: 9]
                      │  │  └─ ip4:192.0.2.0/24
                      │  └─ ip4:198.51.100.0/24
                      ├─ include:gone.example  [lookups: 1] ! does not exist
                      └─ ~all
              DMARC   v=DMARC1; p=none; rua=mailto:dmarc@hilltop.example
                      effective policy: none (monitoring only), also for subdomains and nonexistent names
                      aggregate reports to mailto:dmarc@hilltop.example
              DKIM    s1: rsa 2048 bits
                      old: revoked
              Others  not checked: MTA-STS · none: TLS-RPT, DANE, BIMI, CAA

            To do now
              ◆ critical  spf.too-many-lookups  More than ten DNS lookups
                Evaluating the SPF record of hilltop.example takes 12 DNS lookups; the limit is 10.
                Why: Receivers stop with permerror, and mail may be refused.
                To do: Remove the includes that nobody uses any more.
                Publish this TXT record at hilltop.example (TTL 3600):
                  v=spf1 mx include:_spf.provider.example ~all
                It replaces this one; keep a copy to roll back:
                  v=spf1 mx include:_spf.provider.example include:gone.example ~all
                Who: DNS administrator · Cost: DNS change only; coordination when another party holds the record
                Certainty: confirmed · Same cause: spf.lookups-near-limit

            To do within three months
              ● medium  dmarc.policy-none  DMARC only monitors  (_dmarc.hilltop.example)
                The DMARC policy of _dmarc.hilltop.example is none.
                Why: Receivers deliver mail that fails.
                To do: Move to quarantine when the reports are clean.
                Who: DNS administrator · Cost: DNS change only, no fee · Certainty: confirmed

            Could not be checked
              ? MTA-STS

            """),
        Draw(Language.English, single: true, new(), Samples.Hilltop(Language.English)));

    [Fact]
    public void A_single_domain_is_shown_in_full_in_Japanese() => Assert.Equal(
        Golden("""
            hilltop.example  丘の上病院
              prefecture：東京都
              第三者がこのドメインになりすませる状態です。
              段階：監視のみ · 用途：送信に使うドメイン（推定） · 目標：reject(拒否)
              確認日：2026年11月22日(日)

            公開されているもの
              MX      10 mx1.hilltop.example
                      20 mx2.hilltop.example
              SPF     v=spf1 mx include:_spf.provider.example include:gone.example ~all
                      permerror：受信側はこのレコードを評価できません
                      DNS参照12回（上限10回）、空振りの参照1回（上限2回）
                      hilltop.example  [DNS参照12回]
                      ├─ mx
                      ├─ include:_spf.provider.example  [DNS参照10回]
                      │  ├─ include:a.provider.example  [DNS参照9回]
                      │  │  └─ ip4:192.0.2.0/24
                      │  └─ ip4:198.51.100.0/24
                      ├─ include:gone.example  [DNS参照1回] ! この名前は存在しません
                      └─ ~all
              DMARC   v=DMARC1; p=none; rua=mailto:dmarc@hilltop.example
                      適用されるポリシー：none(監視のみ)。サブドメインと存在しない名前も同じです
                      集計レポートの送り先：mailto:dmarc@hilltop.example
              DKIM    s1：rsa 2048ビット
                      old：失効済み
              その他  確認できず：MTA-STS · なし：TLS-RPT、DANE、BIMI、CAA

            すぐに行うこと
              ◆ 重大  spf.too-many-lookups  DNS参照が10回を超過
                hilltop.example のSPFレコードの評価には、DNS参照が12回必要です（上限10回）。
                理由：受信側の評価がpermerrorで終わり、メールが届かないことがあります。
                対応：使わなくなったincludeを削除してください。
                hilltop.example に次のTXTレコードを公開してください（TTL 3600）：
                  v=spf1 mx include:_spf.provider.example ~all
                いま公開されている次のレコードと置き換えます。元に戻せるよう控えておいてください：
                  v=spf1 mx include:_spf.provider.example include:gone.example ~all
                担当：DNSの管理者 · 費用：DNSの変更だけ（レコードを委託先が管理している場合は調整）
                確かさ：確認できました · 同じ原因の指摘事項：spf.lookups-near-limit

            3か月以内に行うこと
              ● 中  dmarc.policy-none  DMARCが監視のみ  (_dmarc.hilltop.example)
                _dmarc.hilltop.example のDMARCポリシーはnoneです。
                理由：認証に失敗したメールも配送されます。
                対応：集計レポートで問題がなくなったら、quarantineに変更してください。
                担当：DNSの管理者 · 費用：DNSの変更だけ（費用なし） · 確かさ：確認できました

            確認できなかった項目
              ? MTA-STS

            """),
        Draw(Language.Japanese, single: true, new(), Samples.Hilltop(Language.Japanese)));

    [Fact]
    public void A_list_is_shown_line_by_line_with_counts_at_the_end() => Assert.Equal(
        Golden("""
              Domain                       Name               Spoofable   Stage        Worst finding
            ◆ hilltop.example              Hilltop Hospital   yes         monitoring   critical spf.too-many-lookups
                → now: Remove the includes that nobody uses any more.
                ? Could not be checked: MTA-STS
            ✓ harbour.example              Harbour Clinic     no          reject
            ? silent.example                                  not checked not checked
                ? Could not be checked: SPF, DMARC, DKIM, MX, MTA-STS, TLS-RPT, DANE, BIMI, CAA, stage, whether…
            ● =cmd|' /C calc'!A0                              not checked not checked  medium run.unreadable-row
                · row 5: Row 5 names no domain.
                → now: Correct the domain in row 5.

            Summary 2026-11-22
              A stranger can send mail as 1 of 4 domains right now. 2 could not be checked.
              Spoofable: yes 1 · no 1 · not checked 2
              Stage: monitoring 1 · reject 1 · not checked 2
              What weighs most:
                ◆ critical  spf.too-many-lookups  More than ten DNS lookups  1 domain
                ● medium    dmarc.policy-none  DMARC only monitors  1 domain
                ● medium    run.unreadable-row  1 domain
              ? 2 domains with something that could not be checked
              1 row names no usable domain

            """),
        Draw(Language.English, single: false, new(), [.. Samples.List(Language.English)]));

    [Fact]
    public void A_list_is_shown_line_by_line_with_counts_at_the_end_in_Japanese() => Assert.Equal(
        Golden("""
              ドメイン                     名称               なりすまし  段階         最も重い指摘事項
            ◆ hilltop.example              丘の上病院         できる      監視のみ     重大 spf.too-many-lookups
                → すぐに：使わなくなったincludeを削除してください。
                ? 確認できなかった項目：MTA-STS
            ✓ harbour.example              港町クリニック     できない    拒否
            ? silent.example                                  確認できず  確認できず
                ? 確認できなかった項目：SPF、DMARC、DKIM、MX、MTA-STS、TLS-RPT、DANE、BIMI、CAA、段階、なりすま…
            ● =cmd|' /C calc'!A0                              確認できず  確認できず   中 run.unreadable-row
                · 5行目：5行目からドメイン名を読み取れません。
                → すぐに：5行目のドメイン名を直してください。

            まとめ 2026年11月22日(日)
              ドメイン4件のうち1件は、いま第三者がなりすませる状態です。2件は確認できませんでした。
              なりすまし：できる 1 · できない 1 · 確認できず 2
              段階：監視のみ 1 · 拒否 1 · 確認できず 2
              影響の大きい原因：
                ◆ 重大      spf.too-many-lookups  DNS参照が10回を超過  1件
                ● 中        dmarc.policy-none  DMARCが監視のみ  1件
                ● 中        run.unreadable-row  1件
              ? 一部を確認できなかったドメイン：2件
              ドメインを読み取れなかった行：1行

            """),
        Draw(Language.Japanese, single: false, new(), [.. Samples.List(Language.Japanese)]));

    [Fact]
    public void Verbose_shows_every_member_in_full_and_the_counts()
    {
        var text = Draw(Language.English, single: false, new() { Verbose = true }, [.. Samples.List(Language.English)]);
        Assert.Contains("\nharbour.example  Harbour Clinic\n", text, StringComparison.Ordinal);
        Assert.Contains("older receivers (RFC 7489): quarantine", text, StringComparison.Ordinal);
        Assert.Contains("\nSummary 2026-11-22\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_found_is_said_only_when_everything_could_be_checked()
    {
        var harbour = Samples.Harbour(Language.Japanese);
        Assert.Contains("✓ 調べた範囲では何も見つかりませんでした。", Draw(Language.Japanese, single: true, new(), harbour), StringComparison.Ordinal);
        var open = Draw(Language.Japanese, single: true, new(), harbour with { Undetermined = ["caa"] });
        Assert.DoesNotContain("見つかりませんでした", open, StringComparison.Ordinal);
        Assert.Contains("? CAA", open, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_the_catalogue_does_not_know_keeps_its_own_words()
    {
        var text = Samples.Draw(
            output => new TextAuditWriter(output, Language.English, single: true, new()) { FindRule = _ => null },
            Samples.Hilltop(Language.English));
        Assert.Contains("◆ critical  spf.too-many-lookups\n", text, StringComparison.Ordinal);
        Assert.Contains("To do: Remove the includes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_is_put_around_text_and_never_changes_where_it_stands()
    {
        var plain = Draw(Language.Japanese, single: false, new(), [.. Samples.List(Language.Japanese)]);
        var layout = new TextLayout { Style = (tone, text) => tone is TextTone.Plain ? text : $"\u001b[{(int)tone}m{text}\u001b[0m" };
        var coloured = Draw(Language.Japanese, single: false, layout, [.. Samples.List(Language.Japanese)]);
        Assert.NotEqual(plain, coloured);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9]+m", ""));
    }

    [Fact]
    public void Prose_keeps_within_the_width()
    {
        var text = Draw(Language.Japanese, single: true, new() { Width = 60 }, Samples.Hilltop(Language.Japanese));
        var prose = text.Split('\n').Where(line => line.Contains('。', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(prose);
        Assert.All(prose, line => Assert.InRange(TerminalCells.Of(line), 0, 60));
    }

    [Fact]
    public void Names_give_way_on_a_narrow_line()
    {
        var text = Draw(Language.English, single: false, new() { Width = 70 }, [.. Samples.List(Language.English)]);
        Assert.Contains("  Domain                       Spoofable   Stage        Worst finding\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbour Clinic", text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_a_row_was_read_is_said_in_a_list_too()
    {
        var audit = Samples.Harbour(Language.English) with { Notes = ["role: 'sender' was left out."] };
        Assert.Contains("    · role: 'sender' was left out.\n", Draw(Language.English, single: false, new(), audit), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_name_that_does_not_exist_is_said_before_what_it_lacks(bool single)
    {
        var audit = Samples.Harbour(Language.English);
        var absent = audit with { Spf = new(null, [], "none", 0, 0, null, new("harbour.example", null, "no-such-name", 0, 0, "nonexistent", [])) };
        Assert.Contains("This name does not exist in the DNS.", Draw(Language.English, single, new(), absent), StringComparison.Ordinal);
        Assert.DoesNotContain("does not exist", Draw(Language.English, single, new(), audit), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_about_what_could_not_be_read_at_all_are_not_listed_beside_it()
    {
        var audit = Samples.Harbour(Language.English) with { Undetermined = ["spf", "mtaSts", "spf.loop", "mta-sts.missing", "dkim.missing", "spoofable"] };
        Assert.Contains(
            "  ? SPF, MTA-STS, dkim.missing, whether it can be spoofed\n",
            Draw(Language.English, single: true, new(), audit), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_thousand_report_addresses_the_first_are_shown_and_the_rest_counted()
    {
        var audit = Samples.Harbour(Language.English);
        var rua = Enumerable.Range(0, 1_000).Select(at => $"mailto:a{at}@harbour.example").ToList();
        var text = Draw(Language.English, single: true, new(), audit with { Dmarc = audit.Dmarc! with { Rua = rua } });
        Assert.Matches(@"mailto:a9@harbour\.example\s+and\s+990\s+more\n", text);
        Assert.DoesNotContain("mailto:a10@", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_that_quotes_a_giant_record_is_cut()
    {
        var audit = Samples.Hilltop(Language.English);
        var text = Draw(Language.English, single: true, new(), audit with { Findings = [audit.Findings[1] with { Problem = new('x', 60_000) }] });
        Assert.DoesNotContain(new string('x', 4_001), text, StringComparison.Ordinal);
        Assert.Contains("(+56000)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_giant_term_of_the_tree_is_cut()
    {
        var audit = Samples.Harbour(Language.English);
        var tree = new SpfNodeSection("harbour.example", "v=spf1 …", "found", 0, 0, "syntax-error", [new(new('x', 60_000), null)]);
        var text = Draw(Language.English, single: true, new(), audit with { Spf = audit.Spf! with { Tree = tree } });
        Assert.Contains("└─ " + new string('x', 300) + "…\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_giant_record_is_cut()
    {
        var giant = new string('a', 60_000);
        var audit = Samples.Harbour(Language.English);
        var text = Draw(Language.English, single: true, new(), audit with { Spf = audit.Spf! with { Records = [giant] } });
        Assert.DoesNotContain(new string('a', 4_001), text, StringComparison.Ordinal);
        Assert.Contains("… (+56000)", text, StringComparison.Ordinal);
    }

    private static string Draw(Language language, bool single, TextLayout layout, params AuditDocument[] audits) =>
        Samples.Draw(output => new TextAuditWriter(output, language, single, layout) { FindRule = Samples.FindRule }, audits);

    /// <summary>The raw text with line feeds, on any machine.</summary>
    private static string Golden(string text) => text.ReplaceLineEndings("\n");
}
