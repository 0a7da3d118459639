namespace MailGuard.Cli.Output;

/// <summary>A file that appears complete or not at all: written beside its place, then renamed. Until then the old one stays.</summary>
/// <remarks>A pipe or a device is no place for a file, and is written to as it is.</remarks>
internal sealed class AtomicFile : IDisposable
{
    private readonly string path;
    private readonly string? temporary;
    private bool isCommitted;

    /// <exception cref="IOException">The folder does not exist or is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder, or what is there, cannot be written to or is itself a folder.</exception>
    public AtomicFile(string path)
    {
        this.path = Destination(path);
        if (Directory.Exists(this.path)) throw new UnauthorizedAccessException();
        if (OpenPipeOrDevice(this.path) is { } direct)
        {
            Stream = direct;
            return;
        }

        temporary = Path.Combine(Path.GetDirectoryName(this.path)!, $".{Path.GetFileName(this.path)}.{Guid.NewGuid():n}.tmp");
        Stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    public FileStream Stream { get; }

    /// <summary>Puts the file in its place, on the disk and not only in the system's memory.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        if (temporary is not null) TakePlace(temporary);
        isCommitted = true;
    }

    public void Dispose()
    {
        if (isCommitted) return;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // What a full disk keeps from being flushed is thrown away here anyway.
        }

        if (temporary is not null) File.Delete(temporary);
    }

    private void TakePlace(string written)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path)) File.SetUnixFileMode(written, File.GetUnixFileMode(path));
        File.Move(written, path, overwrite: true);
    }

    /// <summary>
    /// A link stays a link: what it points to is replaced. One like <c>/dev/stdout</c> may end in a pipe, which is reached by no other name.
    /// </summary>
    private static string Destination(string path)
    {
        if (new FileInfo(path).LinkTarget is null) return Path.GetFullPath(path);
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)!;
        return target.Exists || !File.Exists(path) ? target.FullName : Path.GetFullPath(path);
    }

    /// <summary>Null for a regular file, and for nothing at all.</summary>
    private static FileStream? OpenPipeOrDevice(string path)
    {
        if (!File.Exists(path)) return null;
        var existing = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (!existing.CanSeek || path.StartsWith("/dev/", StringComparison.Ordinal)) return existing;
        existing.Dispose();
        return null;
    }
}
