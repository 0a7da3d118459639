using System.Collections.Immutable;

namespace MailGuard.Dns;

/// <summary>Limits of a <see cref="SharedResolver"/>.</summary>
public sealed record SharedResolverOptions
{
    /// <summary>
    /// Memory for answers, in octets. Default 16 MB: some 40,000 answers, and the shared providers of any list of domains fit many times.
    /// An answer that is larger alone is passed on and not kept.
    /// </summary>
    public long MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>RFC 8020: below a name that does not exist nothing is asked. Off for servers that deny empty non-terminals.</summary>
    public bool AssumeEmptyBelowNxDomain { get; init; } = true;

    /// <summary>What TTLs are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Asks each question once: answers are kept for their TTL, and callers with the same question wait for the same answer.</summary>
/// <remarks>What it does is counted by the meter <c>MailGuard.Dns</c> as well as by <see cref="Counters"/>.</remarks>
public sealed class SharedResolver : IDnsResolver
{
    private readonly IDnsResolver inner;
    private readonly bool assumeEmptyBelowNxDomain;
    private readonly AnswerCache answers;
    private readonly Dictionary<DnsQuestion, SharedQuestion> inFlight = [];
    private readonly SortedDictionary<DnsFailure, long> failed = [];
    private readonly Lock gate = new();
    private long asked;
    private long fromCache;
    private long belowNoSuchName;
    private long joined;

    public SharedResolver(IDnsResolver inner, SharedResolverOptions? options = null)
    {
        this.inner = inner;
        options ??= new();
        assumeEmptyBelowNxDomain = options.AssumeEmptyBelowNxDomain;
        answers = new(options.MaxBytes, options.Clock);
    }

    /// <summary>As of now; later questions do not change it.</summary>
    public ResolverCounters Counters
    {
        get
        {
            lock (gate) return new(asked, fromCache, belowNoSuchName, joined, failed.ToImmutableSortedDictionary());
        }
    }

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question.Name);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<DnsAnswer>(cancellationToken);
        SharedQuestion? shared;
        bool isFirst;
        lock (gate)
        {
            if (Know(question) is { } known) return new(known);
            isFirst = !inFlight.TryGetValue(question, out shared);
            if (isFirst) inFlight.Add(question, shared = new(question));
            shared!.Callers++;
            if (isFirst) asked++;
            else joined++;
        }

        if (isFirst) ResolverMeter.Asked();
        else ResolverMeter.Joined();
        if (isFirst) _ = AskAsync(shared);
        return shared.Task.IsCompletedSuccessfully ? new(shared.Task.Result) : WaitAsync(shared, cancellationToken);
    }

    private DnsAnswer? Know(DnsQuestion question)
    {
        if (answers.Find(question) is { } answer)
        {
            fromCache++;
            ResolverMeter.FromCache();
            return answer;
        }

        if (!assumeEmptyBelowNxDomain || answers.FindDenialAbove(question) is not { } denial) return null;
        belowNoSuchName++;
        ResolverMeter.BelowNoSuchName();
        return DnsAnswer.NoSuchName(question.Name, question.Type, timeToLive: denial.TimeToLive);
    }

    /// <summary>Never fails itself: what the inner resolver throws is for those who wait.</summary>
    private async Task AskAsync(SharedQuestion shared)
    {
        try
        {
            var answer = await inner.ResolveAsync(shared.Question, shared.GivenUp).ConfigureAwait(false);
            Keep(shared, answer);
            shared.SetResult(answer);
        }
        catch (OperationCanceledException exception)
        {
            shared.SetCanceled(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            shared.SetException(exception);
        }
    }

    private void Keep(SharedQuestion shared, DnsAnswer answer)
    {
        lock (gate)
        {
            answers.Add(answer);
            Forget(shared);
            if (answer.Failure is { } reason) failed[reason] = failed.GetValueOrDefault(reason) + 1;
        }

        if (answer.Failure is { } failure) ResolverMeter.Failed(failure);
    }

    private async ValueTask<DnsAnswer> WaitAsync(SharedQuestion shared, CancellationToken cancellationToken)
    {
        try
        {
            return await shared.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!shared.Task.IsCompletedSuccessfully) Leave(shared);
        }
    }

    /// <summary>A question that nobody waits for any longer is given up, and no later caller may join it.</summary>
    private void Leave(SharedQuestion shared)
    {
        lock (gate)
        {
            if (--shared.Callers > 0) return;
            Forget(shared);
        }

        shared.Dispose();
    }

    private void Forget(SharedQuestion shared)
    {
        if (inFlight.GetValueOrDefault(shared.Question) == shared) inFlight.Remove(shared.Question);
    }

    /// <summary>One question on its way. Its own cancellation, not that of the caller who came first, ends it.</summary>
    private sealed class SharedQuestion(DnsQuestion question) : TaskCompletionSource<DnsAnswer>, IDisposable
    {
        private readonly CancellationTokenSource cancellation = new();

        public DnsQuestion Question { get; } = question;

        public CancellationToken GivenUp => cancellation.Token;

        /// <summary>Those waiting; guarded by the resolver's lock.</summary>
        public int Callers { get; set; }

        /// <summary>Gives the question up. One that was answered holds nothing that needs it.</summary>
        public void Dispose()
        {
            cancellation.Cancel();
            cancellation.Dispose();
        }
    }
}
