namespace MailGuard.Benchmarks.Audit;

internal static class InstalledProgram
{
    /// <summary>Its path; null when it is not installed. Servers live in /usr/sbin, which is not on every user's PATH.</summary>
    public static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Append("/usr/sbin").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
