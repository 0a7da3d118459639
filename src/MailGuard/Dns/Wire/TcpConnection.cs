using System.Buffers.Binary;
using System.Net.Sockets;
using System.Threading.Channels;

namespace MailGuard.Dns.Wire;

/// <summary>A connection to one server for many questions at a time, whose answers come in any order (RFC 7766).</summary>
internal sealed class TcpConnection : IDisposable
{
    /// <summary>A server that for so long answers none of the questions it holds may be stuck on one: others get a new connection.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(2);

    /// <summary>After which an unused connection is closed: it costs the server a place (RFC 7766 section 6.2.3).</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<ushort, TcpTry> listening = [];
    private readonly RandomNumbers ids = new();
    private readonly Channel<TcpTry> unsent = Channel.CreateUnbounded<TcpTry>(new() { SingleReader = true });
    private readonly CancellationTokenSource end = new();
    private readonly WireServer server;
    private readonly TimeProvider clock;
    private readonly Task run;
    private readonly ITimer idle;
    private long lastUsed;

    /// <summary>When the oldest question was sent since which no message has come; null when none waits. Giving a question up does not end that.</summary>
    private long? unansweredSince;

    private volatile bool isClosed;

    public TcpConnection(WireServer server, TimeProvider clock)
    {
        this.server = server;
        this.clock = clock;
        lastUsed = clock.GetTimestamp();
        idle = clock.CreateTimer(static state => ((TcpConnection)state!).CloseIfUnused(), this, Idle, Idle);
        run = Task.Run(RunAsync);
    }

    public bool IsClosed => isClosed;

    public bool HasAnswered { get; private set; }

    public bool TakesQuestions
    {
        get
        {
            lock (gate) return !isClosed && (unansweredSince is not { } since || clock.GetElapsedTime(since) < Stuck);
        }
    }

    /// <summary>Sends the question under a new id and listens for its answer; signals the question when that fails.</summary>
    public void Ask(TcpTry attempt)
    {
        if (TryListen(attempt)) unsent.Writer.TryWrite(attempt);
        else attempt.Signal(QuestionEventKind.Unreachable);
    }

    public void Forget(TcpTry attempt)
    {
        lock (gate)
        {
            if (listening.GetValueOrDefault(attempt.Id) == attempt) listening.Remove(attempt.Id);
        }
    }

    public void Dispose()
    {
        end.Cancel();
        run.Wait();
    }

    private bool TryListen(TcpTry attempt)
    {
        const int MostIds = 32_768;
        lock (gate)
        {
            if (isClosed || listening.Count >= MostIds) return false;
            lastUsed = clock.GetTimestamp();
            unansweredSince ??= lastUsed;
            do attempt.Id = ids.Next();
            while (!listening.TryAdd(attempt.Id, attempt));
            attempt.Connection = this;
            return true;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            using var socket = new Socket(server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server.EndPoint, end.Token).ConfigureAwait(false);
            using var stream = new NetworkStream(socket);
            Task[] both = [SendAsync(stream), ReceiveAsync(stream)];
            await Task.WhenAny(both).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(both).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // However a connection ends, what it leaves unanswered is told below.
        }
        finally
        {
            Close();
        }
    }

    private async Task SendAsync(NetworkStream stream)
    {
        var octets = new byte[sizeof(ushort) + QuestionMessage.MaxOctets];
        await foreach (var attempt in unsent.Reader.ReadAllAsync(end.Token).ConfigureAwait(false))
        {
            var length = attempt.Question.Message.Write(octets.AsSpan(sizeof(ushort)), attempt.Id, attempt.WithEdns);
            BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)length);
            await stream.WriteAsync(octets.AsMemory(0, sizeof(ushort) + length), end.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Messages with their length before them (RFC 1035 section 4.2.2), until one of both sides closes.</summary>
    private async Task ReceiveAsync(NetworkStream stream)
    {
        var octets = new byte[sizeof(ushort) + ushort.MaxValue];
        while (true)
        {
            await stream.ReadExactlyAsync(octets.AsMemory(0, sizeof(ushort)), end.Token).ConfigureAwait(false);
            var message = octets.AsMemory(sizeof(ushort), BinaryPrimitives.ReadUInt16BigEndian(octets));
            await stream.ReadExactlyAsync(message, end.Token).ConfigureAwait(false);
            Take(message.Span);
        }
    }

    private void CloseIfUnused()
    {
        lock (gate)
        {
            if (isClosed || listening.Count > 0 || clock.GetElapsedTime(lastUsed) < Idle) return;
            isClosed = true;
        }

        end.Cancel();   // also while it is still connecting, or the other side does not read
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        if (Find(message) is not { } attempt)
        {
            server.Statistics.CountUnrelated();
            return;
        }

        var reading = MessageReader.Read(message, attempt.Question.Message);
        switch (reading.Kind)
        {
            case AnswerKind.Unrelated or AnswerKind.Damaged:
                server.Statistics.CountDamaged();
                Settle(attempt, new(AnswerKind.ErrorCode, DnsReply.Failed(DnsFailure.BadAnswer)));   // nobody else can send here: no better one follows
                break;
            default:
                Settle(attempt, reading);
                break;
        }
    }

    private void Settle(TcpTry attempt, MessageReading reading)
    {
        HasAnswered = true;
        Forget(attempt);
        attempt.Signal(QuestionEventKind.Answered, reading);
    }

    private TcpTry? Find(ReadOnlySpan<byte> message)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(message, out var id)) return null;
        lock (gate)
        {
            lastUsed = clock.GetTimestamp();
            unansweredSince = listening.Count > 1 ? lastUsed : null;
            return listening.GetValueOrDefault(id);
        }
    }

    private void Close()
    {
        TcpTry[] unanswered;
        lock (gate)
        {
            isClosed = true;
            unanswered = [.. listening.Values];
            listening.Clear();
        }

        idle.Dispose();
        unsent.Writer.TryComplete();
        foreach (var attempt in unanswered) attempt.Signal(QuestionEventKind.Unreachable);
    }
}
