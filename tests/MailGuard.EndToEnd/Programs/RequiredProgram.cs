namespace MailGuard.EndToEnd.Programs;

/// <summary>A program that a test needs and that a machine may lack.</summary>
internal static class RequiredProgram
{
    /// <summary>Set to 1 where every program must be there: a missing one then fails the test instead of skipping it.</summary>
    private const string RequireAll = "MAILGUARD_REQUIRE_SERVERS";

    /// <summary>The path of the program; skips the running test when it is not installed.</summary>
    public static string Find(string name)
    {
        if (Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } path) return path;
        var reason = $"{name} is not installed.";
        if (Environment.GetEnvironmentVariable(RequireAll) == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return name;
    }

    /// <summary>Servers live in /usr/sbin, which is not on every user's PATH.</summary>
    private static IEnumerable<string> Folders() =>
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];
}
