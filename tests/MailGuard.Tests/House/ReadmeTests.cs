using MailGuard.Cli;
using MailGuard.Cli.Terminal;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Tests.House;

/// <summary>What the README shows is what happens.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("src/MailGuard/README.md")]
    public void The_example_in_code_is_the_one_compiled_here(string page)
    {
        var source = File.ReadAllLines(Path.Combine(Repository.Root, "tests/MailGuard.Tests/House/ReadmeTests.cs"));
        var example = source.SkipWhile(line => !line.Contains("<example>", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("</example>", StringComparison.Ordinal)).Select(line => line.Length > 8 ? line[8..] : "");
        Assert.Contains(string.Join('\n', example), Block(page, "csharp"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_in_code_says_what_is_wrong()
    {
        var printed = await ExampleAsync(new ZoneResolver(ZoneFile.Parse(
            "@ 300 SOA ns hostmaster 1 2 3 4 5\n@ 300 TXT \"v=spf1 +all\"\n", "hospital.example.zone", DomainName.Parse("hospital.example")).Zones));
        Assert.StartsWith("spoofable: Yes", printed, StringComparison.Ordinal);
        Assert.Contains("Critical spf.allows-everyone: The SPF record of hospital.example authorises every", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_shown_are_read_without_a_mistake() =>
        Assert.Empty(RuleSettings.Read(new StringReader(Block("README.md", "yaml")), [.. RuleCatalog.All.Select(rule => rule.Id)]).Errors);

    public static TheoryData<string> Shown => [.. Blocks("README.md", "").Where(block => block.StartsWith("$ mailguard ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task The_output_shown_is_real(string block)
    {
        var shown = block.Split('\n');
        var arguments = shown[0]["$ mailguard ".Length..];
        var zones = Path.Combine(Repository.Root, "fixtures", "zones");
        var output = new StringWriter();
        var shell = new Shell(output, new StringWriter());
        await CommandLine.RunAsync([.. arguments.Split(' '), "--zone", zones, "--as-of", "2026-11-22T00:00:00Z"], shell, TestContext.Current.CancellationToken);
        var real = output.ToString().Split('\n').Select(line => line.TrimEnd()).ToList();
        Assert.All(shown.Skip(1).Where(line => line.Length > 0 && line.Trim() != "…"), line => Assert.Contains(line.TrimEnd(), real));
    }

    /// <param name="servers">In the README's first line the machine's own; a test asks none.</param>
    private static async Task<string> ExampleAsync(IDnsResolver servers)
    {
        var output = new StringWriter();
        var Console = new Printer(output);

        // <example>
        var auditor = new DomainAuditor(new SharedResolver(servers), new AuditOptions());
        var audit = await auditor.AuditAsync(new AuditRequest(DomainName.Parse("hospital.example")));

        Console.WriteLine($"spoofable: {audit.Standing.Spoofable?.ToString() ?? "undetermined"}");
        foreach (var finding in audit.Findings)
            Console.WriteLine($"{finding.Severity} {finding.Rule.Id}: {finding.Problem(Language.English)}");
        // </example>
        return output.ToString();
    }

    /// <summary>The first fenced block of the language.</summary>
    private static string Block(string page, string language) => Blocks(page, language).First();

    private static IEnumerable<string> Blocks(string page, string language)
    {
        List<string>? block = null;
        var isOther = false;
        foreach (var line in File.ReadAllLines(Path.Combine(Repository.Root, page)))
        {
            if (block is not null && line != "```") block.Add(line);
            else if (block is not null)
            {
                yield return string.Join('\n', block);
                block = null;
            }
            else if (isOther) isOther = line != "```";
            else if (line == "```" + language) block = [];
            else isOther = line.StartsWith("```", StringComparison.Ordinal);
        }
    }

    private sealed class Printer(StringWriter output)
    {
        public void WriteLine(string line) => output.WriteLine(line);
    }
}
