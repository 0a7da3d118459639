using System.Collections.Concurrent;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Keeps every answer, and gives the first one again to later callers: a run says what its replay will say.</summary>
public sealed class SnapshotRecorder(IDnsResolver inner) : IDnsResolver
{
    private readonly ConcurrentDictionary<(DomainName, DnsType), DnsAnswer> answers = new();

    public async ValueTask<DnsAnswer> ResolveAsync(DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (answers.TryGetValue((name, type), out var kept)) return kept;
        var answer = await inner.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
        return answers.GetOrAdd((name, type), answer);
    }

    /// <summary>The answers so far.</summary>
    /// <param name="asOf">The clock of the run.</param>
    /// <param name="resolver">Who answered, for people.</param>
    public DnsSnapshot ToSnapshot(DateTimeOffset asOf, string resolver) => new(asOf, resolver, [.. answers.Values]);
}
