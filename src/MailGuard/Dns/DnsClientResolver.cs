using System.Collections.Immutable;
using System.Net.Sockets;
using DnsClient;
using MailGuard.Names;
using WireQuestion = DnsClient.DnsQuestion;

namespace MailGuard.Dns;

/// <summary>Asks DNS servers through the DnsClient library, and believes only answers to the question that was asked.</summary>
/// <remarks>DnsClient 1.8.0 cannot set the CD bit: questions with checking disabled end as <see cref="DnsFailure.CannotAsk"/>.</remarks>
public sealed class DnsClientResolver : IDnsResolver, IDisposable
{
    /// <summary>Fits every path without fragments (the DNS flag day of 2020).</summary>
    private const int EdnsBytes = 1232;

    /// <summary>DnsClient's way of saying: no OPT record (RFC 1035 section 4.2.1).</summary>
    private const int BytesWithoutEdns = 512;

    private readonly LookupClient client;
    private readonly ImmutableArray<NameServer> servers;
    private readonly DnsQueryOptions withEdns;
    private readonly DnsQueryOptions withoutEdns;
    private readonly DnsQueryOptions byTcp;
    private readonly SemaphoreSlim places;
    private readonly QuestionPacer? pacer;
    private readonly int tries;

    public DnsClientResolver(DnsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var addresses = options.Servers.IsEmpty ? DnsClientSystemServers.Read() : options.Servers;
        servers = [.. addresses.Select(server => new NameServer(server))];
        client = new(new LookupClientOptions([.. servers]) { AutoResolveNameServers = false, UseCache = false });
        withEdns = QueryOptions(options, EdnsBytes);
        withoutEdns = QueryOptions(options, BytesWithoutEdns);
        byTcp = QueryOptions(options, EdnsBytes);
        byTcp.UseTcpOnly = true;
        places = new(options.MaxQuestionsInFlight);
        pacer = options.QuestionsPerSecond is { } rate ? new(rate, options.Clock) : null;
        tries = Math.Max(options.Retries + 1, servers.Length);
    }

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question.Name);
        return question.CheckingDisabled
            ? ValueTask.FromResult(DnsAnswer.Failed(question, DnsFailure.CannotAsk))
            : AliasFollower.FollowAsync(question, at => AskAsync(at, question.Type, cancellationToken));
    }

    public void Dispose() => places.Dispose();

    private async ValueTask<DnsReply> AskAsync(DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        if (!CanSend(name)) return DnsReply.Failed(DnsFailure.BadAnswer);
        var reply = DnsReply.Failed(DnsFailure.Unreachable);
        if (servers.IsEmpty) return reply;
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 0; attempt < tries && reply.Failure is not null; attempt++)
            {
                reply = await AskServerAsync(servers[attempt % servers.Length], name, type, withEdns, cancellationToken).ConfigureAwait(false);
            }

            // TCP mends a path that loses packets, and is worth its price only then.
            if (reply.Failure is DnsFailure.Timeout) reply = await AskServerAsync(servers[0], name, type, byTcp, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }

        return reply;
    }

    private async Task<DnsReply> AskServerAsync(
        NameServer server, DomainName name, DnsType type, DnsQueryOptions first, CancellationToken cancellationToken)
    {
        try
        {
            var response = await QueryAsync(first).ConfigureAwait(false);
            if (DnsClientReply.DislikesEdns(response)) response = await QueryAsync(withoutEdns).ConfigureAwait(false);
            return DnsClientReply.Read(response, name, type);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);   // DnsClient reports it as a failed question
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Which exceptions DnsClient lets out on a message it cannot read is not written down; all mean that there is no answer.
            return DnsReply.Failed(FailureOf(exception));
        }

        async Task<IDnsQueryResponse> QueryAsync(DnsQueryOptions options)
        {
            if (pacer is not null) await pacer.WaitAsync(cancellationToken).ConfigureAwait(false);
            var question = new WireQuestion(name.ToString(), (QueryType)type);
            return await client.QueryServerAsync([server], question, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private static DnsFailure FailureOf(Exception exception) => exception switch
    {
        DnsResponseException { Code: DnsResponseCode.ConnectionTimeout } => DnsFailure.Timeout,
        SocketException or IOException => DnsFailure.Unreachable,
        { InnerException: { } inner } => FailureOf(inner),
        _ => DnsFailure.BadAnswer,
    };

    /// <summary>DnsClient takes a name as text and knows no escapes.</summary>
    private static bool CanSend(DomainName name) => !name.Text.Contains('\\');

    private static DnsQueryOptions QueryOptions(DnsClientOptions options, int bytes) => new()
    {
        ExtendedDnsBufferSize = bytes,
        Timeout = options.Timeout,
        Retries = 0,
        UseCache = false,
        UseTcpFallback = true,
        ThrowDnsErrors = false,
        ContinueOnDnsError = false,
        ContinueOnEmptyResponse = false,
    };
}
