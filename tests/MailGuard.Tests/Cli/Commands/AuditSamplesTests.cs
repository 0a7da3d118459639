using MailGuard.Cli;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Tests.Cli.Commands;

public sealed class AuditSamplesTests : IDisposable
{
    private const string Hop = "Received: by mx.other.example; x\n";

    private readonly string folder = Directory.CreateTempSubdirectory("mailguard-test-").FullName;

    public AuditSamplesTests()
    {
        Write("zones/hospital.example.zone", "$TTL 300\n@ SOA ns a 1 1 1 1 1\n@ MX 10 mx\nmx A 192.0.2.1\n@ TXT \"v=spf1 mx -all\"\n");
        Write("mail/own.eml", $"{Hop}DKIM-Signature: v=1; d=hospital.example; s=k7\nSubject: SECRET\nFrom: PERSON <person@hospital.example>\n\nSECRET\n");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("mail")]
    [InlineData("mail/own.eml")]
    public async Task A_selector_seen_in_a_sample_is_asked_for(string path)
    {
        var (exitCode, output, error) = await RunAsync($"audit hospital.example --zone zones --format json --samples {path}");
        Assert.Equal(1, exitCode);
        Assert.Contains("dkim.key-missing", output, StringComparison.Ordinal);
        Assert.Contains("\"learnt\": \"sample\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("dkim.missing", output, StringComparison.Ordinal);
        Assert.DoesNotMatch("SECRET|PERSON|person", output + error);
    }

    [Fact]
    public async Task Broken_samples_are_named_and_the_run_goes_on_but_is_not_whole()
    {
        Write("mail/junk.eml", "\u0001\u0002");
        Write("mail/two.eml", $"{Hop}From: a@hospital.example, b@other.example\n\n");
        var (exitCode, output, error) = await RunAsync("audit hospital.example --zone zones --fail-on never --samples mail");
        Assert.Equal(2, exitCode);
        Assert.Contains("dkim.key-missing", output, StringComparison.Ordinal);
        Assert.Contains("sample not read: junk.eml: ", error, StringComparison.Ordinal);
        Assert.Contains("sample not read: two.eml: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("From: a@other.example", "from no audited domain, so not used; sent by: other.example")]
    [InlineData("From: a@nothospital.example", "sent by: nothospital.example")]
    [InlineData("From: a@sub.hospital.example", "without a Received field")]
    [InlineData(Hop + "Date: 1 Jan 2020 00:00:00 +0000\nFrom: a@hospital.example", "older than 180 days")]
    [InlineData(Hop + "DKIM-Signature: v=1; d=hospital.example; s=k; z=Subject:SECRET\nFrom: a@hospital.example", "with a damaged DKIM-Signature: x.eml (the a tag is missing")]
    public async Task What_a_sample_cannot_show_is_said(string header, string expected)
    {
        Write("x.eml", header + "\n\n");
        var (_, _, error) = await RunAsync("audit hospital.example --zone zones --as-of 2026-11-22 --samples x.eml");
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_sample_teaches_its_selector_and_accuses_nobody()
    {
        Write("x.eml", Hop + "DKIM-Signature: v=1; d=hospital.example; s=k7\nDate: 1 Jan 2020 00:00:00 +0000\nFrom: a@hospital.example\n\n");
        var (_, output, _) = await RunAsync("audit hospital.example --zone zones --as-of 2026-11-22 --format json --samples x.eml");
        Assert.Contains("\"selector\": \"k7\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("dkim.key-missing", output, StringComparison.Ordinal);
        Assert.Contains("dkim.missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_list_a_sample_belongs_to_the_nearest_member()
    {
        Write("members.csv", "domain\nhospital.example\nsub.hospital.example\n");
        Write("x.eml", Hop + "DKIM-Signature: v=1; d=provider.example; s=k7\nFrom: a@news.sub.hospital.example\n\n");
        var (_, output, _) = await RunAsync("audit --list members.csv --zone zones --format jsonl --samples x.eml");
        var fired = output.TrimEnd('\n').Split('\n').Select(line => line.Contains("dkim.third-party-signature-only", StringComparison.Ordinal));
        Assert.Equal([false, true], fired);
    }

    [Theory]
    [InlineData("--samples nothing.eml", "there is no such file or folder")]
    [InlineData("--samples zones", "holds no .eml or .mbox file")]
    [InlineData("--samples", "--samples needs a value")]
    [InlineData("--samples mail/own.eml mail/own.eml", "is a file, not a domain")]
    [InlineData("--samples mail/own.eml --output mail/own.eml", "two options name this file")]
    public async Task A_mistake_in_the_option_ends_the_run_with_what_to_write(string options, string expected)
    {
        var (exitCode, output, error) = await RunAsync($"audit hospital.example --zone zones {options}");
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_samples_are_another_run_to_a_journal()
    {
        const string command = "audit hospital.example --zone zones --samples mail --journal run.journal";
        await RunAsync(command);
        Assert.Contains("1 already audited", (await RunAsync(command)).Error, StringComparison.Ordinal);
        Write("mail/own.eml", $"{Hop}DKIM-Signature: v=1; d=hospital.example; s=k8\nFrom: a@hospital.example\n\n");
        Assert.Contains("the samples differs", (await RunAsync(command)).Error, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(folder, name);

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string line)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        string[] files = ["members.csv", "zones", "mail", "mail/own.eml", "x.eml", "nothing.eml", "run.journal"];
        var shell = new Shell(output, error) { Language = Language.English };
        var exitCode = await CommandLine.RunAsync([.. line.Split(' ').Select(word => files.Contains(word) ? At(word) : word)], shell, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }
}
