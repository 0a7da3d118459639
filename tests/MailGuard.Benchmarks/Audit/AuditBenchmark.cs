using System.Collections.Immutable;
using MailGuard.Benchmarks.Dns;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Benchmarks.Audit;

/// <summary>Audits a made-up population over a local server, by either transport and beside dnsperf with the same questions; then from memory.</summary>
internal static class AuditBenchmark
{
    /// <summary>Questions that dnsperf has under way at the same time.</summary>
    private const int InFlight = 64;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        if (!InstalledProgram.HasAll("python3", "knotd")) return InstalledProgram.Unavailable;
        await using var population = await ServedPopulation.CreateAsync(options.Domains);
        var domains = await population.ReadDomainsAsync();
        var file = population.FilePath("questions");
        var questions = await WriteQuestionsAsync(file, population);
        var figures = await MeasureOverDnsAsync(population, domains, file, questions, options.Rounds);
        figures.Add(await Rounds.MeasureAsync([FromMemory(domains, await AuditWork.RecordAsync(population))], options.Rounds));
        Console.WriteLine($"{domains.Length} domains, {questions} questions, {options.Rounds} rounds, {Environment.ProcessorCount} processors");
        Console.WriteLine();
        AuditReport.Write(Console.Out, figures);
        return 0;
    }

    /// <summary>The questions of an audit, for dnsperf.</summary>
    /// <returns>How many they are. Nothing else of them stays in memory: what is measured next would pay for its collection.</returns>
    private static async Task<int> WriteQuestionsAsync(string file, ServedPopulation population)
    {
        var answers = await AuditWork.RecordAsync(population);
        DnsPerfWork.WriteQuestions(file, [.. answers.Select(answer => new Question(answer.Name, answer.Type))]);
        return answers.Length;
    }

    private static async Task<Rounds> MeasureOverDnsAsync(
        ServedPopulation population, ImmutableArray<DomainName> domains, string file, int questions, int rounds)
    {
        using var wire = new WireResolver(population.WireOptions);
        using var client = new DnsClientResolver(population.ClientOptions);
        var dnsPerf = DnsPerfWork.Create(AuditReport.DnsPerf, file, questions, InFlight, population.Server);
        if (dnsPerf is null) Console.WriteLine("dnsperf is not installed: left out.");
        return await Rounds.MeasureAsync(
            [
                new AuditWork(AuditReport.OverWire, domains, () => wire),
                new AuditWork(AuditReport.OverDnsClient, domains, () => client),
                .. dnsPerf is null ? [] : (IWork[])[dnsPerf],
            ],
            rounds);
    }

    private static AuditWork FromMemory(ImmutableArray<DomainName> domains, ImmutableArray<DnsAnswer> answers)
    {
        var memory = new SnapshotResolver(new(DateTimeOffset.UnixEpoch, "knotd", answers));
        return new(AuditReport.FromMemory, domains, () => memory);
    }
}
