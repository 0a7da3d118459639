using System.Text.Json.Nodes;
using MailGuard.Cli;
using MailGuard.Cli.Terminal;

namespace MailGuard.Tests.Cli.Commands;

public sealed class SpfCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mailguard-test-").FullName;

    public SpfCommandTests() => File.WriteAllText(Path.Combine(folder, "example.zone"), """
        $TTL 300
        @ SOA ns a 1 1 1 1 1
        hospital TXT "v=spf1 mx include:provider.example exists:%{l}.x.example -all exp=why.hospital.example"
        hospital MX 10 mx.hospital
        mx.hospital A 192.0.2.1
        why.hospital TXT "%{i} is no host of %{d}."
        provider TXT "v=spf1 ip4:198.51.100.0/24 ~all"
        doctor.x A 127.0.0.2
        soft TXT "v=spf1 ~all"
        neutral TXT "v=spf1 ?all"
        broken TXT "v=spf1 a: -all"
        evil TXT "v=spf1 a:\027[31m.example -all exp=evil-why.example"
        """);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("hospital.example --ip 192.0.2.1", 0, "192.0.2.1 may send as hospital.example: pass by mx", "認められています：pass（mx に一致）")]
    [InlineData("hospital.example --ip 203.0.113.9", 1, "203.0.113.9 may not send as hospital.example: fail by -all", "認められていません：fail（-all に一致）")]
    [InlineData("hospital.example --ip 203.0.113.9 --mail-from doctor@hospital.example", 0, "pass by exists:%{l}.x.example", "pass")]
    [InlineData("soft.example --ip 203.0.113.9", 1, "softfail by ~all", "softfail（~all に一致）")]
    [InlineData("neutral.example --ip 203.0.113.9", 0, "neutral by ?all", "を示していません：neutral（?all")]
    [InlineData("nothing.example --ip 203.0.113.9", 0, "none, because the name does not exist", "none（この名前は存在しません）")]
    [InlineData("provider.example --ip 203.0.113.9", 1, "softfail by ~all", "softfail")]
    [InlineData("broken.example --ip 203.0.113.9", 1, "permerror, because the record has a syntax error", "書式に誤り")]
    public async Task The_first_sentence_says_the_result_and_why(string arguments, int exitCode, string english, string japanese)
    {
        var (code, output, _) = await RunAsync($"{arguments} --output report");
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(english, Unwrapped(await File.ReadAllTextAsync(Path.Combine(folder, "report"), TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        var (sameCode, outputJa, _) = await RunAsync($"{arguments} --language ja");
        Assert.Equal(exitCode, sameCode);
        Assert.Contains(japanese, outputJa.ReplaceLineEndings(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tree_marks_what_matched_and_what_each_lookup_was_answered()
    {
        var (_, output, _) = await RunAsync("hospital.example --ip 203.0.113.9");
        Assert.Contains("hospital.example says: 203.0.113.9 is no host of hospital.example.\n  lookups 3 of 10, void 1 of 2\n", output, StringComparison.Ordinal);
        Assert.EndsWith("""
            hospital.example
            ├─ mx  no match  [lookup 1]
            │     MX hospital.example: 10 mx.hospital.example
            │     A mx.hospital.example: 192.0.2.1
            ├─ include:provider.example  no match  [lookup 2]
            │  ├─ ip4:198.51.100.0/24  no match
            │  └─ ~all  matches: softfail
            ├─ exists:%{l}.x.example  no match  [lookup 3] [void 1]
            │     A postmaster.x.example: does not exist
            ├─ -all  ◀ matches: fail
            └─ exp=why.hospital.example  decides nothing

            """, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_has_the_members_that_were_promised()
    {
        var (_, output, _) = await RunAsync("hospital.example --ip 203.0.113.9 --format json");
        var json = JsonNode.Parse(output)!;
        Assert.Equal(("mailguard/spf/1", "fail", "-all"), ((string?)json["schema"], (string?)json["result"], (string?)json["matched"]));
        Assert.Equal((3, 1), ((int)json["lookups"]!, (int)json["voidLookups"]!));
        Assert.Equal("203.0.113.9 is no host of hospital.example.", (string?)json["explanation"]);
        Assert.Equal(["mx", "include:provider.example", "exists:%{l}.x.example", "-all"], json["path"]!.AsArray().Select(step => (string?)step!["term"]));
        Assert.Equal(["ip4:198.51.100.0/24", "~all"], json["path"]![1]!["path"]!.AsArray().Select(step => (string?)step!["term"]));
    }

    [Fact]
    public async Task A_question_without_an_answer_is_temperror_and_exit_code_2()
    {
        await RunAsync("provider.example --ip 203.0.113.9 --record answers");
        var (exitCode, output, _) = await RunAsync("hospital.example --ip 203.0.113.9 --replay answers", source: "");
        Assert.Equal(2, exitCode);
        Assert.Contains("temperror, because the DNS did not answer a question", Unwrapped(output), StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("provider.example --ip 203.0.113.9 --replay answers", source: "")).ExitCode);
    }

    [Fact]
    public async Task A_sender_of_another_domain_changes_macros_only_and_that_is_said()
    {
        var (_, output, error) = await RunAsync("soft.example --ip 203.0.113.9 --mail-from a@hospital.example");
        Assert.StartsWith("receivers of mail from a@hospital.example evaluate hospital.example; here soft.example is evaluated", error, StringComparison.Ordinal);
        Assert.Contains("softfail by ~all", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_record_reaches_the_terminal_raw()
    {
        foreach (var format in (string[])["text", "json"])
        {
            var (_, output, _) = await RunAsync($"evil.example --ip 203.0.113.9 --format {format}");
            Assert.DoesNotContain('\u001b', output);
            Assert.Contains("[31m", output, StringComparison.Ordinal);
        }
    }

    private static string Unwrapped(string text) => text.ReplaceLineEndings(" ");

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string line, string? source = null)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var zone = source ?? $" --zone {Path.Combine(folder, "example.zone")}";
        var arguments = $"spf {line}{zone}".Split(' ').Select(word => word is "answers" or "report" ? Path.Combine(folder, word) : word);
        var exitCode = await CommandLine.RunAsync([.. arguments], new Shell(output, error), TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
