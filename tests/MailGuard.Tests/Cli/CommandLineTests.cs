using MailGuard.Cli;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mailguard-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("", "Usage: mailguard COMMAND")]
    [InlineData("--help", "Usage: mailguard COMMAND")]
    [InlineData("--help --language ja", "使い方：mailguard コマンド")]
    [InlineData("audit --help", "--list FILE")]
    [InlineData("audit --help --language=ja", "調べる対象：")]
    [InlineData("audit --frobnicate --help", "--list FILE")]      // help is given whatever else is there
    [InlineData("rules --help", "mailguard rules [ID]")]
    [InlineData("spf --help", "mailguard spf DOMAIN --ip ADDRESS")]
    [InlineData("spf --help --language ja", "メールの条件：")]
    [InlineData("help", "Usage: mailguard COMMAND")]
    [InlineData("help audit", "--list FILE")]
    [InlineData("--language ja", "使い方：mailguard コマンド")]
    [InlineData("--language ja audit --help", "調べる対象：")]
    [InlineData("--version", "mailguard 0.")]
    public async Task Help_and_version_go_to_standard_output(string line, string expected)
    {
        var (exitCode, output, error) = await RunAsync(line);
        Assert.Equal(0, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("adit", "there is no command 'adit'; did you mean 'audit'?", "「audit」ではありませんか")]
    [InlineData("frobnicate", "the commands are audit, compare, spf, lookalikes, rules", "使えるのは audit、compare、spf、lookalikes、rules です")]
    [InlineData("--frobnicate", "there is no option --frobnicate; see mailguard --help", "mailguard --help をご覧ください")]
    [InlineData("audit", "name a domain or a list", "ドメインか一覧を指定してください")]
    [InlineData("audit --frmat json a.example", "there is no option --frmat; did you mean --format?", "--format ではありませんか")]
    [InlineData("audit a.example -x", "there is no option -x; see mailguard audit --help", "mailguard audit --help をご覧ください")]
    [InlineData("audit a.example --zone z --probe", "--probe and --zone exclude each other", "--probe と --zone は同時に使えません")]
    [InlineData("audit a.example --format yaml", "write one of text, json, jsonl, csv, html, markdown, sarif", "のどれかを書いてください")]
    [InlineData("audit a.example --format JSON", "did you mean json?", "json ではありませんか")]
    [InlineData("audit --list", "--list needs a value; write --list FILE", "--list FILE のように書いてください")]
    [InlineData("audit --list a --list b", "--list is given 2 times", "2回指定されています")]
    [InlineData("audit a.example --concurrency 0", "--concurrency 0: not a whole number from 1 to 4096", "整数ではありません")]
    [InlineData("audit a.example --rate many", "--rate many: not a whole number", "整数ではありません")]
    [InlineData("audit a.example --timeout -1", "--timeout -1: not a number of seconds", "秒数ではありません")]
    [InlineData("audit a.example --retries 1.5", "--retries 1.5: not a whole number", "整数ではありません")]
    [InlineData("audit a.example --as-of tomorrow", "--as-of tomorrow: not a time in ISO 8601", "ISO 8601の日時ではありません")]
    [InlineData("audit a.example --role hospital", "--role hospital: there is no such value; write one of sending", "その値はありません")]
    [InlineData("audit a.example --target reject! ", "did you mean reject?", "reject ではありませんか")]
    [InlineData("audit a.example --selector a@b", "--selector a@b: not a DKIM selector", "セレクターではありません")]
    [InlineData("audit a.example --dns resolver..example", "--dns resolver..example: not an address", "アドレスでも名前でもありません")]
    [InlineData("audit a.example --fail-on hi", "--fail-on hi: there is no such value", "その値はありません")]
    [InlineData("audit a.example --language fr", "--language fr: there is no such value", "その値はありません")]
    [InlineData("audit a.example --dns 192.0.2.1 --zone z", "--dns and --zone exclude each other", "同時に使えません")]
    [InlineData("audit a.example --zone z --replay s", "--zone and --replay exclude each other", "同時に使えません")]
    [InlineData("audit a.example --dns 192.0.2.1 --replay s", "--dns and --replay exclude each other", "同時に使えません")]
    [InlineData("audit a.example --record r --replay s", "--record and --replay exclude each other", "同時に使えません")]
    [InlineData("audit a.example --quiet --verbose", "--quiet and --verbose exclude each other", "同時に使えません")]
    [InlineData("audit a.example --quiet=no", "--quiet takes no value; leave out =no", "=no を取り除いてください")]
    [InlineData("audit a.example --output= --zone z", "--output needs a value; write --output FILE", "--output FILE のように書いてください")]
    [InlineData("audit a.example --output --zone z", "--output needs a value", "--output には値が必要です")]
    [InlineData("audit a.example --dns 192.0.2", "--dns 192.0.2: not an address", "アドレスでも名前でもありません")]
    [InlineData("--language fr audit a.example", "--language fr: there is no such value", "その値はありません")]
    [InlineData("audit --list l --role parked", "--role is about DOMAIN arguments", "--role は、引数に書いたドメイン用です")]
    [InlineData("audit --list l --output l", "two options name this file", "同じファイルが指定されています")]
    [InlineData("spf", "name the domain; write mailguard spf hospital.example", "ドメインを指定してください")]
    [InlineData("spf a.example", "name the host that sends; write --ip 192.0.2.1", "送信するサーバーを指定してください")]
    [InlineData("spf a.example --ip 192.0.2", "--ip 192.0.2: not an address", "アドレスではありません")]
    [InlineData("spf a.example --ip mx.a.example", "--ip mx.a.example: not an address", "アドレスではありません")]
    [InlineData("spf hospital --ip 192.0.2.1", "hospital: a domain name has at least one dot", "ドットが必要です")]
    [InlineData("spf a.example --ip 192.0.2.1 --format csv", "write one of text, json", "のどれかを書いてください")]
    [InlineData("spf a.example --ip 192.0.2.1 --zone z --replay s", "--zone and --replay exclude each other", "同時に使えません")]
    [InlineData("spf a.example b.example --ip 192.0.2.1", "'b.example' is one argument too many", "「b.example」は余分です")]
    [InlineData("rules spf.missing extra", "'extra' is one argument too many", "「extra」は余分です")]
    [InlineData("rules no.such-rule", "there is no rule 'no.such-rule'", "「no.such-rule」というルールはありません")]
    public async Task A_usage_error_is_one_line_that_says_how_to_mend_it(string line, string english, string japanese)
    {
        var inEnglish = await RunAsync(line);
        Assert.Equal((2, ""), (inEnglish.ExitCode, inEnglish.Output));
        Assert.Contains(english, OnlyLine(inEnglish.Error), StringComparison.Ordinal);

        var inJapanese = await RunAsync(line, Language.Japanese);
        Assert.Equal(2, inJapanese.ExitCode);
        Assert.Contains(japanese, OnlyLine(inJapanese.Error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit --list nowhere.csv", "nowhere.csv: cannot be read: there is no such file")]
    [InlineData("audit a.example --zone nowhere", "nowhere: cannot be read")]
    [InlineData("audit a.example --replay nowhere", "nowhere: cannot be read")]
    [InlineData("audit a.example --settings nowhere", "nowhere: cannot be read")]
    [InlineData("audit a.example --zone ZONE --output FOLDER/nowhere/report", "cannot be written: there is no such folder")]
    [InlineData("audit a.example --zone ZONE --record FOLDER/nowhere/snapshot", "cannot be written: there is no such folder")]
    [InlineData("audit a.example --zone ZONE --journal FOLDER/nowhere/journal", "nowhere/journal: cannot be written: there is no such folder")]
    [InlineData("audit a.example --zone ZONE --journal FOLDER", "cannot be written: no permission, or it is a folder")]
    [InlineData("audit a.example --zone ZONE --output FOLDER", "cannot be written: no permission, or it is a folder")]
    public async Task A_file_that_cannot_be_used_is_named_in_one_line(string line, string expected)
    {
        var (exitCode, output, error) = await RunAsync(
            line.Replace("FOLDER", folder, StringComparison.Ordinal).Replace("ZONE", Zone(), StringComparison.Ordinal));
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(expected, OnlyLine(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_a_user_typed_reaches_the_terminal_raw()
    {
        var (_, _, error) = await RunAsync("audit a.example --format \u001b[2J");
        Assert.DoesNotContain('\u001b', error);
    }

    [Theory]
    [InlineData("ja_JP.UTF-8", null, null, Language.Japanese)]
    [InlineData(null, "ja_JP", null, Language.Japanese)]
    [InlineData(null, null, "ja", Language.Japanese)]
    [InlineData("C", "ja_JP.UTF-8", "ja_JP.UTF-8", Language.English)]      // the first that is set decides
    [InlineData("", "", "ja_JP.eucJP", Language.Japanese)]                 // empty is not set
    [InlineData(null, null, "en_US.UTF-8", Language.English)]
    [InlineData(null, null, "jam_JM", Language.English)]                   // another language that begins alike
    [InlineData(null, null, null, Language.English)]
    public void The_locale_chooses_the_language(string? all, string? messages, string? lang, Language expected) =>
        Assert.Equal(expected, LanguageChoice.OfEnvironment(name => name switch
        {
            "LC_ALL" => all,
            "LC_MESSAGES" => messages,
            "LANG" => lang,
            _ => throw new ArgumentException(name),
        }));

    [Theory]
    [InlineData("audit --language ja", Language.English, Language.Japanese)]
    [InlineData("audit --language=en", Language.Japanese, Language.English)]
    [InlineData("audit --language fr", Language.Japanese, Language.Japanese)]
    [InlineData("audit -- --language ja", Language.English, Language.English)]      // behind -- it is an argument
    public void The_option_goes_before_the_locale(string line, Language ofUser, Language expected) =>
        Assert.Equal(expected, LanguageChoice.Detect(line.Split(' '), ofUser));

    private static string OnlyLine(string error) => Assert.Single(error.TrimEnd('\n').Split('\n'));

    private string Zone()
    {
        var path = Path.Combine(folder, "a.example.zone");
        File.WriteAllText(path, "$TTL 300\n@ SOA ns a 1 1 1 1 1\n");
        return path;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string line, Language language = Language.English)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries), new(output, error) { Language = language }, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }
}
