using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace MailGuard.EndToEnd.Programs;

/// <summary>What a scripted server does with a question, step by step.</summary>
internal abstract record ScriptedStep
{
    /// <summary>Sends a message; over TCP with its length before it.</summary>
    public sealed record Say(byte[] Message) : ScriptedStep;

    /// <summary>Over TCP only: sends octets as they are.</summary>
    public sealed record Write(byte[] Octets) : ScriptedStep;

    public sealed record Wait(TimeSpan Time) : ScriptedStep;

    /// <summary>Over TCP only: closes the connection.</summary>
    public sealed record Close : ScriptedStep;
}

/// <summary>A question as it arrived.</summary>
/// <param name="Octets">The message without the length that TCP puts before it.</param>
/// <param name="Number">How many came so far over the same transport, this one included.</param>
/// <param name="Connection">1 for the first over TCP; 0 over UDP.</param>
internal sealed record ScriptedQuestion(byte[] Octets, int Number, int Connection, EndPoint From)
{
    public bool IsOverTcp => Connection > 0;
}

/// <summary>A server in this process, on one loopback port for UDP and TCP, that answers as a test wants it to.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private const int ReceiveBuffer = 4 << 20;

    private readonly Channel<ScriptedQuestion> arrivals = Channel.CreateUnbounded<ScriptedQuestion>();
    private readonly ConcurrentQueue<ScriptedQuestion> asked = [];
    private readonly ConcurrentBag<Socket> connections = [];
    private readonly CancellationTokenSource end = new();
    private readonly Func<ScriptedQuestion, IEnumerable<ScriptedStep>> script;
    private readonly Socket udp;
    private readonly Socket tcp;
    private readonly Task listening;
    private int overUdp;
    private int overTcp;
    private int connected;

    /// <param name="script">From any thread, for each question as it arrives; steps of different questions run side by side.</param>
    /// <param name="address">A loopback address; 127.0.0.1 unless given.</param>
    public ScriptedServer(Func<ScriptedQuestion, IEnumerable<ScriptedStep>> script, IPAddress? address = null)
    {
        this.script = script;
        address ??= IPAddress.Loopback;
        EndPoint = new(address, Loopback.FreePort(address));
        udp = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBuffer };
        tcp = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        udp.Bind(EndPoint);
        tcp.Bind(EndPoint);
        tcp.Listen();
        listening = Task.WhenAll(UntilEnd(ReceiveAsync), UntilEnd(AcceptAsync));
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>So far, in the order of arrival.</summary>
    public IReadOnlyList<ScriptedQuestion> Asked => [.. asked];

    /// <summary>TCP connections so far.</summary>
    public int Connections => Volatile.Read(ref connected);

    /// <summary>Waits for the next question that no other call has taken.</summary>
    public ValueTask<ScriptedQuestion> NextAsync(CancellationToken cancellationToken) => arrivals.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        udp.Dispose();
        tcp.Dispose();
        foreach (var connection in connections) connection.Dispose();
        await listening;
        end.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[ushort.MaxValue];
        var anybody = new IPEndPoint(EndPoint.Address, 0);
        while (true)
        {
            var received = await udp.ReceiveFromAsync(buffer, anybody, end.Token);
            var question = Note(buffer[..received.ReceivedBytes], Interlocked.Increment(ref overUdp), connection: 0, received.RemoteEndPoint);
            _ = UntilEnd(() => AnswerAsync(question, async message => await udp.SendToAsync(message, question.From, end.Token), close: null));
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var connection = await tcp.AcceptAsync(end.Token);
            connections.Add(connection);
            _ = UntilEnd(() => ServeAsync(connection, Interlocked.Increment(ref connected)));
        }
    }

    private async Task ServeAsync(Socket connection, int number)
    {
        using var stream = new NetworkStream(connection, ownsSocket: true);
        var length = new byte[sizeof(ushort)];
        while (true)
        {
            await stream.ReadExactlyAsync(length, end.Token);
            var octets = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(octets, end.Token);
            var question = Note(octets, Interlocked.Increment(ref overTcp), number, connection.RemoteEndPoint!);
            await AnswerAsync(question, async bytes => await stream.WriteAsync(bytes, end.Token), connection.Close);
        }
    }

    private ScriptedQuestion Note(byte[] octets, int number, int connection, EndPoint from)
    {
        var question = new ScriptedQuestion(octets, number, connection, from);
        asked.Enqueue(question);
        arrivals.Writer.TryWrite(question);
        return question;
    }

    private async Task AnswerAsync(ScriptedQuestion question, Func<byte[], Task> send, Action? close)
    {
        foreach (var step in script(question))
        {
            switch (step)
            {
                case ScriptedStep.Say say:
                    await send(question.IsOverTcp ? [.. LengthOf(say.Message), .. say.Message] : say.Message);
                    break;
                case ScriptedStep.Write write:
                    await send(write.Octets);
                    break;
                case ScriptedStep.Wait wait:
                    await Task.Delay(wait.Time, end.Token);
                    break;
                case ScriptedStep.Close:
                    close?.Invoke();
                    return;
            }
        }
    }

    private static byte[] LengthOf(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length];

    /// <summary>Whoever asked may be gone, and so may this server.</summary>
    private static async Task UntilEnd(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody is left to be told.
        }
    }
}
