using System.Collections.Immutable;
using System.Net;
using System.Text;
using MailGuard.Cli.Output;
using MailGuard.Cli.Terminal;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Probes;

namespace MailGuard.Cli.Input;

/// <summary>Where answers come from: the network, zone files or a snapshot.</summary>
internal sealed class DnsSource : IDisposable
{
    /// <summary>Servers whose answers are compared with those of the first.</summary>
    private const int MaxSecondOpinions = 4;

    private readonly IDisposable? client;
    private ImmutableArray<IDisposable> opinionClients = [];
    private SnapshotRecorder? recorder;
    private ReportOutput? recording;

    private DnsSource(IDnsResolver resolver, string name, string identity, IDisposable? client = null) =>
        (Resolver, Name, Identity, this.client) = (resolver, name, identity, client);

    public IDnsResolver Resolver { get; private set; }

    /// <summary>Each server given beyond the first, alone: what it says is compared.</summary>
    public ImmutableArray<IDnsResolver> SecondOpinions { get; private set; } = [];

    /// <summary>What counts the questions to servers; null for sources that are read.</summary>
    public SharedResolver? Shared { get; private init; }

    /// <summary>What counts the messages sent and dropped; null for other transports and for sources that are read.</summary>
    public WireResolver? Wire => client as WireResolver;

    /// <summary>For people, e.g. <c>127.0.0.1:5353</c>.</summary>
    public string Name { get; }

    /// <summary>The same for sources that give the same answers: servers by address, files by their content.</summary>
    public string Identity { get; }

    /// <summary>Null for other sources.</summary>
    public DnsSnapshot? Snapshot { get; private init; }

    /// <summary>The clock of a snapshot; null for other sources.</summary>
    public DateTimeOffset? RecordedAt => Snapshot?.AsOf;

    /// <exception cref="CommandFailure">A file cannot be read, or no snapshot can be written where it should be.</exception>
    public static DnsSource Open(DnsArguments arguments, Shell shell, Language language)
    {
        var source = Open(arguments, language);
        if (arguments.Record is null) return source;
        source.recording = new(arguments.Record, shell, language);
        source.Resolver = source.recorder = new(source.Resolver);
        source.SecondOpinions = [.. source.SecondOpinions.Select(opinion => new SnapshotRecorder(opinion))];
        return source;
    }

    /// <summary>What fetches for this run; one that replays when the answers do.</summary>
    public HttpsProbe Probe() => Snapshot is { } snapshot ? new(snapshot) : new() { Records = recorder is not null };

    /// <summary>Writes the snapshot, when one was asked for.</summary>
    /// <param name="fetches">Of the run's probe; empty without one.</param>
    public void SaveRecording(DateTimeOffset asOf, ImmutableArray<RecordedFetch> fetches)
    {
        recording?.Write(() => (ToSnapshot(asOf) with { Fetches = fetches }).Write(recording.Writer));
        recording?.Commit();
    }

    private DnsSnapshot ToSnapshot(DateTimeOffset asOf) => recorder!.ToSnapshot(asOf, Name) with
    {
        SecondOpinions = [.. SecondOpinions.OfType<SnapshotRecorder>().Select(opinion => opinion.ToSnapshot(asOf, Name).Answers)],
    };

    public void Dispose()
    {
        recording?.Dispose();
        client?.Dispose();
        foreach (var opinion in opinionClients) opinion.Dispose();
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
        var client = Connect(arguments);
        var shared = new SharedResolver(client, new() { AssumeEmptyBelowNxDomain = arguments.AssumeEmptyBelowNxDomain });
        ImmutableArray<IDnsResolver> opinions = [.. arguments.Servers.Skip(1).Take(MaxSecondOpinions).Select(server => Connect(arguments with { Servers = [server] }))];
        return new(shared, servers, $"dns {servers}", client as IDisposable)
        {
            Shared = shared,
            SecondOpinions = opinions,
            opinionClients = [.. opinions.OfType<IDisposable>()],
        };
    }

    /// <summary>The network itself, without a cache.</summary>
    public static IDnsResolver Connect(DnsArguments arguments)
    {
        ImmutableArray<IPEndPoint> servers = [.. arguments.Servers.Select(DnsServerAddress.Parse).OfType<IPEndPoint>()];
        return arguments.Transport is DnsTransport.DnsClient
            ? new DnsClientResolver(new()
            {
                Servers = servers,
                Timeout = arguments.Timeout / (arguments.Retries + 1),
                Retries = arguments.Retries,
                QuestionsPerSecond = arguments.QuestionsPerSecond,
            })
            : new WireResolver(new()
            {
                Servers = servers,
                Deadline = arguments.Timeout,
                Retries = arguments.Retries,
                QuestionsPerSecond = arguments.QuestionsPerSecond,
            });
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
            var snapshot = reading.Snapshot!;
            return new(new SnapshotResolver(snapshot), path, identity)
            {
                Snapshot = snapshot,
                SecondOpinions = [.. snapshot.SecondOpinions.Select(answers => new SnapshotResolver(snapshot with { Answers = answers }))],
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Reading(path, problem, language);
        }
    }
}
