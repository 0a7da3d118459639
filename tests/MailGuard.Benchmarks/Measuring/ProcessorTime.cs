using System.Runtime.InteropServices;

namespace MailGuard.Benchmarks.Measuring;

internal static class ProcessorTime
{
    private const int Children = -1;   // RUSAGE_CHILDREN of getrusage(2)

    /// <summary>Of this process and of its children that have ended.</summary>
    public static TimeSpan SoFar()
    {
        if (GetResourceUsage(Children, out var children) != 0) throw new InvalidOperationException("getrusage failed.");
        return Environment.CpuUsage.TotalTime + children.User.ToTimeSpan() + children.Kernel.ToTimeSpan();
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetResourceUsage(int who, out ResourceUsage usage);

    /// <summary><c>struct rusage</c> on 64-bit Linux: two times, then 14 numbers.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUsage
    {
        public TimeValue User;
        public TimeValue Kernel;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Microseconds;

        public readonly TimeSpan ToTimeSpan() => TimeSpan.FromSeconds(Seconds, microseconds: Microseconds);
    }
}
