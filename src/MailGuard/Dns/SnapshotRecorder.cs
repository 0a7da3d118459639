using System.Collections.Concurrent;

namespace MailGuard.Dns;

/// <summary>Keeps every answer, and gives the first one again to later callers: a run says what its replay will say.</summary>
public sealed class SnapshotRecorder(IDnsResolver inner) : IDnsResolver
{
    private readonly ConcurrentDictionary<DnsQuestion, DnsAnswer> answers = new();

    public async ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question.Name);
        if (answers.TryGetValue(question, out var kept)) return kept;
        var answer = await inner.ResolveAsync(question, cancellationToken).ConfigureAwait(false);
        return answers.GetOrAdd(question, answer);
    }

    /// <summary>The answers so far.</summary>
    /// <param name="asOf">The clock of the run.</param>
    /// <param name="resolver">Who answered, for people.</param>
    public DnsSnapshot ToSnapshot(DateTimeOffset asOf, string resolver) => new(asOf, resolver, [.. answers.Values]);
}
