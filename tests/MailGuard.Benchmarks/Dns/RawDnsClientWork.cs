using System.Collections.Immutable;
using System.Net.Sockets;
using DnsClient;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Dns;

namespace MailGuard.Benchmarks.Dns;

/// <summary>The questions of the audit, put to the DnsClient library, whose answers nobody reads.</summary>
internal sealed class RawDnsClientWork(string name, ImmutableArray<Question> questions, int inFlight, DnsClientOptions options) : IWork
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
        var failures = await Question.AskAllAsync(questions, inFlight, AskAsync);
        return new(questions.Length) { Failures = failures };
    }

    private async ValueTask<bool> AskAsync(Question question)
    {
        try
        {
            var response = await client.QueryAsync(question.Name.ToString(), (QueryType)question.Type).ConfigureAwait(false);
            return response.Header.ResponseCode is DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain;
        }
        catch (Exception exception) when (exception is DnsResponseException or SocketException)
        {
            return false;   // timeouts, and no more sockets
        }
    }
}
