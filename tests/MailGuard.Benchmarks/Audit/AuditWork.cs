using System.Collections.Immutable;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Benchmarks.Audit;

/// <summary>The audit as the command line makes it: each run asks everything anew, each question once.</summary>
internal sealed class AuditWork(string name, ImmutableArray<DomainName> domains, Func<IDnsResolver> dns) : IWork
{
    public string Name => name;

    /// <summary>The answers to all questions that one audit of the population asks, each once.</summary>
    public static async Task<ImmutableArray<DnsAnswer>> RecordAsync(ServedPopulation population)
    {
        using var dns = new WireResolver(population.WireOptions);
        var recorder = new SnapshotRecorder(dns);
        await new AuditWork("", await population.ReadDomainsAsync(), () => recorder).RunAsync();
        var answers = recorder.ToSnapshot(DateTimeOffset.UnixEpoch, "knotd").Answers;
        var failed = answers.Count(answer => answer.IsFailed);
        if (failed > 0) Console.WriteLine($"{failed} questions were not answered.");
        return answers;
    }

    public async Task<Amount> RunAsync()
    {
        var options = new AuditOptions();
        var shared = new SharedResolver(dns());
        var auditor = new DomainAuditor(shared, options);
        await Parallel.ForEachAsync(
            domains,
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency },
            async (domain, cancellation) => await auditor.AuditAsync(new(domain), cancellation));
        return new(shared.Counters.Asked, domains.Length);
    }
}
