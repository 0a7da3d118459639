using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace MailGuard.Dns.Wire;

/// <summary>
/// How one question is put until it is answered: over UDP to each server in turn, each time waiting twice as long; the later tries without
/// EDNS, which some networks drop; over TCP when an answer does not fit or none comes. An answer to any try counts, however late.
/// </summary>
internal sealed class QuestionCourse(
    QuestionUnderWay question, ImmutableArray<WireServer> servers, WireResolverOptions options, QuestionPacer? pacer, CancellationToken cancellationToken)
{
    /// <summary>Rounds through the servers with EDNS; later ones leave it out.</summary>
    private const int RoundsWithEdns = 2;

    /// <summary>After which waits are not doubled any more; all lie far behind any deadline then.</summary>
    private const int MostDoublings = 16;

    /// <summary>Waits differ by up to this share, so that what failed together does not come back together.</summary>
    private const double Jitter = 0.25;

    /// <summary>Before the server is asked again that answered with an error or could not be reached; doubled with each round.</summary>
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(100);

    private ImmutableArray<WireServer> refusing = [];
    private Setback setback = Setback.Silence;
    private DnsFailure failure = DnsFailure.Timeout;

    /// <summary>Of the servers that answered with an error; null when none did.</summary>
    private DnsFailure? refusal;
    private int tries;

    /// <summary>Why a try did not settle the question.</summary>
    private enum Setback
    {
        Silence,
        Unreachable,
        ErrorCode,
        DislikesEdns,
        Truncated,
        Closed,
    }

    /// <summary>The try that was last answered, in whatever way; when the question is settled, the one whose answer settled it.</summary>
    public QuestionTry? Heard { get; private set; }

    private bool MayGoOn => setback is not Setback.Closed && !question.IsPastDeadline;

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<DnsReply> RunAsync()
    {
        var order = ByTrust();
        var least = Math.Max(options.Retries + 1, order.Length);
        for (var number = 0; number < least; number++)
        {
            var (server, round) = (order[number % order.Length], number / order.Length);
            if (MustPause(round, order.Length) && await PauseAsync(Longer(PauseAfterError, round)).ConfigureAwait(false) is { } late) return late;
            if (!MayGoOn) break;
            var withEdns = round < RoundsWithEdns && server.TakesEdns;
            if (await AskOverUdpAsync(server, round, withEdns).ConfigureAwait(false) is { } reply) return reply;
            if (await FollowUpAsync(server, round, withEdns).ConfigureAwait(false) is { } next) return next;
        }

        return await AskToTheEndAsync().ConfigureAwait(false) ?? DnsReply.Failed(failure is DnsFailure.Timeout ? refusal ?? failure : failure);
    }

    /// <summary>Servers that lately kept silent come last.</summary>
    private ImmutableArray<WireServer> ByTrust() =>
        servers.Length == 1 || !servers.Any(server => server.IsSuspect) ? servers : [.. servers.OrderBy(server => server.IsSuspect)];

    /// <summary>Lets a server that answered with an error, or could not be reached, come to itself. Another one is asked at once.</summary>
    private bool MustPause(int round, int among) => setback is not Setback.Silence && (round > 0 || (among == 1 && tries > 0));

    /// <returns>An answer that came meanwhile; null: go on.</returns>
    private ValueTask<DnsReply?> PauseAsync(TimeSpan time)
    {
        question.WaitAtMost(time);
        return AnswerAsync(to: null);
    }

    /// <returns>As <see cref="PauseAsync"/>.</returns>
    private ValueTask<DnsReply?> TakeTurnAsync() =>
        pacer?.TakeTurn() is { } wait && wait > TimeSpan.Zero ? PauseAsync(wait) : default;

    /// <returns>Null when this does not settle the question; <see cref="setback"/> says why.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DnsReply?> AskOverUdpAsync(WireServer server, int round, bool withEdns)
    {
        if (pacer is not null && await TakeTurnAsync().ConfigureAwait(false) is { } late) return late;
        if (!MayGoOn) return null;
        var attempt = new UdpTry(question, server, withEdns, Longer(server.FirstWait, round), isRepeated: tries++ > 0);
        question.Add(attempt);
        server.Ask(attempt);
        if (await AnswerAsync(attempt).ConfigureAwait(false) is { } reply) return reply;
        if (setback is Setback.Silence) server.NoteSilence(attempt);
        return null;
    }

    /// <summary>Does what the answer to a try asks for: again without EDNS, or over TCP.</summary>
    private async ValueTask<DnsReply?> FollowUpAsync(WireServer server, int round, bool withEdns)
    {
        if (setback is Setback.DislikesEdns && withEdns)
        {
            if (await AskOverUdpAsync(server, round, withEdns: false).ConfigureAwait(false) is { } reply) return reply;
            if (setback is not Setback.DislikesEdns && Heard is UdpTry { WithEdns: false } plain && plain.Server == server) server.RememberDislikeOfEdns();
        }

        return setback is Setback.Truncated && Heard is UdpTry truncated
            ? await AskOverTcpAsync(truncated.Server, truncated.WithEdns, options.Deadline / 2).ConfigureAwait(false)
            : null;
    }

    /// <summary>After all tries over UDP: once over TCP, which mends a path that loses packets, and then listens as long as there is time.</summary>
    private async ValueTask<DnsReply?> AskToTheEndAsync()
    {
        var wasSilent = setback is Setback.Silence;
        foreach (var server in ByTrust())
        {
            if (!MayGoOn) return null;
            if (refusing.Contains(server)) continue;   // it answers, with an error: another way to ask would not change its mind
            if (await AskOverTcpAsync(server, server.TakesEdns, options.Deadline / 2).ConfigureAwait(false) is { } reply) return reply;
        }

        if (!wasSilent || !MayGoOn || servers.All(server => refusing.Contains(server) || server.IsUnreachable)) return null;
        failure = DnsFailure.Timeout;   // of a server that is only slow, and has no TCP
        if (await PauseAsync(options.Deadline).ConfigureAwait(false) is { } late) return late;
        return setback is Setback.Truncated && Heard is UdpTry truncated && MayGoOn
            ? await AskOverTcpAsync(truncated.Server, truncated.WithEdns, options.Deadline).ConfigureAwait(false)
            : null;
    }

    /// <summary>
    /// Over a connection, and over others while such bring answers: a server may close one at any time, some after each answer (RFC 7766
    /// section 6.2.4).
    /// </summary>
    private async ValueTask<DnsReply?> AskOverTcpAsync(WireServer server, bool withEdns, TimeSpan patience)
    {
        var goesOn = true;
        while (goesOn)
        {
            if (pacer is not null && await TakeTurnAsync().ConfigureAwait(false) is { } late) return late;
            if (!MayGoOn) return null;
            var attempt = new TcpTry(question, server, withEdns);
            question.Add(attempt);
            question.WaitAtMost(patience);
            server.Ask(attempt);
            if (await AnswerAsync(attempt).ConfigureAwait(false) is { } reply) return reply;
            goesOn = (setback is Setback.Unreachable && attempt.ConnectionBroughtAnswers) || (setback is Setback.DislikesEdns && withEdns);
            withEdns &= setback is not Setback.DislikesEdns;
        }

        if (setback is Setback.Truncated) failure = DnsFailure.BadAnswer;   // there is nowhere else to ask for the whole of it
        return null;
    }

    /// <summary>Waits for what becomes of a try, and for late answers to earlier ones.</summary>
    /// <param name="to">Null: only for late answers.</param>
    /// <returns>Null when the try came to nothing.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DnsReply?> AnswerAsync(QuestionTry? to)
    {
        while (true)
        {
            var happened = await question.NextAsync().ConfigureAwait(false);
            switch (happened.Kind)
            {
                case QuestionEventKind.Answered:
                    Heard = happened.Try;
                    if (happened.Reading.Kind is AnswerKind.Reply) return happened.Reading.Reply;
                    if (happened.Reading.Kind is AnswerKind.ErrorCode) NoteRefusal(happened);
                    if (!Concerns(happened, to)) continue;
                    (setback, failure) = SetbackOf(happened.Reading);
                    return null;
                case QuestionEventKind.Overdue:
                    if (to is not null) (setback, failure) = (Setback.Silence, question.SawDamage ? DnsFailure.BadAnswer : DnsFailure.Timeout);
                    return null;
                case QuestionEventKind.Unreachable when happened.Try == to:
                    (setback, failure) = (Setback.Unreachable, DnsFailure.Unreachable);
                    return null;
                case QuestionEventKind.Closed:
                    (setback, failure) = (Setback.Closed, DnsFailure.Unreachable);
                    return null;
                case QuestionEventKind.Cancelled:
                    throw new OperationCanceledException(cancellationToken);
            }
        }
    }

    private void NoteRefusal(QuestionEvent happened)
    {
        if (!refusing.Contains(happened.Try!.Server)) refusing = refusing.Add(happened.Try.Server);
        refusal = happened.Reading.Reply?.Failure;
    }

    /// <summary>True when an answer that settles nothing ends the wait: errors of another server do not, and what does not fit UDP is known already.</summary>
    private bool Concerns(QuestionEvent happened, QuestionTry? to)
    {
        if (happened.Try == to) return true;
        if (happened.Reading.Kind is AnswerKind.Truncated) return to is not TcpTry;
        return to is null ? refusing.Length == servers.Length : happened.Try!.Server == to.Server;
    }

    private static (Setback Setback, DnsFailure Failure) SetbackOf(MessageReading reading) => reading.Kind switch
    {
        AnswerKind.Truncated => (Setback.Truncated, DnsFailure.Unreachable),   // unless TCP leads further
        AnswerKind.DislikesEdns => (Setback.DislikesEdns, DnsFailure.ErrorCode),
        _ => (Setback.ErrorCode, reading.Reply?.Failure ?? DnsFailure.ErrorCode),
    };

    private static TimeSpan Longer(TimeSpan time, int round) =>
        time * (1 << Math.Min(round, MostDoublings)) * (1 + (Jitter * Random.Shared.NextDouble()));
}
