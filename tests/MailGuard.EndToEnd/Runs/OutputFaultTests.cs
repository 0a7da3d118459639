using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Runs;

/// <summary>What cannot be written costs one clear line and nothing else.</summary>
public sealed class OutputFaultTests
{
    private const int NoMount = 77;

    /// <summary>A folder on a disk of its own with an old report in it; shows both after the command that follows.</summary>
    private const string OnDiskOfItsOwn = """
        mount -t tmpfs -o size=64k tmpfs "$0" || exit 77
        echo old > "$0/report"
        mount -o "remount,$1" "$0" || exit 77
        shift
        "$@"
        code=$?
        cat "$0/report"
        ls -A "$0"
        exit $code
        """;

    private static readonly string[] Members = ["--list", RepositoryFiles.Members, "--zone", RepositoryFiles.Zones];

    [Theory]
    [InlineData("rw", "the disk is full")]
    [InlineData("ro", "cannot be written")]
    public async Task A_full_disk_or_read_only_folder_leaves_the_old_report(string access, string reason)
    {
        using var folder = new TemporaryFolder();
        string[] wrapper = ["unshare", "--map-root-user", "--mount", "sh", "-c", OnDiskOfItsOwn, folder.Path, access];
        var run = await Mailguard.RunUnderAsync(wrapper, Mailguard.AuditAs("json", [.. Members, "--output", folder.File("report")]));
        Assert.SkipWhen(run.ExitCode == NoMount || run.Errors.StartsWith("unshare:", StringComparison.Ordinal), run.Errors);
        Assert.Equal((2, "old\nreport\n"), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_device_is_named_in_one_line()
    {
        const string Full = "/dev/full";
        var run = await Mailguard.AuditMembersAsync("--zone", RepositoryFiles.Zones, "--output", Full);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"mailguard: {Full}: ", Assert.Single(run.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("html")]
    public async Task A_closed_pipe_is_quiet(string format)
    {
        using var deadline = new CancellationTokenSource(Mailguard.Limit);
        await using var program = Mailguard.Start(Mailguard.AuditAs(format, Members));
        await program.ReadLineAsync(deadline.Token);
        var run = await program.CloseOutputAsync(Mailguard.Limit);
        Assert.Equal((2, ""), (run.ExitCode, run.Errors));
    }
}
