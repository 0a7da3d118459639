using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Benchmarks.Measuring;

/// <summary>The domains of tests/tools/genzone.py and Knot DNS for them; every other name does not exist.</summary>
internal sealed class ServedPopulation : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly RunningProgram server;

    private ServedPopulation(TemporaryFolder folder, RunningProgram server, int port)
    {
        this.folder = folder;
        this.server = server;
        Server = new(IPAddress.Loopback, port);
    }

    public IPEndPoint Server { get; }

    public DnsClientOptions ClientOptions => new() { Servers = [Server] };

    public WireResolverOptions WireOptions => new() { Servers = [Server] };

    public static async Task<ServedPopulation> CreateAsync(int domains)
    {
        var folder = new TemporaryFolder();
        var port = Loopback.FreePort();
        await GenerateAsync(folder.Path, domains, port);
        var server = RunningProgram.Start(InstalledProgram.Find("knotd")!, ["-c", folder.File("knot.conf")]);
        var population = new ServedPopulation(folder, server, port);
        await population.WaitForZonesAsync();
        return population;
    }

    public async Task<ImmutableArray<DomainName>> ReadDomainsAsync() =>
        [.. (await File.ReadAllLinesAsync(folder.File("domains.txt"))).Select(DomainName.Parse)];

    public string FilePath(string name) => folder.File(name);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    private static async Task GenerateAsync(string path, int domains, int port)
    {
        string[] numbers = ["--domains", domains.ToString(CultureInfo.InvariantCulture), "--port", port.ToString(CultureInfo.InvariantCulture)];
        string[] arguments = [RepositoryFiles.Tool("genzone.py"), "--out", path, "--root-zone", .. numbers];
        await using var generator = RunningProgram.Start(InstalledProgram.Find("python3")!, arguments);
        var result = await generator.FinishAsync(TimeSpan.FromMinutes(2));
        if (result.ExitCode != 0) throw new InvalidOperationException(result.Errors);
    }

    private async Task WaitForZonesAsync()
    {
        using var client = new DnsClientResolver(ClientOptions with { Timeout = TimeSpan.FromMilliseconds(200) });
        foreach (var apex in (DomainName[])[DomainName.Root, DomainName.Parse("test")])
        {
            while ((await client.ResolveAsync(apex, DnsType.Soa, CancellationToken.None)).Status is not DnsStatus.Found)
            {
                if (server.HasExited) throw new InvalidOperationException($"knotd does not start.\n{server.Errors}");
                await Task.Delay(50);
            }
        }
    }
}
