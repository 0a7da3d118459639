using System.Collections.Immutable;

namespace MailGuard.Dns;

/// <summary>Every DNS answer of a run, to be written down and replayed.</summary>
/// <param name="AsOf">The clock of the run; a replay's default.</param>
/// <param name="Resolver">Who answered, for people, e.g. <c>127.0.0.1:5353</c>.</param>
/// <param name="Answers">At most one for a question.</param>
public sealed record DnsSnapshot(DateTimeOffset AsOf, string Resolver, ImmutableArray<DnsAnswer> Answers)
{
    public const string CurrentSchema = "mailguard/dns-snapshot/1";

    /// <summary>More resolvers than anybody compares.</summary>
    internal const int MaxSecondOpinions = 16;

    /// <summary>What was fetched besides; at most one for a URL.</summary>
    public ImmutableArray<RecordedFetch> Fetches { get; init; } = [];

    private const string Damaged = "The line is no answer; what it held is undetermined.";
    private const string Repeated = "An earlier line answers the same question; this one is not used.";

    /// <summary>What other resolvers answered, one after the other in the order they were given; usually empty.</summary>
    public ImmutableArray<ImmutableArray<DnsAnswer>> SecondOpinions { get; init; } = [];

    /// <summary>JSON Lines: a header, then a line an answer or fetch, sorted, so that the same answers give the same bytes.</summary>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteLine(writer, SnapshotJson.Header(AsOf, Resolver));
        WriteLines(writer, Answers, opinion: null);
        foreach (var (index, answers) in SecondOpinions.Index()) WriteLines(writer, answers, index + 1);
        foreach (var fetch in Fetches.OrderBy(fetch => fetch.Url, StringComparer.Ordinal)) WriteLine(writer, SnapshotJson.Line(fetch));
    }

    /// <summary>Reads to the end; a damaged line costs only its own answer, a damaged header the snapshot.</summary>
    public static DnsSnapshotReading Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (SnapshotJson.ReadHeader(reader.ReadLine() ?? "") is not var (asOf, resolver))
        {
            return new(null, [new(1, $"The file does not begin with a header of schema {CurrentSchema}.")]);
        }

        var answers = ImmutableArray.CreateBuilder<DnsAnswer>();
        var opinions = new List<ImmutableArray<DnsAnswer>.Builder>();
        var problems = ImmutableArray.CreateBuilder<DnsSnapshotProblem>();
        var seen = new HashSet<(DnsQuestion, int?)>();
        var fetches = new Dictionary<string, RecordedFetch>(StringComparer.Ordinal);
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            if (SnapshotJson.ReadFetch(line) is { } fetch)
            {
                if (!fetches.TryAdd(fetch.Url, fetch)) problems.Add(new(number, Repeated));
            }
            else if (SnapshotJson.ReadLine(line) is not var (answer, opinion)) problems.Add(new(number, Damaged));
            else if (!seen.Add((answer.Question, opinion))) problems.Add(new(number, Repeated));
            else Of(opinion).Add(answer);
        }

        var snapshot = new DnsSnapshot(asOf, resolver, answers.ToImmutable())
        {
            Fetches = [.. fetches.Values],
            SecondOpinions = [.. opinions.Select(one => one.ToImmutable())],
        };
        return new(snapshot, problems.ToImmutable());

        ImmutableArray<DnsAnswer>.Builder Of(int? opinion)
        {
            while (opinions.Count < opinion) opinions.Add(ImmutableArray.CreateBuilder<DnsAnswer>());
            return opinion is { } number ? opinions[number - 1] : answers;
        }
    }

    private static void WriteLines(TextWriter writer, ImmutableArray<DnsAnswer> answers, int? opinion)
    {
        var sorted = answers.OrderBy(answer => answer.Name).ThenBy(answer => answer.Type).ThenBy(answer => answer.CheckingDisabled);
        foreach (var answer in sorted) WriteLine(writer, SnapshotJson.Line(answer, opinion));
    }

    private static void WriteLine(TextWriter writer, string line)
    {
        writer.Write(line);
        writer.Write('\n');
    }
}

/// <param name="Snapshot">Null when the header could not be read.</param>
public sealed record DnsSnapshotReading(DnsSnapshot? Snapshot, ImmutableArray<DnsSnapshotProblem> Problems);

/// <summary>A line of a snapshot that could not be used.</summary>
/// <param name="Line">From 1.</param>
public sealed record DnsSnapshotProblem(int Line, string Problem);
