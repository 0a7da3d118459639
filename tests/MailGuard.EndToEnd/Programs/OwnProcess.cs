namespace MailGuard.EndToEnd.Programs;

/// <summary>What the process of the tests holds, as Linux tells it.</summary>
internal static class OwnProcess
{
    public static int Sockets => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(IsSocket);

    /// <summary>Threads whose name begins so; Linux keeps 15 characters of a name.</summary>
    public static int Threads(string name) =>
        Directory.EnumerateDirectories("/proc/self/task").Count(thread => NameOf(thread).StartsWith(name, StringComparison.Ordinal));

    private static bool IsSocket(string descriptor) =>
        new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false;

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm"));
        }
        catch (IOException)
        {
            return "";   // ended meanwhile
        }
    }
}
