using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace MailGuard.Dns;

/// <summary>The questions of one domain: each asked once, bounded in number and time, and what stayed unanswered remembered.</summary>
/// <param name="maxQuestions">Questions beyond it end as <see cref="DnsFailure.LimitReached"/> without being sent.</param>
/// <param name="timeIsUp">Ends what is under way as <see cref="DnsFailure.Timeout"/>; not the caller's cancellation.</param>
internal sealed class LimitedResolver(IDnsResolver dns, int maxQuestions, CancellationToken timeIsUp) : IDnsResolver
{
    private readonly ConcurrentDictionary<DnsQuestion, Lazy<Task<DnsAnswer>>> questions = new();
    private readonly ConcurrentDictionary<DnsQuestion, DnsAnswer> failures = new();
    private int asked;

    /// <summary>By name, then type. Only of questions with checking on: the others explain a failure that stands here already.</summary>
    public ImmutableArray<DnsAnswer> Failures => [.. failures.Values.OrderBy(answer => answer.Name).ThenBy(answer => answer.Type)];

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken) =>
        new(questions.GetOrAdd(question, _ => new(() => AskAsync(question, cancellationToken))).Value);

    private async Task<DnsAnswer> AskAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        var answer = Interlocked.Increment(ref asked) > maxQuestions
            ? DnsAnswer.Failed(question, DnsFailure.LimitReached)
            : await AskInTimeAsync(question, cancellationToken).ConfigureAwait(false);
        if (answer.IsFailed && !question.CheckingDisabled) failures[question] = answer;
        return answer;
    }

    private async Task<DnsAnswer> AskInTimeAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeIsUp);
        try
        {
            return await dns.ResolveAsync(question, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DnsAnswer.Failed(question, DnsFailure.Timeout);
        }
    }
}
