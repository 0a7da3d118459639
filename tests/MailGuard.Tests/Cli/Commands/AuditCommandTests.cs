using System.Text;
using MailGuard.Cli;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Rendering;

namespace MailGuard.Tests.Cli.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mailguard-test-").FullName;

    public AuditCommandTests()
    {
        Write("zones/hospital.example.zone", "$TTL 300\n@ SOA ns a 1 1 1 1 1\n@ MX 10 mx\nmx A 192.0.2.1\n@ TXT \"v=spf1 mx -all\"\n");
        Write("zones/clinic.example.zone", "$TTL 300\n@ SOA ns a 1 1 1 1 1\n@ TXT \"v=spf1 -all\"\n");
        Write("members.csv", "domain,name\nhospital.example,A病院\nCLINIC.example,B\nhospital.example,again\nnothing,C\nlast.example,D\n");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_list_is_reported_row_by_row_and_counted_in_the_last_line()
    {
        var (exitCode, output, error) = await RunAsync("audit --list members.csv --zone zones --format jsonl");
        Assert.Equal(2, exitCode);       // a row names no domain
        Assert.Equal(5, output.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("5 domains: ", error.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
        Assert.EndsWith("1 unreadable\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("html")]
    [InlineData("markdown")]
    [InlineData("sarif")]
    public async Task Every_format_is_the_same_on_standard_output_and_in_a_file(string format)
    {
        var arguments = $"audit --list members.csv --zone zones --as-of 2026-11-22 --format {format}";
        var (_, output, _) = await RunAsync(arguments);
        Assert.NotEmpty(output);
        await RunAsync($"{arguments} --output report");
        Assert.Equal(Encoding.UTF8.GetBytes(output), File.ReadAllBytes(At("report")));
    }

    [Fact]
    public async Task A_replay_gives_the_same_bytes_as_the_recorded_run()
    {
        var (_, recorded, _) = await RunAsync("audit --list members.csv --zone zones --as-of 2026-11-22 --record answers --format jsonl");
        var (_, replayed, _) = await RunAsync("audit --list members.csv --replay answers --format jsonl");
        Assert.Equal(recorded, replayed);
    }

    [Fact]
    public async Task A_run_killed_anywhere_in_its_journal_prints_the_same_when_resumed()
    {
        const string command = "audit --list members.csv --zone zones --as-of 2026-11-22 --format jsonl --journal run.journal";
        var (exitCode, expected, _) = await RunAsync(command);
        var journal = File.ReadAllBytes(At("run.journal"));
        foreach (var cut in Cuts(journal))
        {
            File.WriteAllBytes(At("run.journal"), journal[..cut]);
            var resumed = await RunAsync(command);
            Assert.Equal((exitCode, expected), (resumed.ExitCode, resumed.Output));
            Assert.Equal(journal.Length, new FileInfo(At("run.journal")).Length);
        }
    }

    [Fact]
    public async Task A_journal_serves_any_format_and_language_must_be_the_same()
    {
        const string command = "audit --list members.csv --zone zones --journal run.journal";
        await RunAsync(command);
        var other = await RunAsync($"{command} --format csv --concurrency 3 --verbose --output report");
        Assert.Contains("3 already audited", other.Error, StringComparison.Ordinal);
        var japanese = await RunAsync($"{command} --language ja");
        Assert.Equal(2, japanese.ExitCode);
        Assert.Contains("言語が違います", japanese.Error, StringComparison.Ordinal);
        Write("members.csv", "domain\nhospital.example\n");
        var changed = await RunAsync(command);
        Assert.Contains("the member list differs", changed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", " answers from zone files\n")]
    [InlineData("ja", "dns：zone files からの応答")]
    public async Task Verbose_ends_with_what_was_asked(string language, string expected)
    {
        var (_, _, error) = await RunAsync($"audit hospital.example --zone zones --verbose --language {language}");
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_reports_what_it_has_and_says_so()
    {
        var (exitCode, output, error) = await RunAsync(
            "audit --list members.csv --zone zones --format json", cancellationToken: new(canceled: true));
        Assert.Equal(130, exitCode);
        Assert.Equal("[]\n", output);
        Assert.StartsWith("interrupted: 5 not audited, the report is incomplete\n0 domains: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("info", 1)]
    [InlineData("never", 0)]
    public async Task Findings_decide_the_exit_code_as_told(string failOn, int expected) =>
        Assert.Equal(expected, (await RunAsync($"audit hospital.example --zone zones --fail-on {failOn}")).ExitCode);

    [Fact]
    public async Task A_failed_run_leaves_the_old_report()
    {
        Write("report", "old");
        Write("bad.csv", "name,role\nA,sending\n");
        Assert.Equal(2, (await RunAsync("audit --list bad.csv --zone zones --output report")).ExitCode);
        Assert.Equal("old", File.ReadAllText(At("report")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("domain,name\r\n")]
    [InlineData("# nobody yet\n\n")]
    public async Task A_list_without_a_domain_is_a_run_that_did_nothing(string list)
    {
        var (exitCode, output, error) = await RunAsync("audit --list - --zone zones", input: list);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("the list names no domain", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(140)]
    public async Task A_report_fits_the_terminal_but_a_file_is_the_same_everywhere(int width)
    {
        const string command = "audit hospital.example --zone zones --as-of 2026-11-22 --language ja";
        var (_, output, _) = await RunAsync(command, width: width);
        var prose = output.Split('\n').Where(line => line.Contains('。', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(prose);
        Assert.All(prose, line => Assert.InRange(TerminalCells.Of(line), 1, Math.Min(width, 120)));

        await RunAsync($"{command} --output report", width: width);
        var (_, unlimited, _) = await RunAsync(command);
        Assert.Equal(unlimited, File.ReadAllText(At("report")));
    }

    [Fact]
    public async Task Quiet_leaves_standard_error_empty()
    {
        var (_, _, error) = await RunAsync("audit hospital.example --zone zones --quiet");
        Assert.Empty(error);
    }

    [Fact]
    public async Task A_mistake_in_a_zone_file_is_named_with_its_line()
    {
        Write("bad/hospital.example.zone", "$TTL 300\n@ SOA ns a 1 1 1 1 1\n@ MX ten mx\n");
        var (exitCode, _, error) = await RunAsync("audit hospital.example --zone bad");
        Assert.Equal(2, exitCode);
        Assert.Contains("hospital.example.zone:3: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_read_from_standard_input()
    {
        var (_, output, _) = await RunAsync("audit --list - --zone zones --format jsonl", input: "clinic.example\nhospital.example\n");
        Assert.Equal(2, output.TrimEnd('\n').Split('\n').Length);
    }

    /// <summary>Around every line feed, and here and there between; <c>RunJournalTests</c> cuts at every octet.</summary>
    private static IEnumerable<int> Cuts(byte[] journal) =>
        from cut in Enumerable.Range(0, journal.Length + 1)
        let around = journal.AsMemory(Math.Max(0, cut - 2)..Math.Min(journal.Length, cut + 2))
        where cut % 499 == 0 || cut == journal.Length || around.Span.Contains((byte)'\n')
        select cut;

    private string At(string name) => Path.Combine(folder, name);

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string line, string input = "", int? width = null, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        string[] files = ["members.csv", "bad.csv", "zones", "bad", "report", "answers", "run.journal"];
        var arguments = line.Split(' ').Select(word => files.Contains(word) ? At(word) : word);
        var shell = new Shell(output, error) { Input = new MemoryStream(Encoding.UTF8.GetBytes(input)), Language = Language.English, Width = width };
        var exitCode = await CommandLine.RunAsync([.. arguments], shell, cancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
