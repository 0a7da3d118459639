namespace MailGuard.EndToEnd.Programs;

/// <summary>Files of the repository, found upwards from where the tests run.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    public static string Members { get; } = Path.Combine(Root, "fixtures", "members.csv");

    public static string Zones { get; } = Path.Combine(Root, "fixtures", "zones");

    public static string Tool(string name) => Path.Combine(Root, "tests", "tools", name);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MailGuard.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No MailGuard.sln above {AppContext.BaseDirectory}.");
    }
}
