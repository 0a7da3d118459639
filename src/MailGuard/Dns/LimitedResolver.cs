using System.Collections.Concurrent;
using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>The questions of one domain: each asked once, bounded in number and time, and what stayed unanswered remembered.</summary>
/// <param name="maxQuestions">Questions beyond it end as <see cref="DnsFailure.LimitReached"/> without being sent.</param>
/// <param name="timeIsUp">Ends what is under way as <see cref="DnsFailure.Timeout"/>; not the caller's cancellation.</param>
internal sealed class LimitedResolver(IDnsResolver dns, int maxQuestions, CancellationToken timeIsUp) : IDnsResolver
{
    private readonly ConcurrentDictionary<(DomainName, DnsType), Lazy<Task<DnsAnswer>>> questions = new();
    private readonly ConcurrentDictionary<(DomainName, DnsType), DnsAnswer> failures = new();
    private int asked;

    /// <summary>By name, then type.</summary>
    public ImmutableArray<DnsAnswer> Failures => [.. failures.Values.OrderBy(answer => answer.Name).ThenBy(answer => answer.Type)];

    public ValueTask<DnsAnswer> ResolveAsync(DomainName name, DnsType type, CancellationToken cancellationToken) =>
        new(questions.GetOrAdd((name, type), _ => new(() => AskAsync(name, type, cancellationToken))).Value);

    private async Task<DnsAnswer> AskAsync(DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        var answer = Interlocked.Increment(ref asked) > maxQuestions
            ? DnsAnswer.Failed(name, type, DnsFailure.LimitReached)
            : await AskInTimeAsync(name, type, cancellationToken).ConfigureAwait(false);
        if (answer.IsFailed) failures[(name, type)] = answer;
        return answer;
    }

    private async Task<DnsAnswer> AskInTimeAsync(DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeIsUp);
        try
        {
            return await dns.ResolveAsync(name, type, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DnsAnswer.Failed(name, type, DnsFailure.Timeout);
        }
    }
}
