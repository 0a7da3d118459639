using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailGuard.EndToEnd.Programs;

/// <summary>Knot DNS on a loopback port, with the given zones and an otherwise empty root: any other name does not exist.</summary>
internal sealed class KnotServer : IAsyncDisposable
{
    private const string EmptyRoot = """
        . 300 IN SOA ns. admin. 1 3600 600 86400 300
        . 300 IN NS ns.
        ns. 300 IN A 127.0.0.1
        """;

    private const string Signing = "    dnssec-signing: on\n    dnssec-policy: signed\n";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder;
    private readonly RunningProgram program;

    private KnotServer(TemporaryFolder folder, RunningProgram program, int port)
    {
        this.folder = folder;
        this.program = program;
        Address = $"127.0.0.1:{port}";
    }

    /// <summary>As <c>--dns</c> takes it.</summary>
    public string Address { get; }

    /// <summary>Serves every zone of a folder; a file's name less <c>.zone</c> is its origin.</summary>
    public static Task<KnotServer> StartAsync(string zones) =>
        StartAsync(Directory.EnumerateFiles(zones, "*.zone").ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => file));

    /// <param name="zones">Master files by origin.</param>
    /// <param name="areSigned">Signs them with keys made on the spot (DNSSEC); the root stays unsigned.</param>
    public static async Task<KnotServer> StartAsync(Dictionary<string, string> zones, bool areSigned = false)
    {
        var knotd = RequiredProgram.Find("knotd");
        var folder = new TemporaryFolder();
        var port = Loopback.FreePort();
        var root = folder.File("root");
        await File.WriteAllTextAsync(root, EmptyRoot + "\n");
        var served = new Dictionary<string, string>(zones) { ["."] = root };
        Directory.CreateDirectory(folder.File("db/keys/keys"));   // knotd makes only the last of them
        await File.WriteAllTextAsync(folder.File("knot.conf"), Configuration(folder.Path, port, served, areSigned));
        var server = new KnotServer(folder, RunningProgram.Start(knotd, ["-c", folder.File("knot.conf")]), port);
        await server.WaitForZonesAsync(served.Keys, port);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        folder.Dispose();
    }

    private static string Configuration(string folder, int port, Dictionary<string, string> zones, bool areSigned)
    {
        var text = new StringBuilder($"""
            server:
                listen: 127.0.0.1@{port}
                rundir: {folder}
                udp-workers: 1
                tcp-workers: 1
                background-workers: 1
            log:
              - target: stderr
                any: error
            database:
                storage: {folder}/db
            policy:
              - id: signed
                algorithm: ecdsap256sha256
            template:
              - id: default
                zonefile-sync: -1
                journal-content: none
                semantic-checks: off
            zone:

            """);
        text.AppendJoin("", zones.Select(zone =>
            $"  - domain: \"{zone.Key}\"\n    file: \"{zone.Value}\"\n{(areSigned && zone.Key != "." ? Signing : "")}"));
        return text.ToString();
    }

    /// <summary>Zones load one after another: the server is ready when each of them answers.</summary>
    private async Task WaitForZonesAsync(IEnumerable<string> origins, int port)
    {
        using var deadline = new CancellationTokenSource(StartLimit);
        foreach (var origin in origins)
        {
            while (!await AnswersAsync(origin, port, deadline.Token))
            {
                if (!program.HasExited && !deadline.IsCancellationRequested) continue;
                await DisposeAsync();
                throw new InvalidOperationException($"knotd does not serve {origin}.\n{program.Errors}");
            }
        }
    }

    private static async Task<bool> AnswersAsync(string origin, int port, CancellationToken cancellationToken)
    {
        const int ResponseCode = 0x0f;
        using var client = new UdpClient();
        client.Connect(IPAddress.Loopback, port);
        try
        {
            await client.SendAsync(QuestionForSoa(origin), cancellationToken);
            var answer = await client.ReceiveAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromMilliseconds(200), cancellationToken);
            return (answer.Buffer[3] & ResponseCode) == 0;
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException)
        {
            await Task.Delay(50, CancellationToken.None);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>RFC 1035 section 4.1: id 1, no flags, one question.</summary>
    private static byte[] QuestionForSoa(string origin)
    {
        var labels = origin.Split('.', StringSplitOptions.RemoveEmptyEntries);
        return [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. labels.SelectMany(Label), 0, 0, 6, 0, 1];

        static IEnumerable<byte> Label(string label) => [(byte)label.Length, .. Encoding.ASCII.GetBytes(label)];
    }
}
