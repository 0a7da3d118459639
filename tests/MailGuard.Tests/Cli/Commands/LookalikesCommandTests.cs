using System.Text;
using System.Text.Json;
using MailGuard.Cli;
using MailGuard.Cli.Terminal;
using MailGuard.Results;
using MailGuard.Tests.House;

namespace MailGuard.Tests.Cli.Commands;

public sealed class LookalikesCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mailguard-test-").FullName;

    private static string Zones => $"--zone {At("zones")} --zone {At("lookalikes")} --as-of 2026-11-22";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("en", "4 look-alike domains are registered, 2 of them set up for mail.")]
    [InlineData("en", "● medium  kirisawa-hosp1tal.example")]
    [InlineData("en", "Likeness: letters that look alike")]
    [InlineData("en", "Same name servers as yours: perhaps your own registration.")]
    [InlineData("en", "It says itself that it neither sends nor receives mail.")]
    [InlineData("ja", "よく似た名前のドメインが4件登録されています。うち2件はメールに使える状態です。")]
    [InlineData("ja", "似ている点：形の似た英数字")]
    [InlineData("ja", "ネームサーバーが同じです。自機関の登録かもしれません。")]
    public async Task Text_says_what_is_registered_and_what_to_do(string language, string expected)
    {
        var (exitCode, output, _) = await RunAsync($"lookalikes kirisawa-hospital.example {Zones} --language {language}");
        Assert.Equal(0, exitCode);      // medium is below the default of --fail-on
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_for_one_domain_and_reads_back()
    {
        var (exitCode, output, error) = await RunAsync($"lookalikes kirisawa-hospital.example {Zones} --format json --fail-on medium");
        Assert.Equal(1, exitCode);
        Assert.EndsWith("1 domain: 4 look-alikes registered, 2 set up for mail; 0 names undetermined, 0 unreadable\n", error, StringComparison.Ordinal);
        var document = LookalikeJson.Read(output);
        Assert.Equal(("mailguard/lookalikes/1", "kirisawa-hospital.example", 800), (document.Schema, document.Domain, document.Candidates));
        var first = document.Lookalikes[0];
        Assert.Equal(("kirisawa-hosp1tal.example", "ascii-homoglyph", "v=spf1 ip4:203.0.113.66 -all", false), (first.Domain, first.Kinds[0], first.Spf, first.SameOperator));
        Assert.Equal(["lookalike.seen"], first.Findings.Select(finding => finding.Rule));
        Assert.Equal(output, LookalikeJson.Write(document) + "\n");
    }

    [Fact]
    public async Task Json_of_a_list_is_an_array_in_the_order_of_the_input()
    {
        Write("members.csv", "domain,name,own\nkirisawa-hospital.example,A,kirisawa-hp.example kirisawahospital.example\nnothing,B,\n朝霧診療所.example,C,\n");
        var (exitCode, output, error) = await RunAsync($"lookalikes --list members.csv {Zones} --format json");
        Assert.Equal(2, exitCode);      // a row names no domain
        var members = JsonDocument.Parse(output).RootElement;
        Assert.Equal(["kirisawa-hospital.example", null, "xn--8ou21il6photyyo.example"], members.EnumerateArray().Select(member => member.GetProperty("domain").GetString()));
        Assert.Equal("run.unreadable-row", members[1].GetProperty("findings")[0].GetProperty("rule").GetString());
        Assert.Equal(
            ["kirisawa-hosp1tal.example", "kirisawa-hopsital.example"],
            members[0].GetProperty("lookalikes").EnumerateArray().Select(one => one.GetProperty("domain").GetString()));
        Assert.EndsWith("0 names undetermined, 1 unreadable\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_has_a_row_for_each_look_alike_and_each_member_without_one()
    {
        Write("members.csv", "domain,name\nkirisawa-hospital.example,=1+1\nshigure-clinic.example,B\n");
        var (_, output, _) = await RunAsync($"lookalikes --list members.csv {Zones} --format csv");
        Assert.StartsWith("\ufeffrow,domain,name,input,notes,lookalike,display,", output, StringComparison.Ordinal);
        var rows = output.Split("\r\n");
        Assert.Equal("", rows[^1]);
        Assert.Equal(1 + 4 + 1, rows.Length - 1);
        Assert.All(rows[1..5], row => Assert.StartsWith("2,kirisawa-hospital.example,'=1+1,", row, StringComparison.Ordinal));
        Assert.StartsWith("3,shigure-clinic.example,B,shigure-clinic.example,,,", rows[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ours_is_left_out()
    {
        var (exitCode, output, _) = await RunAsync($"lookalikes kirisawa-hospital.example --own kirisawa-hp.example --own www.kirisawa-hosp1tal.example {Zones} --format json --fail-on medium");
        Assert.Equal(0, exitCode);
        Assert.Equal(["kirisawahospital.example", "kirisawa-hopsital.example"], LookalikeJson.Read(output).Lookalikes.Select(one => one.Domain));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task A_replay_gives_the_same_bytes_and_knows_nothing_of_other_names(string format)
    {
        var (_, recorded, _) = await RunAsync($"lookalikes kirisawa-hospital.example {Zones} --record answers --format {format} --candidates 300");
        var (_, replayed, _) = await RunAsync($"lookalikes kirisawa-hospital.example --replay answers --format {format} --candidates 300 --output report");
        Assert.Equal("", replayed);
        Assert.Equal(Encoding.UTF8.GetBytes(recorded), File.ReadAllBytes(Path.Combine(folder, "report")));
        var (exitCode, _, error) = await RunAsync($"lookalikes kirisawa-hospital.example --replay answers --format {format} --candidates 301");
        Assert.Equal(2, exitCode);
        Assert.Contains(" 1 names undetermined", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lookalikes", "name a domain or a list")]
    [InlineData("lookalikes a.example --own nothing", "--own nothing: ")]
    [InlineData("lookalikes a.example --candidates 0", "not a whole number")]
    [InlineData("lookalikes a.example --zone x --replay y", "exclude each other")]
    [InlineData("lookalikes a.example --format html", "there is no such value")]
    public async Task A_usage_error_is_one_line(string arguments, string expected)
    {
        var (exitCode, output, error) = await RunAsync(arguments);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(expected, Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_with_130()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var (exitCode, output, error) = await RunAsync($"lookalikes kirisawa-hospital.example {Zones}", cancelled.Token);
        Assert.Equal(130, exitCode);
        Assert.Contains("incomplete", output, StringComparison.Ordinal);
        Assert.Contains("interrupted: 1 not checked", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Help_names_every_option(string language)
    {
        var (exitCode, output, _) = await RunAsync($"lookalikes --help --language {language}");
        Assert.Equal(0, exitCode);
        Assert.All(
            (string[])["--list", "--own", "--candidates", "--dns", "--zone", "--replay", "--record", "--rate", "--settings", "--fail-on", "--format", "--output", "130"],
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    private static string At(string fixture) => Path.Combine(Repository.Root, "fixtures", fixture);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string arguments, CancellationToken? cancellation = null)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var words = arguments.Split(' ').Select(word => word is "members.csv" or "answers" or "report" ? Path.Combine(folder, word) : word);
        var exitCode = await CommandLine.RunAsync([.. words], new Shell(output, error), cancellation ?? TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
