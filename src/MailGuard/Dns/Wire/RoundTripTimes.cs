namespace MailGuard.Dns.Wire;

/// <summary>How long a server takes to answer, smoothed; and how long to wait for it before asking again.</summary>
internal sealed class RoundTripTimes
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);

    /// <summary>A resolver that has to ask far away itself may be slow on average, and lose questions all the same.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private const int RoundTripsToWait = 4;

    /// <summary>Weight of a new time: one in eight, as TCP takes it (RFC 6298 section 2).</summary>
    private const int Smoothing = 8;

    private TimeSpan? smoothed;

    /// <summary>How long to wait for the answer to a first try.</summary>
    public TimeSpan FirstWait => smoothed is not { } time ? ShortestWait : Clamp(time * RoundTripsToWait);

    public void Add(TimeSpan roundTrip) =>
        smoothed = smoothed is { } time ? time + ((roundTrip - time) / Smoothing) : roundTrip;

    private static TimeSpan Clamp(TimeSpan time) => time < ShortestWait ? ShortestWait : time > LongestWait ? LongestWait : time;
}
