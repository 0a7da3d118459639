using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MailGuard.Dns.Wire;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>
/// Asks DNS servers over UDP, and over TCP where that is needed. Believes only what answers the question asked, by the server asked (RFC 5452);
/// anything else is dropped while listening goes on. One instance serves the process, with a handful of sockets however many ask.
/// </summary>
/// <remarks>What it does is counted by the meter <c>MailGuard.Dns</c> as well as by <see cref="Counters"/>.</remarks>
public sealed class WireResolver : IDnsResolver, IDisposable
{
    private readonly ImmutableArray<WireServer> servers;
    private readonly WireResolverOptions options;
    private readonly TransportStatistics statistics = new();
    private readonly QuestionTimer timer;
    private readonly QuestionPacer? pacer;

    /// <exception cref="ArgumentOutOfRangeException">A limit nobody can work under; the message names it.</exception>
    public WireResolver(WireResolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        this.options = options;
        var addresses = options.Servers.IsEmpty ? DnsClientSystemServers.Read() : options.Servers;
        servers = [.. addresses.Select(address => new WireServer(address, options, statistics))];
        timer = new(options.Clock);
        pacer = options.QuestionsPerSecond is { } rate ? new(rate, options.Clock) : null;
    }

    /// <summary>As of now; later questions do not change it.</summary>
    public TransportCounters Counters => statistics.Counters;

    /// <exception cref="ObjectDisposedException">The resolver is disposed.</exception>
    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question.Name);
        ObjectDisposedException.ThrowIf(timer.IsDisposed, this);
        return AliasFollower.FollowAsync(question, name => AskAsync(name, question, cancellationToken));
    }

    /// <summary>Questions under way end as <see cref="DnsFailure.Unreachable"/>, sockets and threads are given back.</summary>
    public void Dispose()
    {
        timer.Dispose();
        foreach (var server in servers) server.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DnsReply> AskAsync(DomainName name, DnsQuestion question, CancellationToken cancellationToken)
    {
        if (servers.IsEmpty) return DnsReply.Failed(DnsFailure.Unreachable);
        cancellationToken.ThrowIfCancellationRequested();
        var open = new QuestionUnderWay(new(name, question.Type, question.CheckingDisabled), options.Clock, options.Deadline);
        if (!timer.TryAdd(open)) return DnsReply.Failed(DnsFailure.Unreachable);
        var registration = cancellationToken.UnsafeRegister(
            static state => ((QuestionUnderWay)state!).Signal(new(QuestionEventKind.Cancelled)), open);
        var course = new QuestionCourse(open, servers, options, pacer, cancellationToken);
        try
        {
            return await course.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            registration.Unregister();
            open.End(course.Heard);
            timer.Remove(open);
        }
    }
}
