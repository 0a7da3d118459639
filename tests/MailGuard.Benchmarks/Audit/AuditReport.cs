using MailGuard.Benchmarks.Measuring;

namespace MailGuard.Benchmarks.Audit;

/// <summary>The figures of all rounds, and how they stand to each other.</summary>
internal static class AuditReport
{
    public const string OverWire = "audit over WireResolver";
    public const string OverDnsClient = "audit over DnsClientResolver";
    public const string FromMemory = "audit from memory";
    public const string DnsPerf = "dnsperf";

    private static readonly Figure DomainRate = new("domains/s", one => one.Amount.Domains / one.Elapsed.TotalSeconds);

    private static readonly Figure CpuOfDomain = new("ms CPU/domain", one => one.Cpu.TotalMilliseconds / one.Amount.Domains);

    private static readonly Figure[] OfDomains =
    [
        DomainRate,
        new("questions/domain", one => one.Amount.Questions / one.Amount.Domains),
        CpuOfDomain,
        new("kB/domain", one => one.AllocatedBytes / 1000 / one.Amount.Domains),
    ];

    private static readonly (Figure Figure, string Work, string[] Peers)[] Ratios =
    [
        (DomainRate, OverWire, [OverDnsClient, FromMemory]),
        (CpuOfDomain, OverWire, [OverDnsClient, FromMemory]),
        (Figure.CpuOfQuestion, OverWire, [DnsPerf]),
        (Figure.QuestionRate, OverWire, [DnsPerf]),
    ];

    public static void Write(TextWriter output, Rounds rounds)
    {
        Table.WriteHead(output, "");
        foreach (var work in rounds.Works)
        {
            foreach (var figure in Applicable(rounds.Of(work))) figure.Write(output, rounds, work);
        }

        output.WriteLine();
        Table.WriteHead(output, "Ratios");
        foreach (var (figure, work, peers) in Ratios)
        {
            foreach (var peer in peers.Where(rounds.Works.Contains)) figure.WriteRatio(output, rounds, work, peer);
        }
    }

    private static IEnumerable<Figure> Applicable(IReadOnlyList<Measurement> measured) =>
        [.. measured[0].Amount.Domains > 0 ? OfDomains : [], .. Figure.OfQuestions(measured)];
}
