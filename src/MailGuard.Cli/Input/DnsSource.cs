using System.Text;
using MailGuard.Cli.Output;
using MailGuard.Cli.Terminal;
using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Cli.Input;

/// <summary>Where answers come from: the network, zone files or a snapshot.</summary>
internal sealed class DnsSource : IDisposable
{
    private readonly IDisposable? client;
    private SnapshotRecorder? recorder;
    private ReportOutput? recording;

    private DnsSource(IDnsResolver resolver, string name, string identity, IDisposable? client = null) =>
        (Resolver, Name, Identity, this.client) = (resolver, name, identity, client);

    public IDnsResolver Resolver { get; private set; }

    /// <summary>For people, e.g. <c>127.0.0.1:5353</c>.</summary>
    public string Name { get; }

    /// <summary>The same for sources that give the same answers: servers by address, files by their content.</summary>
    public string Identity { get; }

    /// <summary>The clock of a snapshot; null for other sources.</summary>
    public DateTimeOffset? RecordedAt { get; private init; }

    /// <exception cref="CommandFailure">A file cannot be read, or no snapshot can be written where it should be.</exception>
    public static DnsSource Open(DnsArguments arguments, Shell shell, Language language)
    {
        var source = Open(arguments, language);
        if (arguments.Record is null) return source;
        source.recording = new(arguments.Record, shell, language);
        source.Resolver = source.recorder = new(source.Resolver);
        return source;
    }

    /// <summary>Writes the snapshot, when one was asked for.</summary>
    public void SaveRecording(DateTimeOffset asOf)
    {
        recording?.Write(() => recorder!.ToSnapshot(asOf, Name).Write(recording.Writer));
        recording?.Commit();
    }

    public void Dispose()
    {
        recording?.Dispose();
        client?.Dispose();
    }

    private static DnsSource Open(DnsArguments arguments, Language language)
    {
        if (arguments.Replay is { } path) return OfSnapshot(path, language);
        if (arguments.Zones is [_, ..])
        {
            var zones = ZoneFiles.Read(arguments.Zones, language);
            return new(new ZoneResolver(zones.Zones), "zone files", $"zone {zones.Sha256}");
        }

        var servers = arguments.Servers is [_, ..] ? string.Join(' ', arguments.Servers) : "system";
        var client = new DnsClientResolver(new()
        {
            Servers = [.. arguments.Servers.Select(DnsClientOptions.ParseServer).OfType<System.Net.IPEndPoint>()],
            Timeout = arguments.Timeout,
            Retries = arguments.Retries,
            QuestionsPerSecond = arguments.QuestionsPerSecond,
        });
        return new(new SharedResolver(client), servers, $"dns {servers}", client);
    }

    private static DnsSource OfSnapshot(string path, Language language)
    {
        try
        {
            using var file = File.OpenRead(path);
            var identity = $"replay {ListText.Examine(file).Sha256}";
            file.Seek(0, SeekOrigin.Begin);
            var reading = DnsSnapshot.Read(new StreamReader(file, Encoding.UTF8));
            if (reading.Problems is [var problem, ..])
                throw new CommandFailure(language.Of(
                    $"{path}:{problem.Line}: {problem.Problem} Record it again with --record.",
                    $"{path}：{problem.Line}行目が壊れているか、スナップショットではありません。--record で保存し直してください"));
            return new(new SnapshotResolver(reading.Snapshot!), path, identity) { RecordedAt = reading.Snapshot!.AsOf };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Reading(path, problem, language);
        }
    }
}
