using System.CommandLine;
using MailGuard.Cli.Input;
using MailGuard.Cli.Terminal;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

/// <summary>Options that mean the same in every command, with their help in one language.</summary>
internal sealed class SharedOptions(Language language)
{
    public Option<string?> List { get; } = OptionValue.Text("--list", "FILE", language.Of(
        "member list: CSV with a column 'domain', or one domain a line;\nUTF-8 or Shift_JIS; - for standard input",
        "調べる機関の一覧。domain列のあるCSV、または1行に1ドメイン。\nUTF-8またはShift_JIS。- は標準入力"), language);

    public Option<DomainRole?> Role { get; } = OptionValue.Word("--role", language.Of(
        "what the DOMAIN arguments are for (default: decided from DNS)",
        "引数のドメインの用途（既定：DNSから判断）"), language, RequestWords.Roles, RequestWords.Role);

    public Option<DmarcPolicy?> Target { get; } = OptionValue.Word("--target", language.Of(
        "the DMARC policy their owner wants to reach",
        "目標とするDMARCポリシー"), language, RequestWords.Targets, RequestWords.Target);

    public Option<string[]> Selector { get; } = OptionValue.Texts("--selector", "NAME", language.Of(
        "a DKIM selector in use; may be repeated",
        "使用中のDKIMセレクター（複数指定可）"), language, CheckSelector(language));

    public Option<string[]> Dns { get; } = OptionValue.Texts("--dns", "HOST[:PORT]", language.Of(
        "ask this resolver instead of the system's; may be repeated: the others stand in for the first, and are compared with it",
        "システムの設定の代わりに使うDNSサーバー（複数指定可。2つ目からは予備で、応答を1つ目と比べる）"), language, CheckServer(language));

    public Option<string[]> Zone { get; } = OptionValue.Texts("--zone", "FILE|FOLDER", language.Of(
        "answer only from zone files, without any network; may be repeated",
        "ゾーンファイルだけを調べ、DNSに問い合わせない（複数指定可）"), language);

    public Option<string?> Record { get; } = OptionValue.Text("--record", "FILE", language.Of(
        "write every DNS answer to a snapshot",
        "DNSの応答をすべてスナップショットに保存する"), language);

    public Option<string?> Replay { get; } = OptionValue.Text("--replay", "FILE", language.Of(
        "answer only from a snapshot",
        "スナップショットだけを調べ、DNSに問い合わせない"), language);

    public Option<int> Concurrency { get; } = OptionValue.Number("--concurrency", "N", language.Of(
        "domains audited at the same time (default 64)",
        "同時に調べるドメインの数（既定64）"), 64, 1, 4096, language);

    public Option<int?> Rate { get; } = OptionValue.NumberOrNone("--rate", "N", language.Of(
        "DNS questions a second at most (default: no limit)",
        "1秒あたりのDNS問い合わせの上限（既定：なし）"), 100, 1, 1_000_000, language);

    public Option<TimeSpan> Timeout { get; } = OptionValue.Seconds("--timeout", "SECONDS", language.Of(
        "wait for one DNS answer, all tries together (default 10)",
        "DNSの応答を待つ秒数。問い合わせ直しを含む（既定10）"), TimeSpan.FromSeconds(10), language);

    public Option<int> Retries { get; } = OptionValue.Number("--retries", "N", language.Of(
        "ask again while no usable answer comes, then once over TCP\n(default 3)",
        "使える応答がないときに問い合わせ直す回数。\n最後にTCPで1回（既定3）"), 3, 0, 20, language);

    public Option<DnsTransport> Transport { get; } = OptionValue.Choice("--transport", language.Of(
        "what asks: wire, or the DnsClient library for comparison (default wire)",
        "問い合わせの方法。wire、または比較用のDnsClientライブラリ（既定wire）"), DnsTransport.Wire, language,
        ("wire", DnsTransport.Wire), ("dnsclient", DnsTransport.DnsClient));

    public Option<bool> AssumeEmptyBelowNxDomain { get; } = OptionValue.Choice("--assume-empty-below-nxdomain", language.Of(
        "nothing exists below a name that does not (RFC 8020; default yes)",
        "存在しない名前の下には何もないとみなす（RFC 8020、既定yes）"), true, language, ("yes", true), ("no", false));

    public Option<DateTimeOffset?> AsOf { get; } = OptionValue.Time("--as-of", language.Of(
        "the clock for this run, such as 2026-11-22T00:00:00Z (default: now)",
        "現在とみなす日時。例：2026-11-22T00:00:00Z（既定：今）"), language);

