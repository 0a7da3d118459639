using System.Collections.Concurrent;
using MailGuard.Cli.Terminal;
using MailGuard.Dns;

namespace MailGuard.Cli.Input;

/// <summary>Says every answer with what never stands in a report, its TTL and the time it took, and counts them.</summary>
internal sealed class VerboseResolver(IDnsResolver dns, TimeProvider clock, StandardError messages) : IDnsResolver
{
    private readonly ConcurrentDictionary<DnsFailure, long> failed = new();
    private long answers;

    public long Answers => Interlocked.Read(ref answers);

    public IReadOnlyDictionary<DnsFailure, long> Failed => failed;

    public async ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var answer = await dns.ResolveAsync(question, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref answers);
        if (answer.Failure is { } failure) failed.AddOrUpdate(failure, 1, (_, count) => count + 1);
        messages.Note(Describe(answer, clock.GetElapsedTime(start)));
        return answer;
    }

    /// <summary>e.g. <c>dns: hospital.example TXT Found 2, TTL 300, 12 ms</c>.</summary>
    private static string Describe(DnsAnswer answer, TimeSpan took)
    {
        var outcome = answer.Status switch
        {
            DnsStatus.Found => $"{answer.Status} {answer.Records.Length}",
            DnsStatus.Failed => $"{answer.Status} {answer.Failure}",
            _ => $"{answer.Status}",
        };
        var checking = answer.CheckingDisabled ? " +cd" : "";
        var timeToLive = answer.TimeToLive is { } lifetime ? $", TTL {lifetime.TotalSeconds:0}" : "";
        return $"dns: {answer.Name} {answer.Type.ToString().ToUpperInvariant()}{checking} {outcome}{timeToLive}, {took.TotalMilliseconds:0} ms";
    }
}
