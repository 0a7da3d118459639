using System.Threading.Tasks.Sources;

namespace MailGuard.Dns.Wire;

/// <summary>A question between its asker, who waits here for the next event, and receivers and timer, who tell events from threads of their own.</summary>
internal sealed class QuestionUnderWay(QuestionMessage message, TimeProvider clock, TimeSpan patience) : IValueTaskSource<QuestionEvent>
{
    private readonly Lock gate = new();
    private ManualResetValueTaskSourceCore<QuestionEvent> source = new() { RunContinuationsAsynchronously = true };
    private QuestionEvent untold;
    private QuestionTry? newest;
    private bool isAwaited;
    private bool hasEnded;
    private long due = long.MaxValue;
    private long deadline = long.MaxValue;

    public QuestionMessage Message => message;

    /// <summary>True once an answer came that could not be read, or that held what nobody asked for.</summary>
    public bool SawDamage { get; set; }

    /// <summary>True when the patience is at its end; never before the question was sent.</summary>
    public bool IsPastDeadline => clock.GetTimestamp() >= Volatile.Read(ref deadline);

    /// <summary>Where <see cref="QuestionTimer"/> keeps it; guarded by the timer.</summary>
    public int Place { get; set; } = -1;

    /// <summary>Keeps the try until the question ends.</summary>
    public void Add(QuestionTry added)
    {
        added.Previous = newest;
        newest = added;
    }

    /// <summary>The next event. One caller at a time. A question that was cancelled or closed stays so.</summary>
    public ValueTask<QuestionEvent> NextAsync()
    {
        lock (gate)
        {
            if (untold.Kind is not QuestionEventKind.Nothing) return new(TakeUntold());
            source.Reset();
            isAwaited = true;
            return new(this, source.Version);
        }
    }

    /// <summary>The event <see cref="QuestionEventKind.Overdue"/> comes after the time given, or at the deadline when that is sooner.</summary>
    public void WaitAtMost(TimeSpan time)
    {
        lock (gate) due = Math.Min(clock.GetTimestamp() + Ticks(time), deadline);
    }

    /// <summary>No event <see cref="QuestionEventKind.Overdue"/> before a try is sent, or the deadline: the server has not been asked yet.</summary>
    public void WaitForTurn()
    {
        lock (gate) due = deadline;
    }

    /// <summary>The patience runs from the first time on, the wait from now.</summary>
    public void NoteSent(TimeSpan wait)
    {
        var now = clock.GetTimestamp();
        lock (gate)
        {
            if (deadline is long.MaxValue) Volatile.Write(ref deadline, now + Ticks(patience));
            due = Math.Min(now + Ticks(wait), deadline);
        }
    }

    public void Signal(QuestionEvent happened)
    {
        lock (gate)
        {
            if (hasEnded) return;
            if (happened.IsFinal || (!isAwaited && happened.Rank >= untold.Rank)) untold = happened;
            if (!isAwaited) return;
            isAwaited = false;
        }

        source.SetResult(happened);
    }

    public void SignalIfDue(long now)
    {
        lock (gate)
        {
            if (!isAwaited || now < due) return;
            isAwaited = false;
        }

        source.SetResult(new(QuestionEventKind.Overdue));
    }

    /// <summary>Ends all tries. By the one who asks, like <see cref="Add"/> and <see cref="NextAsync"/>.</summary>
    /// <param name="answered">The one whose answer settled the question; null when none did.</param>
    public void End(QuestionTry? answered)
    {
        lock (gate) hasEnded = true;
        for (var tried = newest; tried is not null; tried = tried.Previous) tried.End(answered);
    }

    QuestionEvent IValueTaskSource<QuestionEvent>.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<QuestionEvent>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<QuestionEvent>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    private QuestionEvent TakeUntold()
    {
        var taken = untold;
        if (!taken.IsFinal) untold = default;
        return taken;
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
}