    public Option<string?> Settings { get; } = OptionValue.Text("--settings", "FILE", language.Of(
        "other severities, rules off, accepted findings (YAML)",
        "重大度の変更、使わないルール、受け入れる指摘事項を書いたファイル（YAML）"), language);

    public Option<string?> Previous { get; } = OptionValue.Text("--previous", "FILE", language.Of(
        "an earlier result (json or jsonl) to show changes against",
        "前回の結果（json か jsonl）。前回からの変化を示す"), language);

    public Option<string?> Output { get; } = OptionValue.Text("--output", "FILE", language.Of(
        "write to a file, which appears complete or not at all",
        "ファイルに書き出す。途中で失敗しても元のファイルは残る"), language, "-o");

    /// <summary>Read by <see cref="LanguageChoice.Detect"/> before the others; declared so that a wrong word is refused.</summary>
    public Option<Language> Language { get; } = OptionValue.Choice("--language", language.Of(
        "language of reports and messages (default: from the locale)",
        "レポートとメッセージの言語（既定：環境の言語）"), language, language, ("ja", Findings.Language.Japanese), ("en", Findings.Language.English));

    public Option<FailOn> FailOn { get; } = OptionValue.Choice<FailOn>("--fail-on", language.Of(
        "exit with 1 when a finding is at least this severe (default high)",
        "この重大度以上の指摘事項があれば終了コードを1にする（既定high）"), new(Severity.High), language, Commands.FailOn.Words);

    public Option<bool> Quiet { get; } = OptionValue.Flag("--quiet", language.Of(
        "nothing on standard error but errors",
        "標準エラー出力にはエラーだけを出す"), "-q");

    public Option<bool> NoProgress { get; } = OptionValue.Flag("--no-progress", language.Of(
        "no progress line",
        "進み具合を表示しない"));

    public Option<bool> Verbose { get; } = OptionValue.Flag("--verbose", language.Of(
        "every DNS answer on standard error",
        "DNSの応答を1件ずつ標準エラー出力に表示する"), "-v");

    /// <summary>Where answers come from, as all these options say together.</summary>
    public DnsArguments ReadDns(ParseResult parsed) => new()
    {
        Servers = parsed.GetRequiredValue(Dns),
        Zones = parsed.GetRequiredValue(Zone),
        Record = parsed.GetValue(Record),
        Replay = parsed.GetValue(Replay),
        Transport = parsed.GetValue(Transport),
        QuestionsPerSecond = parsed.GetValue(Rate),
        Timeout = parsed.GetValue(Timeout),
        Retries = parsed.GetValue(Retries),
        AssumeEmptyBelowNxDomain = parsed.GetValue(AssumeEmptyBelowNxDomain),
    };

    /// <summary>The problem with both at once; null when there is none.</summary>
    public static string? QuietAndVerbose(bool quiet, bool verbose, Language language) => quiet && verbose
        ? language.Of("--quiet and --verbose exclude each other; keep one of them", "--quiet と --verbose は同時に使えません。どちらか1つにしてください")
        : null;

    private static Func<string, string?> CheckSelector(Language language) => word => RequestWords.Selector(word) is not null
        ? null
        : language.Of($"--selector {word}: not a DKIM selector; write the name before ._domainkey, such as google",
            $"--selector {word}：DKIMのセレクターではありません。google のように ._domainkey の前の名前を書いてください");

    private static Func<string, string?> CheckServer(Language language) => word => DnsServerAddress.Parse(word) is not null || ServerName.Read(word) is not null
        ? null
        : language.Of($"--dns {word}: not an address or name; write one such as 192.0.2.1, [2001:db8::1]:53 or ns1.hospital.example",
            $"--dns {word}：アドレスでも名前でもありません。192.0.2.1、[2001:db8::1]:53、ns1.hospital.example のように書いてください");
}

/// <summary>From which severity findings count. An object of its own, because the parser takes null for a value it could not read.</summary>
/// <param name="Least">Null: never.</param>
internal sealed record FailOn(Severity? Least)
{
    /// <summary>As the command line names them.</summary>
    public static (string Word, FailOn Value)[] Words { get; } =
    [
        ("info", new(Severity.Info)), ("low", new(Severity.Low)), ("medium", new(Severity.Medium)), ("high", new(Severity.High)),
        ("critical", new(Severity.Critical)), ("never", new((Severity?)null)),
    ];
}
