using System.Diagnostics;

namespace MailGuard.Benchmarks.Measuring;

/// <summary>What one run cost.</summary>
/// <param name="Cpu">Of this process and of the programs the run waited for, user and kernel.</param>
/// <param name="AllocatedBytes">Of this process.</param>
internal sealed record Measurement(Amount Amount, TimeSpan Elapsed, TimeSpan Cpu, double AllocatedBytes)
{
    public static async Task<Measurement> OfAsync(IWork work)
    {
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = ProcessorTime.SoFar();
        var start = Stopwatch.GetTimestamp();
        var amount = await work.RunAsync();
        return new(
            amount,
            Stopwatch.GetElapsedTime(start),
            ProcessorTime.SoFar() - cpu,
            GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
