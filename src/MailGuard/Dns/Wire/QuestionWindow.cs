namespace MailGuard.Dns.Wire;

/// <summary>
/// How many questions one server bears at a time. Twice as many are tried now and then, and kept when that brings clearly more answers: it does
/// when the way is long, not when the server is busy. When many are lost half as many are tried, and kept unless that brings clearly fewer: a
/// buffer that overflows loses less then, a bad line as much as before. Not safe for several threads at once.
/// </summary>
internal sealed class QuestionWindow(int most, TimeProvider clock)
{
    /// <summary>To begin with, and never less: no server is hurt by so many, and a line that loses most packets needs them.</summary>
    private const int First = 64;

    /// <summary>A share of lost questions that is no reason to do anything.</summary>
    private const double OrdinaryLoss = 0.2;

    /// <summary>By what factor the rate of answers must change for a trial to have made a difference.</summary>
    private const double ClearChange = 1.5;

    /// <summary>A loss shows only when the wait for its answer is over; until then a window that grew too far looks fine.</summary>
    private static readonly TimeSpan ShortestStretch = TimeSpan.FromMilliseconds(200);

    /// <summary>After a trial in vain: by then the server's cache may be warm.</summary>
    private static readonly TimeSpan UntilNextTrial = TimeSpan.FromSeconds(2);

    private long stretchBegan = clock.GetTimestamp();
    private long changedAt = clock.GetTimestamp();
    private int answered;
    private int lost;
    private bool wasFull;
    private double bearableLoss = OrdinaryLoss;

    /// <summary>What was before the trial under way; null when there is none.</summary>
    private (int Limit, double Rate, double Loss)? before;

    /// <summary>Null: never.</summary>
    private long? triedInVain;

    public int Limit { get; private set; } = Math.Min(First, most);

    public int InFlight { get; private set; }

    /// <summary>Takes a place when there is one.</summary>
    public bool TryEnter()
    {
        if (InFlight >= Limit)
        {
            wasFull = true;
            return false;
        }

        InFlight++;
        return true;
    }

    public void Leave() => InFlight--;

    public void NoteAnswer()
    {
        answered++;
        EndStretch();
    }

    /// <summary>For a try certainly lost: a later one of the same question was answered, this one was not.</summary>
    /// <param name="sentAt">Timestamp of the clock; what was sent before the limit changed tells nothing of the present one.</param>
    public void NoteLoss(long sentAt)
    {
        if (sentAt < changedAt) return;
        lost++;
        EndStretch();
    }

    private void EndStretch()
    {
        if (answered + lost < Limit) return;
        var elapsed = clock.GetElapsedTime(stretchBegan);
        if (elapsed < ShortestStretch) return;
        Adapt(answered / elapsed.TotalSeconds, (double)lost / (answered + lost));
        (answered, lost, wasFull, stretchBegan) = (0, 0, false, clock.GetTimestamp());
    }

    private void Adapt(double rate, double loss)
    {
        if (before is not null && !Confirms(rate)) return;
        if (loss > bearableLoss && Limit > First) Try(Limit / 2, rate, loss);
        else if (wasFull && Limit < most && MayTry()) Try(Math.Min(most, Limit * 2), rate, loss);
    }

    private bool MayTry() => triedInVain is not { } since || clock.GetElapsedTime(since) > UntilNextTrial;

    private void Try(int limit, double rate, double loss)
    {
        before = (Limit, rate, loss);
        Change(limit);
    }

    /// <summary>Ends the trial, and takes it back when it was in vain.</summary>
    private bool Confirms(double rate)
    {
        var (limit, rateBefore, loss) = before!.Value;
        before = null;
        var isLarger = Limit > limit;
        if (isLarger ? rate > rateBefore * ClearChange : rate > rateBefore / ClearChange) return true;
        if (!isLarger) bearableLoss = Math.Max(OrdinaryLoss, loss * ClearChange);   // the line loses them, whatever is sent
        Change(limit);
        triedInVain = changedAt;
        return false;
    }

    private void Change(int limit)
    {
        Limit = limit;
        changedAt = clock.GetTimestamp();
    }
}
