using System.Text;
using MailGuard.Cli;
using MailGuard.Cli.Terminal;
using MailGuard.Rendering;
using MailGuard.Results;
using static MailGuard.Tests.Comparison.Runs;

namespace MailGuard.Tests.Cli.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mailguard-test-").FullName;

    public CompareCommandTests()
    {
        Write("clean", AuditJson.WriteLine(With()));
        Write("faulty", AuditJson.WriteLine(With(Finding("spf.missing", "medium"))));
        Write("open", AuditJson.WriteLine(With() with { Undetermined = ["spf"] }));
        Write("torn", AuditJson.WriteLine(With()) + "\n{\"schema\":\"mailg");
        Write("hostile", AuditJson.WriteLine(With(Finding("x\u001b[2J", "high", "\u202e")) with { Name = "\u001b]0;x\u0007", Mx = [new(1, "\u001b[31m")] }));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("clean clean", 0)]
    [InlineData("faulty clean", 0)]                       // better
    [InlineData("clean faulty", 0)]                       // below high, the default
    [InlineData("clean faulty --fail-on medium", 1)]
    [InlineData("clean faulty --fail-on never", 0)]
    [InlineData("faulty open", 2)]                        // it has not vanished
    [InlineData("open faulty", 2)]
    [InlineData("clean torn", 2)]
    [InlineData("clean nothing-there", 2)]
    [InlineData("clean", 2)]
    [InlineData("- -", 2)]
    [InlineData("clean faulty --output clean", 2)]
    public async Task The_exit_code_tells_what_became_worse_or_could_not_be_told(string arguments, int exitCode) =>
        Assert.Equal(exitCode, (await RunAsync(arguments)).ExitCode);

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    [InlineData("html")]
    public async Task Nothing_read_from_a_file_reaches_the_reader_unescaped(string format)
    {
        var (_, output, _) = await RunAsync($"clean hostile --format {format}");
        Assert.NotEmpty(output);
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\u202e', output);
    }

    [Fact]
    public async Task One_of_the_two_may_come_through_a_pipe()
    {
        var (exitCode, output, _) = await RunAsync("- faulty --fail-on medium", File.ReadAllText(Path.Combine(folder, "clean")));
        Assert.Equal(1, exitCode);
        Assert.StartsWith("None of 1 member improved, 1 got worse.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_with_its_line() =>
        Assert.Contains("torn, line 2: the file ends in the middle of a result", (await RunAsync("clean torn")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task An_audit_shows_what_changed_since_an_earlier_result_and_its_journal_knows_which()
    {
        Write("zone/hospital.example.zone", "$TTL 300\n@ SOA ns a 1 1 1 1 1\n@ TXT \"v=spf1 -all\"\n");
        var audit = $"audit {Domain} --zone {Path.Combine(folder, "zone")} --as-of 2026-11-22 --journal {Path.Combine(folder, "journal")} --format json --previous ";
        var (_, output, _) = await RunCommandAsync(audit + Path.Combine(folder, "faulty"));
        var changes = AuditJson.Read(output).Changes!;
        Assert.Equal("2026-10-22T00:00:00Z", changes.Since);
        Assert.Contains(changes.Findings, finding => finding is { Rule: "spf.missing", Change: "vanished" });
        Assert.Contains("the earlier result differs", (await RunCommandAsync(audit + Path.Combine(folder, "clean"))).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "en", "got worse: ○ low spf.lookups-near-limit → ◆ critical  spf.too-many-lookups")]
    [InlineData("text", "ja", "悪化：○ 低 spf.lookups-near-limit → ◆ 重大  spf.too-many-lookups")]
    [InlineData("markdown", "en", "got worse: ○ low spf.lookups-near-limit → ◆ critical `spf.too-many-lookups`")]
    [InlineData("html", "ja", "SPFのDNS参照回数が上限に近い （低） → <b>")]
    public async Task A_finding_that_moved_to_another_rule_is_shown_with_both(string format, string language, string expected)
    {
        Write("near", AuditJson.WriteLine(With(Finding("spf.lookups-near-limit", "low"))));
        Write("over", AuditJson.WriteLine(With(Finding("spf.too-many-lookups", "critical") with { Related = ["spf.lookups-near-limit"] })));
        var (_, output, _) = await RunAsync($"near over --format {format} --language {language}");
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clean", true)]
    [InlineData("other", false)]                          // better in one thing, worse in another
    public async Task What_is_gone_counts_as_good_only_where_the_member_got_better(string current, bool isGood)
    {
        Write("other", AuditJson.WriteLine(With(Finding("dmarc.missing"))));
        var (_, output, _) = await RunAsync($"faulty {current} --format html");
        Assert.Contains("</i>gone</span>", output, StringComparison.Ordinal);
        Assert.Equal(isGood, output.Contains($"{ReportWords.NothingFoundIcon}</i>gone", StringComparison.Ordinal));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string arguments, string input = "") => RunCommandAsync(
        "compare " + string.Join(' ', arguments.Split(' ').Select(word => File.Exists(Path.Combine(folder, word)) ? Path.Combine(folder, word) : word)), input);

    private static async Task<(int ExitCode, string Output, string Error)> RunCommandAsync(string line, string input = "")
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var shell = new Shell(output, error) { Input = new MemoryStream(Encoding.UTF8.GetBytes(input)) };
        var exitCode = await CommandLine.RunAsync(line.Split(' '), shell, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
