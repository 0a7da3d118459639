using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MailGuard.Benchmarks.Audit;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Dns;

namespace MailGuard.Benchmarks.Dns;

/// <summary>The questions of an audit, put to the same server by our transport, by the DnsClient library and by dnsperf.</summary>
internal static class DnsBenchmark
{
    private const string Ours = "WireResolver";
    private const string DnsClient = "DnsClient";
    private const string DnsPerf = "dnsperf";

    /// <summary>dnsperf sends some hundred a second when it may not send the next before it has the last.</summary>
    private const int MostOneByOne = 1_000;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        string[] needed = ["python3", "knotd", .. options.DelayMilliseconds > 0 ? (string[])["dnsdist"] : []];
        if (!InstalledProgram.HasAll(needed)) return InstalledProgram.Unavailable;
        await using var population = await ServedPopulation.CreateAsync(options.Domains);
        var answers = await AuditWork.RecordAsync(population);
        var questions = answers.Select(answer => new Question(answer.Name, answer.Type)).ToImmutableArray();
        await using var distant = options.DelayMilliseconds > 0 ? await DistantAsync(population, options.DelayMilliseconds) : null;
        var server = distant is null ? population.Server : IPEndPoint.Parse(distant.Address);
        using var dns = new WireResolver(new() { Servers = [server] });
        var rounds = await Rounds.MeasureAsync(
            options.InFlight.SelectMany(inFlight => Works(inFlight == 1 ? [.. questions.Take(MostOneByOne)] : questions, population, inFlight, server, dns)), options.Rounds);
        WriteHead(options, questions.Length);
        Write(Console.Out, rounds, options.InFlight);
        Console.WriteLine();
        Console.WriteLine($"{Ours} in all rounds: {dns.Counters}");
        return 0;
    }

    private static IEnumerable<IWork> Works(
        ImmutableArray<Question> questions, ServedPopulation population, int inFlight, IPEndPoint server, WireResolver dns)
    {
        var file = population.FilePath(string.Create(CultureInfo.InvariantCulture, $"questions-{inFlight}"));
        DnsPerfWork.WriteQuestions(file, questions);
        yield return new ResolverWork(Name(Ours, inFlight), questions, inFlight, dns);
        yield return new RawDnsClientWork(Name(DnsClient, inFlight), questions, inFlight, new() { Servers = [server] });
        if (DnsPerfWork.Create(Name(DnsPerf, inFlight), file, questions.Length, inFlight, server) is { } dnsPerf) yield return dnsPerf;
    }

    /// <summary>It answers from memory what it was asked before: the server behind it reads too slowly for thousands of questions at a time.</summary>
    private static Task<DnsDist> DistantAsync(ServedPopulation population, int delayMilliseconds) =>
        DnsDist.StartAsync(InstalledProgram.Find("dnsdist")!, population.Server.ToString(), delayMilliseconds, remembers: true);

    private static void WriteHead(BenchmarkOptions options, int questions)
    {
        var delay = options.DelayMilliseconds > 0 ? $", answers {options.DelayMilliseconds} ms late" : "";
        Console.WriteLine($"{questions} questions of {options.Domains} domains{delay}, {options.Rounds} rounds, {Environment.ProcessorCount} processors, ulimit -n {MostDescriptors()}");
        Console.WriteLine(DnsPerfWork.Manner);
        Console.WriteLine();
    }

    private static void Write(TextWriter output, Rounds rounds, IEnumerable<int> inFlight)
    {
        Table.WriteHead(output, "");
        foreach (var work in rounds.Works)
        {
            foreach (var figure in Figure.OfQuestions(rounds.Of(work))) figure.Write(output, rounds, work);
        }

        output.WriteLine();
        Table.WriteHead(output, "Ratios");
        foreach (var (figure, peer, number) in
            from figure in (Figure[])[Figure.QuestionRate, Figure.CpuOfQuestion]
            from peer in (string[])[DnsClient, DnsPerf]
            from number in inFlight
            select (figure, peer, number))
        {
            if (rounds.Works.Contains(Name(peer, number))) figure.WriteRatio(output, rounds, Name(Ours, number), Name(peer, number));
        }
    }

    private static string Name(string program, int inFlight) => string.Create(CultureInfo.InvariantCulture, $"{program}, {inFlight} in flight");

    /// <summary>Of this process: .NET raises the soft limit to the hard one when it starts.</summary>
    private static string MostDescriptors() =>
        File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
}
