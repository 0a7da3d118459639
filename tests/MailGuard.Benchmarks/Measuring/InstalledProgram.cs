namespace MailGuard.Benchmarks.Measuring;

internal static class InstalledProgram
{
    /// <summary>EX_UNAVAILABLE of sysexits.h.</summary>
    public const int Unavailable = 69;

    /// <summary>Its path; null when it is not installed. Servers live in /usr/sbin, which is not on every user's PATH.</summary>
    public static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Append("/usr/sbin").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Says on standard error which are missing.</summary>
    public static bool HasAll(params IEnumerable<string> names)
    {
        string[] missing = [.. names.Where(name => Find(name) is null)];
        if (missing.Length > 0) Console.Error.WriteLine($"Not measured: {string.Join(" and ", missing)} not installed.");
        return missing.Length == 0;
    }
}
