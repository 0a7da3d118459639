using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MailGuard.Dns.Wire;

/// <summary>
/// One socket connected to one server, so that the kernel drops what comes from elsewhere, on a port nobody can guess (RFC 5452). A thread of
/// its own receives: that costs half of what asynchronous receiving does.
/// </summary>
internal sealed class UdpPort : IDisposable
{
    /// <summary>After these the port is given up for another one: whoever looks long enough may find it out (RFC 5452 section 9.2).</summary>
    private const int MostQuestions = 20_000;

    /// <summary>Wrong messages after which the port is taken for found out, and what is under way goes by other ways (RFC 5452 section 9.3).</summary>
    private const int MostUnrelated = 1_000;

    /// <summary>As <see cref="MostQuestions"/>, and after it an address of this machine that has changed is noticed.</summary>
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(1);

    private const int MostIds = 32_768;
    private const int LargestMessage = 65_535;
    private const int ReceiveBuffer = 1 << 20;
    private const int ReceiverStack = 256 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<ushort, UdpTry> listening = [];
    private readonly RandomNumbers ids = new();
    private readonly Socket socket;
    private readonly Thread receiver;
    private readonly WireServer server;
    private readonly long openedAt;
    private int questions;
    private int unrelated;
    private bool isBroken;
    private bool isRetired;
    private volatile bool isDisposed;

    private UdpPort(Socket socket, WireServer server)
    {
        this.socket = socket;
        this.server = server;
        openedAt = server.Clock.GetTimestamp();
        receiver = new(Receive, ReceiverStack) { IsBackground = true, Name = $"DNS {server.EndPoint}" };
        receiver.Start();
    }

    /// <summary>True when new questions belong on another port. What is under way still ends here.</summary>
    public bool IsWornOut =>
        isDisposed || isBroken || questions >= MostQuestions || unrelated >= MostUnrelated || server.Clock.GetElapsedTime(openedAt) >= LongestUse;

    public bool IsClosed => isDisposed;

    /// <summary>Null when the system gives no socket, or has no way to the server.</summary>
    public static UdpPort? Open(WireServer server)
    {
        Socket? socket = null;
        try
        {
            socket = new(server.EndPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBuffer };
            BindToRandomPort(socket, server.EndPoint);
            socket.Connect(server.EndPoint);
            return new(socket, server);
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }

    /// <summary>Sends the question under a new id and listens for its answer.</summary>
    /// <returns>False when it could not be sent.</returns>
    public bool TrySend(UdpTry attempt)
    {
        if (!TryListen(attempt)) return false;
        Span<byte> message = stackalloc byte[QuestionMessage.MaxOctets];
        var octets = message[..attempt.Question.Message.Write(message, attempt.Id, attempt.WithEdns)];
        var error = Send(octets);
        if (error is SocketError.ConnectionRefused or SocketError.ConnectionReset) error = Send(octets);   // of a datagram before this one
        var isSent = error is SocketError.Success;
        isBroken |= !isSent && error is not (SocketError.ConnectionRefused or SocketError.ConnectionReset);
        if (!isSent || attempt.IsOver) Forget(attempt);
        return isSent;
    }

    /// <returns>False when nobody listened for its answer any more.</returns>
    public bool Forget(UdpTry attempt)
    {
        lock (gate)
        {
            if (listening.GetValueOrDefault(attempt.Id) != attempt) return false;
            listening.Remove(attempt.Id);
            CloseWhenDone();
            return true;
        }
    }

    /// <summary>Closes the socket as soon as nothing is under way.</summary>
    public void Retire()
    {
        lock (gate)
        {
            isRetired = true;
            CloseWhenDone();
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        socket.Dispose();
        if (Thread.CurrentThread != receiver) receiver.Join();
    }

    private static void BindToRandomPort(Socket socket, IPEndPoint server)
    {
        const int Lowest = 32_768;   // below are ports that services are known by
        const int Attempts = 8;
        var any = server.AddressFamily is AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        var ids = new RandomNumbers();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                socket.Bind(new IPEndPoint(any, Lowest | ids.Next()));
                return;
            }
            catch (SocketException problem) when (problem.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // The next number may be free; after some of them the system chooses.
            }
        }
    }

    private bool TryListen(UdpTry attempt)
    {
        lock (gate)
        {
            if (isRetired || isDisposed || listening.Count >= MostIds) return false;
            questions++;
            do attempt.Id = ids.Next();
            while (!listening.TryAdd(attempt.Id, attempt));
            attempt.Port = this;
            return true;
        }
    }

    private SocketError Send(ReadOnlySpan<byte> octets)
    {
        try
        {
            socket.Send(octets, SocketFlags.None, out var error);
            return error;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.Shutdown;
        }
    }

    private void CloseWhenDone()
    {
        if (!isRetired || listening.Count > 0 || isDisposed) return;
        isDisposed = true;
        socket.Dispose();
    }

    /// <summary>The receiver's thread.</summary>
    private void Receive()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(LargestMessage);
        var errorsInARow = 0;
        while (!isDisposed)
        {
            try
            {
                var octets = socket.Receive(buffer, SocketFlags.None, out var error);
                if (isDisposed) return;
                errorsInARow = error is SocketError.Success ? 0 : errorsInARow + 1;
                if (errorsInARow == 0) Take(buffer.AsSpan(0, octets));
                else TakeError(error);
                if (errorsInARow > 1) Thread.Sleep(1);   // should it fail without end
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        if (Find(message) is not { } attempt)
        {
            DropUnrelated();
            return;
        }

        var reading = MessageReader.Read(message, attempt.Question.Message);
        switch (reading.Kind)
        {
            case AnswerKind.Unrelated:
                DropUnrelated();
                break;
            case AnswerKind.Damaged:
                attempt.Question.SawDamage = true;
                server.Statistics.CountDamaged();
                break;
            default:
                if (Forget(attempt)) server.TakeAnswer(attempt, reading);
                break;
        }
    }

    private UdpTry? Find(ReadOnlySpan<byte> message)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(message, out var id)) return null;
        lock (gate) return listening.GetValueOrDefault(id);
    }

    private void DropUnrelated()
    {
        server.Statistics.CountUnrelated();
        if (++unrelated == MostUnrelated) GiveUpAll();
    }

    /// <summary>An ICMP error of an earlier datagram: nobody listens there, or no way leads there. The socket stays usable.</summary>
    private void TakeError(SocketError error)
    {
        if (error is SocketError.MessageSize or SocketError.Interrupted or SocketError.TimedOut) return;
        UdpTry[] waiting;
        lock (gate) waiting = [.. listening.Values];
        foreach (var attempt in waiting) server.TakeUnreachable(attempt);
    }

    /// <summary>Believes no answer any more that comes here.</summary>
    private void GiveUpAll()
    {
        UdpTry[] waiting;
        lock (gate)
        {
            waiting = [.. listening.Values];
            listening.Clear();
        }

        foreach (var attempt in waiting) server.TakeUnreachable(attempt);
    }
}
