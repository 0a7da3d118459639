namespace MailGuard.Tests.House;

/// <summary>The files this test run was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Library => Path.Combine(Root, "src", "MailGuard");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MailGuard.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("MailGuard.sln is in no folder above the tests.");
    }
}
