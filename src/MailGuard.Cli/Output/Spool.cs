namespace MailGuard.Cli.Output;

/// <summary>Room on disk for what does not fit into memory; gone when it is closed.</summary>
internal static class Spool
{
    public static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path.Combine(Path.GetTempPath(), $"mailguard-{Guid.NewGuid():n}.tmp"), options);
    }
}
