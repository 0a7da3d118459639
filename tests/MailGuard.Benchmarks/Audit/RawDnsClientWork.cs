using System.Collections.Immutable;
using DnsClient;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Dns;

namespace MailGuard.Benchmarks.Audit;

/// <summary>The questions of the audit, put to the DnsClient library, whose answers nobody reads.</summary>
internal sealed class RawDnsClientWork(string name, ImmutableArray<Question> questions, DnsClientOptions options) : IWork
{
    private const int EdnsBytes = 1232;   // as DnsClientResolver asks

    private readonly LookupClient client = new(new LookupClientOptions([.. options.Servers])
    {
        UseCache = false,
        ExtendedDnsBufferSize = EdnsBytes,
        Timeout = options.Timeout,
        Retries = options.Retries,
        UseTcpFallback = true,
        ThrowDnsErrors = false,
    });

    public string Name => name;

    public async Task<Amount> RunAsync()
    {
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = Question.InFlight },
            async (question, cancellation) => await client.QueryAsync(question.Name.ToString(), (QueryType)question.Type, cancellationToken: cancellation));
        return new(questions.Length);
    }
}
