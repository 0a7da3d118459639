using System.Globalization;
using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Dns;

/// <summary>Some hundred made-up domains (tests/tools/genzone.py) and a server for them: always the same for the same number.</summary>
internal sealed class GeneratedPopulation : IAsyncDisposable
{
    private readonly TemporaryFolder folder;

    private GeneratedPopulation(TemporaryFolder folder, KnotServer server)
    {
        this.folder = folder;
        Server = server;
    }

    public KnotServer Server { get; }

    public string List => folder.File("domains.txt");

    /// <summary>A master file of all of them.</summary>
    public string Zone => folder.File("zone");

    public static async Task<GeneratedPopulation> CreateAsync(int domains)
    {
        var folder = new TemporaryFolder();
        try
        {
            await GenerateAsync(folder, domains);
            return new(folder, await KnotServer.StartAsync(new Dictionary<string, string> { ["test"] = folder.File("zone") }));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Dispose();
    }

    private static async Task GenerateAsync(TemporaryFolder folder, int domains)
    {
        var count = domains.ToString(CultureInfo.InvariantCulture);
        string[] arguments = [RepositoryFiles.Tool("genzone.py"), "--out", folder.Path, "--domains", count];
        await using var generator = RunningProgram.Start(RequiredProgram.Find("python3"), arguments);
        var result = await generator.FinishAsync(TimeSpan.FromMinutes(1));
        Assert.True(result.ExitCode == 0, result.Errors);
    }
}
