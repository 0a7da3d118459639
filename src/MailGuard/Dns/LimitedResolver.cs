using System.Collections.Immutable;

namespace MailGuard.Dns;

/// <summary>The questions of one domain: each asked once, bounded in number and time, and what stayed unanswered remembered.</summary>
/// <param name="maxQuestions">Questions beyond it end as <see cref="DnsFailure.LimitReached"/> without being sent.</param>
/// <param name="until">
/// Linked once a domain, not once a question, to the token that all callers here pass on, and to the end of the domain's time. What only
/// the latter ends becomes <see cref="DnsFailure.Timeout"/>.
/// </param>
internal sealed class LimitedResolver(IDnsResolver dns, int maxQuestions, CancellationToken until) : IDnsResolver
{
    /// <summary>What most readers ask for one domain.</summary>
    private const int FewQuestions = 16;

    private readonly Dictionary<DnsQuestion, Inquiry> inquiries = new(FewQuestions);
    private readonly List<DnsAnswer> failures = [];
    private readonly Lock gate = new();

    /// <summary>By name, then type; of questions that something depends on.</summary>
    public ImmutableArray<DnsAnswer> Failures
    {
        get
        {
            lock (gate) return [.. failures.OrderBy(answer => answer.Name).ThenBy(answer => answer.Type)];
        }
    }

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        Inquiry inquiry;
        bool isWithinLimit;
        lock (gate)
        {
            if (inquiries.TryGetValue(question, out var earlier)) return earlier.WaitAsync();
            inquiries.Add(question, inquiry = new());
            isWithinLimit = inquiries.Count <= maxQuestions;
        }

        return AskAsync(inquiry, question, isWithinLimit, cancellationToken);
    }

    private async ValueTask<DnsAnswer> AskAsync(Inquiry inquiry, DnsQuestion question, bool isWithinLimit, CancellationToken cancellationToken)
    {
        DnsAnswer answer;
        try
        {
            answer = isWithinLimit
                ? await dns.ResolveAsync(question, until).ConfigureAwait(false)
                : DnsAnswer.Failed(question, DnsFailure.LimitReached);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            answer = DnsAnswer.Failed(question, DnsFailure.Timeout);
        }
        catch (Exception exception)
        {
            inquiry.Fail(exception);
            throw;
        }

        if (answer.IsFailed && IsNeeded(question)) Remember(answer);
        inquiry.Settle(answer);
        return answer;
    }

    /// <summary>Questions with checking off explain a failure that is remembered already; type 99 no receiver asks, and some servers drop such questions.</summary>
    private static bool IsNeeded(DnsQuestion question) => !question.CheckingDisabled && question.Type is not DnsType.Spf;

    private void Remember(DnsAnswer failure)
    {
        lock (gate) failures.Add(failure);
    }

    /// <summary>A question that was asked. Most are answered before a second caller comes, and nobody needs a task to wait for.</summary>
    private sealed class Inquiry
    {
        /// <summary>Null, the answer, or the task source of those who came before it.</summary>
        private object? state;

        public ValueTask<DnsAnswer> WaitAsync() => Volatile.Read(ref state) is DnsAnswer answer ? new(answer) : WaitLongerAsync();

        public void Settle(DnsAnswer answer) => (Interlocked.Exchange(ref state, answer) as TaskCompletionSource<DnsAnswer>)?.SetResult(answer);

        /// <summary>Later callers meet it as well.</summary>
        public void Fail(Exception exception)
        {
            var waiting = (TaskCompletionSource<DnsAnswer>)StateOr(new TaskCompletionSource<DnsAnswer>());
            if (exception is OperationCanceledException cancelled) waiting.SetCanceled(cancelled.CancellationToken);
            else waiting.SetException(exception);
        }

        private ValueTask<DnsAnswer> WaitLongerAsync() =>
            StateOr(new TaskCompletionSource<DnsAnswer>()) switch
            {
                DnsAnswer answer => new(answer),
                var waiting => new(((TaskCompletionSource<DnsAnswer>)waiting).Task),
            };

        private object StateOr(TaskCompletionSource<DnsAnswer> first) => Interlocked.CompareExchange(ref state, first, null) ?? first;
    }
}
