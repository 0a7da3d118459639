using System.CommandLine;
using MailGuard.Cli.Input;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

/// <summary>The options of <c>lookalikes</c>, their help and what they say.</summary>
internal sealed class LookalikesCommandOptions(Language language)
{
    /// <summary>A tenth of what a resolver of a provider bears, and still some 20 members a minute.</summary>
    private const int PoliteRate = 200;

    private readonly SharedOptions shared = new(language);

    private readonly Option<string[]> own = OptionValue.Texts("--own", "DOMAIN", language.Of(
        "also ours: no look-alike, nor what lies below it; may be\nrepeated. A column 'own' of the list says the same",
        "自機関のドメインとして除く（複数指定可）。\n一覧では own 列に空白区切りで書く"), language, CheckDomain(language));

    private readonly Option<int> candidates = OptionValue.Number("--candidates", "N", language.Of(
        "names to ask for per member, likeliest first (default 800)",
        "1機関あたりに調べる名前の数。紛らわしい順（既定800）"), 800, 1, 10_000, language);

    private readonly Option<int> concurrency = OptionValue.Number("--concurrency", "N", language.Of(
        "names asked for at the same time (default 64)",
        "同時に調べる名前の数（既定64）"), 64, 1, 4096, language);

    private readonly Option<int> rate = OptionValue.Number("--rate", "N", language.Of(
        "DNS questions a second at most (default 200)",
        "1秒あたりのDNS問い合わせの上限（既定200）"), PoliteRate, 1, 1_000_000, language);

    private readonly Option<LookalikesFormat> format = OptionValue.Choice("--format", language.Of(
        "form of the report (default text)",
        "レポートの形式（既定text）"), LookalikesFormat.Text, language,
        ("text", LookalikesFormat.Text), ("json", LookalikesFormat.Json), ("csv", LookalikesFormat.Csv));

    public Argument<string[]> Domains { get; } = new("DOMAIN") { Arity = ArgumentArity.ZeroOrMore };

    public HelpPage Help => new(
        language.Of("Finds registered domains that look like a member's, from DNS alone.",
            "よく似た偽ドメインが登録されていないかを、DNSだけから調べます。"),
        ["lookalikes DOMAIN… [OPTION…]", "lookalikes --list FILE [OPTION…]"],
        [
            new(language.Of("What to look for:", "調べる対象："), [shared.List, own, candidates]),
            new(language.Of("Where answers come from:", "DNSの参照先："), [shared.Dns, shared.Zone, shared.Replay, shared.Record]),
            new(language.Of("How to ask:", "問い合わせ方："),
                [shared.Transport, concurrency, rate, shared.Timeout, shared.Retries, shared.AssumeEmptyBelowNxDomain]),
            new(language.Of("How to judge:", "判定："), [shared.Settings, shared.AsOf, shared.FailOn]),
            new(language.Of("The report:", "レポート："), [format, shared.Output, shared.Language]),
            new(language.Of("The run:", "実行："), [shared.Quiet, shared.NoProgress, shared.Verbose]),
        ],
        [
            (language.Of("one domain; the hospital owns a second one", "1つのドメインを調べる。もう1つのドメインも自機関のもの"),
                "lookalikes hospital.example --own hospital.example.net"),
            (language.Of("a member list as a table for Excel", "一覧を調べ、Excelで開ける表にする"), "lookalikes --list members.csv --format csv --output lookalikes.csv"),
        ],
        language.Of(
            """
            Exit code:
              0    no finding at or above --fail-on (lookalike.seen is medium)
              1    a finding at or above --fail-on
              2    not everything was checked (bad usage, an unreadable row, a name that gave no answer)
              130  ended by Ctrl-C
            """,
            """
            終了コード：
              0    --fail-on の重大度以上の指摘事項がない（lookalike.seen の重大度はmedium）
              1    --fail-on の重大度以上の指摘事項がある
              2    調べきれなかった（使い方の誤り、読み取れない行、応答のない名前）
              130  Ctrl-Cで中断した
            """));

    public LookalikesArguments Read(ParseResult parsed) => new()
    {
        Domains = parsed.GetRequiredValue(Domains),
        List = parsed.GetValue(shared.List),
        Own = parsed.GetRequiredValue(own),
        Candidates = parsed.GetValue(candidates),
        Dns = shared.ReadDns(parsed) with { QuestionsPerSecond = parsed.GetValue(rate) },
        Concurrency = parsed.GetValue(concurrency),
        AsOf = parsed.GetValue(shared.AsOf),
        Settings = parsed.GetValue(shared.Settings),
        Format = parsed.GetValue(format),
        Output = parsed.GetValue(shared.Output),
        Language = language,
        FailOn = parsed.GetValue(shared.FailOn)!.Least,
        Quiet = parsed.GetValue(shared.Quiet),
        NoProgress = parsed.GetValue(shared.NoProgress),
        Verbose = parsed.GetValue(shared.Verbose),
    };

    private static Func<string, string?> CheckDomain(Language language) =>
        word => DomainInput.Read(word).Problem is { } problem ? $"--own {word}{language.Of(": ", "：")}{problem.In(language)}" : null;
}
