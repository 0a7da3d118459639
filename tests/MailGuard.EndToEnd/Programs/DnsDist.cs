using System.Globalization;

namespace MailGuard.EndToEnd.Programs;

/// <summary>
/// dnsdist in front of a server, as far away as one likes: thousands of questions at a time, all answers late, some questions lost. Only
/// datagrams are touched, because the kernel mends TCP by itself.
/// </summary>
internal sealed class DnsDist : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder;
    private readonly RunningProgram program;

    private DnsDist(TemporaryFolder folder, RunningProgram program, string address)
    {
        this.folder = folder;
        this.program = program;
        Address = address;
    }

    /// <summary>As <c>--dns</c> takes it.</summary>
    public string Address { get; }

    /// <param name="path">Of dnsdist.</param>
    /// <param name="upstream">An address and a port.</param>
    /// <param name="loss">The share of questions that never arrive.</param>
    /// <param name="remembers">True: each question reaches the server once. A server that reads slowly then limits only the first time.</param>
    public static async Task<DnsDist> StartAsync(string path, string upstream, int delayMilliseconds, double loss = 0, bool remembers = false)
    {
        var folder = new TemporaryFolder();
        var address = $"127.0.0.1:{Loopback.FreePort()}";
        var configuration = folder.File("dnsdist.conf");
        await File.WriteAllTextAsync(configuration, Configuration(address, upstream, delayMilliseconds, loss, remembers));
        var program = RunningProgram.Start(path, ["--supervised", "--disable-syslog", "--config", configuration]);
        var server = new DnsDist(folder, program, address);
        using var deadline = new CancellationTokenSource(StartLimit);
        if (await program.HasWrittenAsync($"Listening on {address}", deadline.Token)) return server;
        await server.DisposeAsync();
        throw new InvalidOperationException($"dnsdist does not start.\n{program.Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Without a console, a web server, probes of the server behind, or questions to the outside about its own version.</summary>
    private static string Configuration(string address, string upstream, int delayMilliseconds, double loss, bool remembers)
    {
        var lost = loss == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"addAction(AndRule({{NotRule(TCPRule(true)), ProbaRule({loss})}}), DropAction())");
        var memory = remembers
            ? $"""
                getPool(""):setCache(newPacketCache(200000, {"{"}dontAge=true{"}"}))
                addCacheHitResponseAction(AllRule(), DelayResponseAction({delayMilliseconds}))
                """
            : "";
        return $$"""
            setSecurityPollSuffix("")
            setLocal("{{address}}")
            setACL({"127.0.0.0/8"})
            setUDPSocketBufferSizes(4194304, 4194304)
            setMaxUDPOutstanding(65535)
            newServer({address="{{upstream}}", sockets=8}):setUp()
            addResponseAction(AllRule(), DelayResponseAction({{delayMilliseconds}}))
            {{lost}}
            {{memory}}

            """;
    }
}
