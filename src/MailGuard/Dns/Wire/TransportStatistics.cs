namespace MailGuard.Dns.Wire;

/// <summary>What the sockets of one resolver have seen so far.</summary>
internal sealed class TransportStatistics
{
    private long sent;
    private long retried;
    private long overTcp;
    private long unrelated;
    private long damaged;

    public TransportCounters Counters => new(
        Interlocked.Read(ref sent),
        Interlocked.Read(ref retried),
        Interlocked.Read(ref overTcp),
        Interlocked.Read(ref unrelated),
        Interlocked.Read(ref damaged));

    public void CountSent(bool isRepeated)
    {
        Interlocked.Increment(ref sent);
        ResolverMeter.Sent();
        if (!isRepeated) return;
        Interlocked.Increment(ref retried);
        ResolverMeter.Retried();
    }

    public void CountOverTcp()
    {
        Interlocked.Increment(ref overTcp);
        ResolverMeter.OverTcp();
    }

    public void CountUnrelated()
    {
        Interlocked.Increment(ref unrelated);
        ResolverMeter.Unrelated();
    }

    public void CountDamaged()
    {
        Interlocked.Increment(ref damaged);
        ResolverMeter.Damaged();
    }
}
