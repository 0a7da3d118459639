using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

/// <summary>The options of <c>spf</c>, their help and what they say.</summary>
internal sealed class SpfCommandOptions(Language language)
{
    private readonly SharedOptions shared = new(language);

    private readonly Option<IPAddress?> ip = new("--ip")
    {
        HelpName = "ADDRESS",
        Description = language.Of(
            "the host that sends, IPv4 or IPv6 (required)",
            "送信するサーバーのアドレス。IPv4またはIPv6（必須）"),
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (AddressOf(word) is { } address) return address;
            result.AddError(language.Of(
                $"--ip {word}: not an address; write one such as 192.0.2.1 or 2001:db8::1",
                $"--ip {word}：アドレスではありません。192.0.2.1 や 2001:db8::1 のように書いてください"));
            return null;
        },
    };

    /// <summary>Empty is the null reverse-path, so no text is refused.</summary>
    private readonly Option<string?> mailFrom = new("--mail-from")
    {
        HelpName = "X",
        Description = language.Of(
            "the sender, for macros (default postmaster@DOMAIN); an address of another\ndomain changes macros only, DOMAIN is what is evaluated;\n\"\" is a bounce: postmaster@ and the name of --helo",
            "送信者のアドレス。マクロに使う（既定 postmaster@DOMAIN）。\nほかのドメインのアドレスでも、評価するのはDOMAIN。\n\"\" は不達通知（差出人が空のメール）の意味で、\n送信者は postmaster@（--helo の名前）になる"),
    };

    private readonly Option<string?> helo = OptionValue.Text("--helo", "X", language.Of(
        "the name the host gives in HELO or EHLO, for macros (default DOMAIN)",
        "送信側がHELOまたはEHLOで名乗る名前。マクロに使う（既定 DOMAIN）"), language);

    private readonly Option<SpfFormat> format = OptionValue.Choice("--format", language.Of(
        "form of the report (default text)",
        "レポートの形式（既定text）"), SpfFormat.Text, language, ("text", SpfFormat.Text), ("json", SpfFormat.Json));

    public Argument<string?> Domain { get; } = new("DOMAIN") { Arity = ArgumentArity.ZeroOrOne };

    public HelpPage Help => new(
        language.Of("Shows whether a host may send mail as a domain by SPF, and how receivers find out.",
            "あるサーバーがドメインの送信元としてSPFで認められているかどうかと、判定の道筋を表示します。"),
        ["spf DOMAIN --ip ADDRESS [OPTION…]"],
        [
            new(language.Of("The message:", "メールの条件："), [ip, mailFrom, helo]),
            new(language.Of("Where answers come from:", "DNSの参照先："), [shared.Dns, shared.Zone, shared.Replay, shared.Record]),
            new(language.Of("How to ask:", "問い合わせ方："),
                [shared.Transport, shared.Rate, shared.Timeout, shared.Retries, shared.AssumeEmptyBelowNxDomain]),
            new(language.Of("The report:", "レポート："), [format, shared.Output, shared.Language, shared.AsOf]),
            new(language.Of("The run:", "実行："), [shared.Quiet, shared.NoProgress, shared.Verbose]),
        ],
        [
            (language.Of("may this host send as the hospital?", "このサーバーは病院の送信元として認められているか"), "spf hospital.example --ip 192.0.2.1"),
            (language.Of("a bounce, whose sender is empty", "差出人が空のメール（不達通知）"),
                "spf mx.hospital.example --ip 192.0.2.1 --mail-from \"\" --helo mx.hospital.example"),
        ],
        language.Of(
            """
            After an error has fixed the result, the record is read on, so that all of its lookups are counted; receivers stop where the tree says so.

            Exit code:
              0    pass, neutral or none
              1    fail, softfail or permerror
              2    temperror, or bad usage
              130  ended by Ctrl-C
            """,
            """
            エラーで結果が決まったあとも、DNS参照の回数を数えるためにレコードの残りを読みます。受信側が打ち切る場所は図に示します。

            終了コード：
              0    pass、neutral、none
              1    fail、softfail、permerror
              2    temperror、または使い方の誤り
              130  Ctrl-Cで中断した
            """));

    public SpfArguments Read(ParseResult parsed) => new()
    {
        Domain = parsed.GetValue(Domain),
        Ip = parsed.GetValue(ip),
        MailFrom = parsed.GetValue(mailFrom),
        Helo = parsed.GetValue(helo),
        Dns = shared.ReadDns(parsed),
        AsOf = parsed.GetValue(shared.AsOf),
        Format = parsed.GetValue(format),
        Output = parsed.GetValue(shared.Output),
        Language = language,
        Quiet = parsed.GetValue(shared.Quiet),
        Verbose = parsed.GetValue(shared.Verbose),
    };

    /// <summary>Null for what the platform would read and nobody means: <c>192.0.2</c>, hexadecimal octets, a zone behind a percent sign.</summary>
    private static IPAddress? AddressOf(string word)
    {
        if (!IPAddress.TryParse(word, out var address) || word.AsSpan().ContainsAny('%', '[', 'x')) return null;
        return address.AddressFamily is AddressFamily.InterNetworkV6 || address.ToString() == word ? address : null;
    }
}
