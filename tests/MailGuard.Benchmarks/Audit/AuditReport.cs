using MailGuard.Benchmarks.Measuring;

namespace MailGuard.Benchmarks.Audit;

/// <summary>The figures of all rounds, and how they stand to each other.</summary>
internal static class AuditReport
{
    public const string OverDns = "audit over DNS";
    public const string FromMemory = "audit from memory";
    public const string OurResolver = "DnsClientResolver";
    public const string RawDnsClient = "DnsClient";
    public const string DnsPerf = "dnsperf";

    private static readonly Figure[] OfDomains =
    [
        new("domains/s", one => one.Amount.Domains / one.Elapsed.TotalSeconds),
        new("questions/domain", one => one.Amount.Questions / one.Amount.Domains),
        new("ms CPU/domain", one => one.Cpu.TotalMilliseconds / one.Amount.Domains),
        new("kB/domain", one => one.AllocatedBytes / 1000 / one.Amount.Domains),
    ];

    private static readonly Figure CpuOfQuestion = new("µs CPU/question", one => one.Cpu.TotalMicroseconds / one.Amount.Questions);

    private static readonly Figure QuestionRate = new("questions/s", one => one.Amount.Questions / one.Elapsed.TotalSeconds);

    private static readonly Figure Allocation = new("kB/question", one => one.AllocatedBytes / 1000 / one.Amount.Questions);

    public static void Write(TextWriter output, Rounds rounds)
    {
        Table.WriteHead(output, "");
        foreach (var work in rounds.Works)
        {
            foreach (var figure in Applicable(rounds.Of(work)))
                Table.WriteRow(output, $"{work}: {figure.Unit}", rounds.Of(work).Select(figure.Of));
        }

        output.WriteLine();
        Table.WriteHead(output, "Ratios");
        foreach (var peer in rounds.Works.Where(work => work != OverDns)) WriteRatio(output, rounds, CpuOfQuestion, OverDns, peer);
        foreach (var peer in rounds.Works.Where(work => work is RawDnsClient or DnsPerf)) WriteRatio(output, rounds, CpuOfQuestion, OurResolver, peer);
        foreach (var peer in rounds.Works.Where(work => work is RawDnsClient or DnsPerf)) WriteRatio(output, rounds, QuestionRate, OverDns, peer);
    }

    private static IEnumerable<Figure> Applicable(IReadOnlyList<Measurement> measured) =>
    [
        .. measured[0].Amount.Domains > 0 ? OfDomains : [],
        QuestionRate,
        CpuOfQuestion,
        .. measured[0].Amount.IsElsewhere ? (Figure[])[] : [Allocation],
    ];

    /// <summary>Round by round, because what else the machine does changes from round to round.</summary>
    private static void WriteRatio(TextWriter output, Rounds rounds, Figure figure, string work, string peer) => Table.WriteRow(
        output,
        $"{figure.Unit}, {work} : {peer}",
        rounds.Of(work).Zip(rounds.Of(peer), (left, right) => figure.Of(left) / figure.Of(right)));

    private sealed record Figure(string Unit, Func<Measurement, double> Of);
}
