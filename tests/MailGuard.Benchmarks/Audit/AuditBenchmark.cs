using System.Collections.Immutable;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Benchmarks.Audit;

/// <summary>Audits a made-up population over a local server, beside other ways to put the same questions to the same server.</summary>
internal static class AuditBenchmark
{
    private const int Unavailable = 69;   // EX_UNAVAILABLE of sysexits.h

    public static async Task<int> RunAsync(AuditBenchmarkOptions options)
    {
        string[] missing = [.. ((string[])["python3", "knotd"]).Where(name => InstalledProgram.Find(name) is null)];
        if (missing.Length > 0)
        {
            Console.Error.WriteLine($"Not measured: {string.Join(" and ", missing)} not installed.");
            return Unavailable;
        }

        await using var population = await ServedPopulation.CreateAsync(options.Domains);
        var domains = await population.ReadDomainsAsync();
        using var client = new DnsClientResolver(population.ClientOptions);
        var snapshot = await RecordAsync(client, domains);
        var figures = await Rounds.MeasureAsync(Works(population, client, domains, snapshot), options.Rounds);
        Console.WriteLine($"{domains.Length} domains, {snapshot.Answers.Length} questions, {options.Rounds} rounds, {Environment.ProcessorCount} processors");
        Console.WriteLine();
        AuditReport.Write(Console.Out, figures);
        return 0;
    }

    /// <summary>One audit of all, with every answer kept.</summary>
    private static async Task<DnsSnapshot> RecordAsync(DnsClientResolver client, ImmutableArray<DomainName> domains)
    {
        var recorder = new SnapshotRecorder(client);
        await new AuditWork(AuditReport.OverDns, domains, () => recorder).RunAsync();
        var snapshot = recorder.ToSnapshot(DateTimeOffset.UnixEpoch, "knotd");
        var failed = snapshot.Answers.Count(answer => answer.IsFailed);
        if (failed > 0) Console.WriteLine($"{failed} questions were not answered.");
        return snapshot;
    }

    private static IEnumerable<IWork> Works(
        ServedPopulation population, DnsClientResolver client, ImmutableArray<DomainName> domains, DnsSnapshot snapshot)
    {
        var questions = snapshot.Answers.Select(answer => new Question(answer.Name, answer.Type)).ToImmutableArray();
        var memory = new SnapshotResolver(snapshot);
        yield return new AuditWork(AuditReport.OverDns, domains, () => client);
        yield return new AuditWork(AuditReport.FromMemory, domains, () => memory);
        yield return new ResolverWork(AuditReport.OurResolver, questions, client);
        yield return new RawDnsClientWork(AuditReport.RawDnsClient, questions, population.ClientOptions);
        if (DnsPerfWork.Create(AuditReport.DnsPerf, questions, population) is { } dnsPerf) yield return dnsPerf;
        else Console.WriteLine("dnsperf is not installed: left out.");
    }
}
