namespace MailGuard.Dns.Wire;

/// <summary>Tells questions that their time is over. One timer for all: a timer a question would cost more than the question.</summary>
internal sealed class QuestionTimer : IDisposable
{
    /// <summary>Small beside the shortest time anybody waits.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly List<QuestionUnderWay> questions = [];
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private bool isRunning;
    private volatile bool isDisposed;

    public QuestionTimer(TimeProvider clock)
    {
        this.clock = clock;
        timer = clock.CreateTimer(static state => ((QuestionTimer)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Watches over the question until <see cref="Remove"/>.</summary>
    /// <returns>False after <see cref="Dispose"/>.</returns>
    public bool TryAdd(QuestionUnderWay question)
    {
        lock (gate)
        {
            if (isDisposed) return false;
            question.Place = questions.Count;
            questions.Add(question);
            if (isRunning) return true;
            isRunning = true;
            timer.Change(Period, Period);
            return true;
        }
    }

    public void Remove(QuestionUnderWay question)
    {
        lock (gate)
        {
            var last = questions[^1];
            questions[question.Place] = last;
            last.Place = question.Place;
            questions.RemoveAt(questions.Count - 1);
        }
    }

    public bool IsDisposed => isDisposed;

    /// <summary>Ends every question with <see cref="QuestionEventKind.Closed"/>, and takes no more.</summary>
    public void Dispose()
    {
        QuestionUnderWay[] open;
        lock (gate)
        {
            isDisposed = true;
            open = [.. questions];
        }

        timer.Dispose();
        foreach (var question in open) question.Signal(new(QuestionEventKind.Closed));
    }

    /// <summary>Runs on while questions are open, and once more: starting and stopping it for each question would cost more.</summary>
    private void Tick()
    {
        var now = clock.GetTimestamp();
        lock (gate)
        {
            foreach (var question in questions) question.SignalIfDue(now);
            if (questions.Count > 0 || isDisposed) return;
            isRunning = false;
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
