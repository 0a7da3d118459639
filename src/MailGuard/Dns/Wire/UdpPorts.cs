namespace MailGuard.Dns.Wire;

/// <summary>The ports one server is asked from: few, opened when needed, each for a while. Safe for any thread.</summary>
internal sealed class UdpPorts(WireServer server) : IDisposable
{
    /// <summary>So that one of them found out is not all, and receive buffers add up.</summary>
    private const int Count = 4;

    /// <summary>Sent from one port before it is the next one's turn: receivers that wake each other all the time cost more than the questions.</summary>
    private const int QuestionsInTurn = 128;

    private readonly Lock gate = new();
    private readonly UdpPort?[] ports = new UdpPort?[Count];
    private readonly List<UdpPort> retired = [];
    private int turn;
    private bool isDisposed;

    /// <returns>False when it could not be sent.</returns>
    public bool TrySend(UdpTry attempt)
    {
        var port = Next();
        return port is not null && (port.TrySend(attempt) || (port.IsWornOut && (Next()?.TrySend(attempt) ?? false)));
    }

    public void Dispose()
    {
        List<UdpPort> open;
        lock (gate)
        {
            isDisposed = true;
            open = [.. ports.OfType<UdpPort>(), .. retired];
        }

        foreach (var port in open) port.Dispose();
    }

    /// <summary>Renewed when worn out. Null when the system gives none.</summary>
    private UdpPort? Next()
    {
        lock (gate)
        {
            if (isDisposed) return null;
            turn = (turn + 1) % (Count * QuestionsInTurn);
            ref var port = ref ports[turn / QuestionsInTurn];
            if (port is { IsWornOut: false }) return port;
            if (port is not null) Retire(port);
            return port = UdpPort.Open(server);
        }
    }

    private void Retire(UdpPort port)
    {
        retired.RemoveAll(other => other.IsClosed);
        port.Retire();
        retired.Add(port);
    }
}
