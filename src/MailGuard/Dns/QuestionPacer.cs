namespace MailGuard.Dns;

/// <summary>Spreads questions evenly over time, for servers that count them.</summary>
internal sealed class QuestionPacer(int questionsPerSecond, TimeProvider clock)
{
    private readonly Lock gate = new();
    private long nextFree = clock.GetTimestamp();

    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(TakeTurn(), clock, cancellationToken);

    /// <summary>Time until the next free turn, which is then taken.</summary>
    public TimeSpan TakeTurn()
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            var turn = Math.Max(now, nextFree);
            nextFree = turn + (clock.TimestampFrequency / questionsPerSecond);
            return clock.GetElapsedTime(now, turn);
        }
    }
}
