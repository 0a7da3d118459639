using System.Collections.Immutable;

namespace MailGuard.Dns;

/// <summary>Limits of a <see cref="SharedResolver"/>.</summary>
public sealed record SharedResolverOptions
{
    /// <summary>Answers kept. Default 50,000: about 50 MB, and the shared providers of any list of domains fit many times.</summary>
    public int MaxAnswers { get; init; } = 50_000;

    /// <summary>What TTLs are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Asks each question once: answers are kept for their TTL, and callers with the same question wait for the same answer.</summary>
public sealed class SharedResolver : IDnsResolver
{
    private readonly IDnsResolver inner;
    private readonly AnswerCache answers;
    private readonly Dictionary<DnsQuestion, SharedQuestion> inFlight = [];
    private readonly Dictionary<DnsFailure, long> failed = [];
    private readonly Lock gate = new();
    private long asked;
    private long fromCache;
    private long joined;

    public SharedResolver(IDnsResolver inner, SharedResolverOptions? options = null)
    {
        this.inner = inner;
        options ??= new();
        answers = new(options.MaxAnswers, options.Clock);
    }

    /// <summary>As of now; later questions do not change it.</summary>
    public ResolverCounters Counters
    {
        get
        {
            lock (gate) return new(asked, fromCache, joined, failed.ToImmutableSortedDictionary());
        }
    }

    public async ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question.Name);
        cancellationToken.ThrowIfCancellationRequested();
        SharedQuestion shared;
        lock (gate)
        {
            if (answers.Find(question) is { } known)
            {
                fromCache++;
                return known;
            }

            shared = Join(question);
        }

        try
        {
            return await shared.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(shared);
        }
    }

    private SharedQuestion Join(DnsQuestion question)
    {
        if (inFlight.TryGetValue(question, out var shared)) joined++;
        else inFlight.Add(question, shared = Ask(question));
        shared.Callers++;
        return shared;
    }

    private SharedQuestion Ask(DnsQuestion question)
    {
        asked++;
        return new(question, AskInnerAsync);
    }

    private async Task<DnsAnswer> AskInnerAsync(SharedQuestion shared, CancellationToken cancellationToken)
    {
        var answer = await inner.ResolveAsync(shared.Question, cancellationToken).ConfigureAwait(false);
        lock (gate)
        {
            answers.Add(answer);
            Forget(shared);
            if (answer.Failure is { } failure) failed[failure] = failed.GetValueOrDefault(failure) + 1;
        }

        return answer;
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
    private sealed class SharedQuestion : IDisposable
    {
        private readonly CancellationTokenSource cancellation = new();
        private readonly Lazy<Task<DnsAnswer>> answer;

        public SharedQuestion(DnsQuestion question, Func<SharedQuestion, CancellationToken, Task<DnsAnswer>> ask)
        {
            Question = question;
            answer = new(() => ask(this, cancellation.Token));
        }

        public DnsQuestion Question { get; }

        /// <summary>Those waiting; guarded by the resolver's lock.</summary>
        public int Callers { get; set; }

        /// <summary>Sends the question when first read, which is outside the lock.</summary>
        public Task<DnsAnswer> Answer => answer.Value;

        /// <summary>Gives the question up when it has no answer yet.</summary>
        public void Dispose()
        {
            cancellation.Cancel();
            cancellation.Dispose();
        }
    }
}
