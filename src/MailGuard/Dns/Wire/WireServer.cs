using System.Net;

namespace MailGuard.Dns.Wire;

/// <summary>One server: the ports it is asked from, the connection to it, how much it bears and how long it takes.</summary>
internal sealed class WireServer : IDisposable
{
    /// <summary>Tries in a row without an answer of use after which other servers are asked first.</summary>
    private const int TroublesOfSuspect = 3;

    private static readonly TimeSpan SuspicionLasts = TimeSpan.FromSeconds(5);

    /// <summary>How long a server is asked without EDNS that answered only so.</summary>
    private static readonly TimeSpan DislikeOfEdnsLasts = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly UdpPorts ports;
    private readonly Queue<UdpTry> firstTries = new();

    /// <summary>Sent before all first tries: their time is running.</summary>
    private readonly Queue<UdpTry> repeatedTries = new();
    private readonly QuestionWindow window;
    private readonly RoundTripTimes roundTrips = new();
    private readonly List<TcpConnection> connections = [];
    private long withoutEdnsSince = long.MinValue;
    private long lastTrouble;
    private int troubles;
    private bool isDisposed;

    public WireServer(IPEndPoint endPoint, WireResolverOptions options, TransportStatistics statistics)
    {
        EndPoint = endPoint.Address.IsIPv4MappedToIPv6 ? new(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
        Statistics = statistics;
        Clock = options.Clock;
        window = new(options.MaxQuestionsInFlight, Clock);
        ports = new(this);
    }

    public IPEndPoint EndPoint { get; }

    public TransportStatistics Statistics { get; }

    public TimeProvider Clock { get; }

    /// <summary>How long to wait for the answer to a first try.</summary>
    public TimeSpan FirstWait
    {
        get
        {
            lock (gate) return roundTrips.FirstWait;
        }
    }

    /// <summary>True while it has lately left several tries in a row unanswered, or refused them.</summary>
    public bool IsSuspect =>
        Volatile.Read(ref troubles) >= TroublesOfSuspect && Clock.GetElapsedTime(Volatile.Read(ref lastTrouble)) < SuspicionLasts;

    /// <summary>True while the network has said so since its last answer. It does not say so of every try.</summary>
    public bool IsUnreachable { get; private set; }

    /// <summary>False while it is known to answer only questions without OPT.</summary>
    public bool TakesEdns
    {
        get
        {
            var since = Volatile.Read(ref withoutEdnsSince);
            return since == long.MinValue || Clock.GetElapsedTime(since) > DislikeOfEdnsLasts;
        }
    }

    public void RememberDislikeOfEdns() => Volatile.Write(ref withoutEdnsSince, Clock.GetTimestamp());

    /// <summary>Sends the question as soon as the server bears one more.</summary>
    public void Ask(UdpTry attempt)
    {
        attempt.Question.WaitForTurn();
        lock (gate)
        {
            if (isDisposed) return;
            (attempt.IsRepeated ? repeatedTries : firstTries).Enqueue(attempt);
        }

        SendNext();
    }

    /// <summary>Asks over the connection that is open, or over a new one.</summary>
    public void Ask(TcpTry attempt)
    {
        Statistics.CountOverTcp();
        TcpConnection connection;
        lock (gate)
        {
            if (isDisposed) return;
            connections.RemoveAll(known => known.IsClosed);
            var usable = connections.Find(known => known.TakesQuestions);
            if (usable is null) connections.Add(usable = new(this, Clock));
            connection = usable;
        }

        connection.Ask(attempt);
    }

    /// <summary>The try waits no longer for its own answer, which still counts if it comes.</summary>
    public void NoteSilence(UdpTry attempt)
    {
        if (attempt.SentAt == 0)   // its turn did not come in time, which says nothing of the server
        {
            GiveUp(attempt);
            return;
        }

        NoteTrouble();
        FreePlace(attempt);
        SendNext();
    }

    public void NoteLoss(UdpTry attempt)
    {
        lock (gate) window.NoteLoss(attempt.SentAt);
    }

    public void TakeUnreachable(UdpTry attempt)
    {
        IsUnreachable = true;
        NoteTrouble();
        FreePlace(attempt);
        attempt.Signal(QuestionEventKind.Unreachable);
        SendNext();
    }

    public void TakeAnswer(UdpTry attempt, MessageReading reading)
    {
        if (reading.Reply?.Failure is DnsFailure.Refused) NoteTrouble();   // it answers others, not us
        else Volatile.Write(ref troubles, 0);
        IsUnreachable = false;
        lock (gate)
        {
            roundTrips.Add(Clock.GetElapsedTime(attempt.SentAt));
            window.NoteAnswer();
            FreePlace(attempt);
        }

        attempt.Signal(QuestionEventKind.Answered, reading);
        SendNext();
    }

    /// <summary>The try shall not be sent if it still waits for its turn, and counts no longer if it was.</summary>
    public void GiveUp(UdpTry attempt)
    {
        lock (gate)
        {
            attempt.IsOver = true;
            FreePlace(attempt);
        }

        SendNext();
    }

    public void Dispose()
    {
        List<TcpConnection> connected;
        lock (gate)
        {
            isDisposed = true;
            connected = [.. connections];
        }

        ports.Dispose();
        foreach (var connection in connected) connection.Dispose();
    }

    private void NoteTrouble()
    {
        Volatile.Write(ref lastTrouble, Clock.GetTimestamp());
        Interlocked.Increment(ref troubles);
    }

    private void FreePlace(UdpTry attempt)
    {
        lock (gate)
        {
            if (!attempt.HoldsPlace) return;
            attempt.HoldsPlace = false;
            window.Leave();
        }
    }

    /// <summary>Sends what waits for its turn, as far as there are places. A try that cannot be sent gives its place to the next.</summary>
    private void SendNext()
    {
        while (TakeNext() is { } next)
        {
            if (TrySend(next)) continue;
            FreePlace(next);
            next.Signal(QuestionEventKind.Unreachable);
        }
    }

    private UdpTry? TakeNext()
    {
        lock (gate)
        {
            while (repeatedTries.TryPeek(out var next) || firstTries.TryPeek(out next))
            {
                if (!next.IsOver && !window.TryEnter()) return null;
                (next.IsRepeated ? repeatedTries : firstTries).Dequeue();
                if (next.IsOver) continue;
                next.HoldsPlace = true;
                return next;
            }

            return null;
        }
    }

    private bool TrySend(UdpTry attempt)
    {
        attempt.SentAt = Clock.GetTimestamp();
        attempt.StartWaiting();
        Statistics.CountSent(attempt.IsRepeated);
        return ports.TrySend(attempt);
    }
}
