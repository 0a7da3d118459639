namespace MailGuard.EndToEnd.Programs;

/// <summary>Unbound on a loopback port: a resolver that asks one server for everything, and checks signatures.</summary>
internal sealed class UnboundServer : IAsyncDisposable
{
    private const string Started = "start of service";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder;
    private readonly RunningProgram program;

    private UnboundServer(TemporaryFolder folder, RunningProgram program, int port)
    {
        this.folder = folder;
        this.program = program;
        Address = $"127.0.0.1:{port}";
    }

    /// <summary>As <c>--dns</c> takes it.</summary>
    public string Address { get; }

    /// <param name="trustAnchor">A DS or DNSKEY record in master file form; below it every answer must be signed (RFC 4035 section 4.4).</param>
    public static async Task<UnboundServer> StartAsync(KnotServer upstream, string trustAnchor)
    {
        var unbound = RequiredProgram.Find("unbound");
        var folder = new TemporaryFolder();
        var port = Loopback.FreePort();
        await File.WriteAllTextAsync(folder.File("unbound.conf"), Configuration(folder.Path, port, upstream.Address, trustAnchor));
        var server = new UnboundServer(folder, RunningProgram.Start(unbound, ["-d", "-c", folder.File("unbound.conf")]), port);
        await server.WaitForStartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Forwards, because a resolver that walks itself would ask the name servers that the zone names, at documentation addresses. Names below test. do not exist for unbound unless it is told otherwise (RFC 6761 section 6.2).</summary>
    private static string Configuration(string folder, int port, string upstream, string trustAnchor) => $"""
        server:
            interface: 127.0.0.1
            port: {port}
            do-ip6: no
            username: ""
            chroot: ""
            directory: "{folder}"
            pidfile: ""
            use-syslog: no
            do-daemonize: no
            do-not-query-localhost: no
            local-zone: "test." nodefault
            module-config: "validator iterator"
            trust-anchor: "{trustAnchor}"
        remote-control:
            control-enable: no
        forward-zone:
            name: "."
            forward-addr: {upstream.Replace(':', '@')}

        """;

    private async Task WaitForStartAsync()
    {
        using var deadline = new CancellationTokenSource(StartLimit);
        while (!program.Errors.Contains(Started, StringComparison.Ordinal))
        {
            if (program.HasExited || deadline.IsCancellationRequested)
            {
                await DisposeAsync();
                throw new InvalidOperationException($"unbound does not start.\n{program.Errors}");
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }
}
