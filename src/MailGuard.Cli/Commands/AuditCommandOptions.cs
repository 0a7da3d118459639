using System.CommandLine;
using MailGuard.Cli.Output;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

/// <summary>The options of <c>audit</c>, their help and what they say.</summary>
internal sealed class AuditCommandOptions(Language language)
{
    private readonly SharedOptions shared = new(language);

    private readonly Option<AuditFormat> format = OptionValue.Choice("--format", language.Of(
        "form of the report (default text)",
        "レポートの形式（既定text）"), AuditFormat.Text, language, AuditFormats.Words);

    private readonly Option<bool> full = OptionValue.Flag("--full", language.Of(
        "html: a section for every member, not only for those with findings",
        "html：指摘事項のない機関にも詳細を付ける"));

    private readonly Option<bool> probe = OptionValue.Flag("--probe", language.Of(
        "also fetch over HTTPS what records point to: MTA-STS policies,\nBIMI images and certificates; nothing is fetched without it",
        "レコードが指すファイル（MTA-STSポリシー、BIMIの画像と証明書）も\nHTTPSで取得して調べる。指定しなければ何も取得しない"));

    private readonly Option<string?> journal = OptionValue.Text("--journal", "FILE", language.Of(
        "keep progress on disk; the same command resumes a killed run",
        "途中経過を保存する。中断しても同じコマンドで続きから再開できる"), language);

    private readonly Option<string[]> samples = OptionValue.Texts("--samples", "FILE|FOLDER", language.Of(
        "mail the members sent, as received outside (.eml, mbox): teaches\nDKIM selectors and who signs; may be repeated",
        "各機関から外部に届いたメール（.eml、mbox）。\nDKIMのセレクターと署名者を知るために使う（複数指定可）"), language);

    public Argument<string[]> Domains { get; } = new("DOMAIN") { Arity = ArgumentArity.ZeroOrMore };

    public HelpPage Help => new(
        language.Of("Audits the DNS records that protect mail of one domain or of a member list.",
            "1つのドメイン、または一覧にある全機関のメール関連のDNSレコードを調べます。"),
        ["audit DOMAIN… [OPTION…]", "audit --list FILE [OPTION…]"],
        [
            new(language.Of("What to audit:", "調べる対象："), [shared.List, shared.Role, shared.Target, shared.Selector, samples]),
            new(language.Of("Where answers come from:", "DNSの参照先："), [shared.Dns, shared.Zone, shared.Replay, shared.Record, probe]),
            new(language.Of("How to ask:", "問い合わせ方："),
                [shared.Transport, shared.Concurrency, shared.Rate, shared.Timeout, shared.Retries, shared.AssumeEmptyBelowNxDomain]),
            new(language.Of("How to judge:", "判定："), [shared.Settings, shared.Previous, shared.AsOf, shared.FailOn]),
            new(language.Of("The report:", "レポート："), [format, full, shared.Output, shared.Language]),
            new(language.Of("The run:", "実行："), [journal, shared.Quiet, shared.NoProgress, shared.Verbose]),
        ],
        [
            (language.Of("one domain", "1つのドメインを調べる"), "audit hospital.example"),
            (language.Of("a member list as a page to open in a browser", "一覧を調べ、ブラウザーで開けるページにする"),
                "audit --list members.csv --format html --output report.html"),
            (language.Of("with mail of the hospital, to see how it is signed", "病院のメールも読み、署名のされ方を調べる"),
                "audit hospital.example --samples reminder.eml"),
            (language.Of("thousands of members: resumes where it was killed", "数千機関を調べる。止まっても続きから再開する"),
                "audit --list members.csv --journal run.journal --format jsonl --output audit.jsonl"),
            (language.Of("what changed since last month's result", "先月の結果からの変化を示す"),
                "audit --list members.csv --previous october.jsonl"),
            (language.Of("the same answers again, without asking DNS", "DNSに問い合わせず、保存した応答で調べ直す"),
                "audit --list members.csv --replay answers.snapshot"),
        ],
        language.Of(
            """
            Exit code:
              0    no finding at or above --fail-on
              1    a finding at or above --fail-on
              2    not everything was checked (bad usage, an unreadable row or
                   sample, something undetermined)
              130  ended by Ctrl-C
            """,
            """
            終了コード：
              0    --fail-on の重大度以上の指摘事項がない
              1    --fail-on の重大度以上の指摘事項がある
              2    調べきれなかった（使い方の誤り、読み取れない行やサンプル、確認できなかった項目）
              130  Ctrl-Cで中断した
            """));

    public AuditArguments Read(ParseResult parsed) => new()
    {
        Domains = parsed.GetRequiredValue(Domains),
        List = parsed.GetValue(shared.List),
        Words = new(parsed.GetValue(shared.Role), parsed.GetValue(shared.Target), [.. parsed.GetRequiredValue(shared.Selector)]),
        Samples = parsed.GetRequiredValue(samples),
        Dns = shared.ReadDns(parsed),
        Concurrency = parsed.GetValue(shared.Concurrency),
        AsOf = parsed.GetValue(shared.AsOf),
        Journal = parsed.GetValue(journal),
        Probe = parsed.GetValue(probe),
        Settings = parsed.GetValue(shared.Settings),
        Previous = parsed.GetValue(shared.Previous),
        Format = parsed.GetValue(format),
        Full = parsed.GetValue(full),
        Output = parsed.GetValue(shared.Output),
        Language = language,
        FailOn = parsed.GetValue(shared.FailOn)!.Least,
        Quiet = parsed.GetValue(shared.Quiet),
        NoProgress = parsed.GetValue(shared.NoProgress),
        Verbose = parsed.GetValue(shared.Verbose),
    };
}
