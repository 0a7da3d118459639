using System.Globalization;
using MailGuard.Findings;

namespace MailGuard.Cli.Terminal;

/// <summary>One line at the foot of the terminal that shows how far a run is; gone when it is disposed.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const string BackAndErase = "\r\e[K";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TextWriter error;
    private readonly Func<int> done;
    private readonly int total;
    private readonly Language language;
    private readonly TimeProvider clock;
    private readonly long start;
    private readonly ITimer timer;
    private readonly Lock drawing = new();
    private bool isOver;

    public ProgressLine(TextWriter error, TimeProvider clock, Language language, Func<int> done, int total)
    {
        (this.error, this.clock, this.language, this.done, this.total) = (error, clock, language, done, total);
        start = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Draw(), null, Interval, Interval);
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (drawing)
        {
            isOver = true;
            error.Write(BackAndErase);
            error.Flush();
        }
    }

    private void Draw()
    {
        lock (drawing)
        {
            if (isOver) return;
            error.Write(BackAndErase + Describe(done(), total, clock.GetElapsedTime(start), language));
            error.Flush();
        }
    }

    /// <summary>e.g. <c>512/2000 domains, 120/s, 12 s left</c>; without rate and rest until something is done.</summary>
    internal static string Describe(int done, int total, TimeSpan elapsed, Language language)
    {
        var count = language.Of($"{done}/{total} domains", $"{done}/{total}件");
        if (done == 0 || elapsed <= TimeSpan.Zero) return count;
        var rate = done / elapsed.TotalSeconds;
        var left = TimeSpan.FromSeconds((total - done) / rate);
        var shownRate = rate.ToString(rate < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
        return language.Of(
            $"{count}, {shownRate}/s, {Duration(left, language)} left",
            $"{count}、毎秒{shownRate}件、残り{Duration(left, language)}");
    }

    private static string Duration(TimeSpan time, Language language) => time.TotalSeconds < 90
        ? language.Of($"{Math.Ceiling(time.TotalSeconds):0} s", $"{Math.Ceiling(time.TotalSeconds):0}秒")
        : language.Of($"{Math.Ceiling(time.TotalMinutes):0} min", $"{Math.Ceiling(time.TotalMinutes):0}分");
}
