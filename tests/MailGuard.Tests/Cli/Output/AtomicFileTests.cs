using MailGuard.Cli.Output;

namespace MailGuard.Tests.Cli.Output;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mailguard-test-").FullName;

    private string Report => Path.Combine(folder, "report.html");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_old_file_stays_until_the_new_one_is_complete()
    {
        File.WriteAllText(Report, "old");
        using var file = new AtomicFile(Report);
        file.Stream.Write("new"u8);
        file.Stream.Flush();
        Assert.Equal("old", File.ReadAllText(Report));
        file.Commit();
        Assert.Equal("new", File.ReadAllText(Report));
        Assert.Equal([Report], Directory.GetFiles(folder));
    }

    [Fact]
    public void Without_a_commit_the_old_file_and_nothing_else_is_left()
    {
        File.WriteAllText(Report, "old");
        using (var file = new AtomicFile(Report)) file.Stream.Write("half"u8);
        Assert.Equal("old", File.ReadAllText(Report));
        Assert.Equal([Report], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_folder_is_refused_before_anything_is_written() =>
        Assert.Throws<UnauthorizedAccessException>(() => new AtomicFile(folder));

    [Fact]
    public void A_link_that_ends_in_a_pipe_is_written_through()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Links to open files, as /dev/stdout is one.");
            return;
        }

        using var server = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.In);
        var link = Path.Combine(folder, "stdout");
        File.CreateSymbolicLink(link, $"/proc/self/fd/{server.GetClientHandleAsString()}");
        using (var file = new AtomicFile(link))
        {
            file.Stream.Write("report"u8);
            file.Commit();
        }

        var read = new byte[6];
        server.ReadExactly(read);
        Assert.Equal("report"u8, read);
        Assert.Equal([link], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void What_a_link_points_to_is_replaced_and_permissions_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links and modes of Unix.");
            return;
        }

        var target = Path.Combine(folder, "target");
        File.WriteAllText(target, "old");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(Report, target);
        using (var file = new AtomicFile(Report))
        {
            file.Stream.Write("new"u8);
            file.Commit();
        }

        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(target, File.ResolveLinkTarget(Report, returnFinalTarget: true)!.FullName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(target));
    }
}
