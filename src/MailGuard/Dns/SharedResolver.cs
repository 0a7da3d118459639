using System.Collections.Immutable;
using MailGuard.Names;

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
    private readonly Dictionary<(DomainName, DnsType), SharedQuestion> inFlight = [];
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

    public async ValueTask<DnsAnswer> ResolveAsync(DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        SharedQuestion question;
        lock (gate)
        {
            if (answers.Find(name, type) is { } known)
            {
                fromCache++;
                return known;
            }

            question = Join(name, type);
        }

        try
        {
            return await question.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(question);
        }
    }

    private SharedQuestion Join(DomainName name, DnsType type)
    {
        if (inFlight.TryGetValue((name, type), out var question)) joined++;
        else inFlight.Add((name, type), question = Ask(name, type));
        question.Callers++;
        return question;
    }

    private SharedQuestion Ask(DomainName name, DnsType type)
    {
        asked++;
        return new(name, type, AskInnerAsync);
    }

    private async Task<DnsAnswer> AskInnerAsync(SharedQuestion question, CancellationToken cancellationToken)
    {
        var answer = await inner.ResolveAsync(question.Name, question.Type, cancellationToken).ConfigureAwait(false);
        lock (gate)
        {
            answers.Add(answer);
            Forget(question);
            if (answer.Failure is { } failure) failed[failure] = failed.GetValueOrDefault(failure) + 1;
        }

        return answer;
    }

    /// <summary>A question that nobody waits for any longer is given up, and no later caller may join it.</summary>
    private void Leave(SharedQuestion question)
    {
        lock (gate)
        {
            if (--question.Callers > 0) return;
            Forget(question);
        }

        question.Dispose();
    }

    private void Forget(SharedQuestion question)
    {
        var key = (question.Name, question.Type);
        if (inFlight.GetValueOrDefault(key) == question) inFlight.Remove(key);
    }

    /// <summary>One question on its way. Its own cancellation, not that of the caller who came first, ends it.</summary>
    private sealed class SharedQuestion : IDisposable
    {
        private readonly CancellationTokenSource cancellation = new();
        private readonly Lazy<Task<DnsAnswer>> answer;

        public SharedQuestion(DomainName name, DnsType type, Func<SharedQuestion, CancellationToken, Task<DnsAnswer>> ask)
        {
            Name = name;
            Type = type;
            answer = new(() => ask(this, cancellation.Token));
        }

        public DomainName Name { get; }

        public DnsType Type { get; }

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
