namespace MailGuard.Messages;

/// <summary>How much of a message is read before it is given up. Reaching a limit is said, never passed over.</summary>
public sealed record MessageLimits
{
    /// <summary>Octets of a message that are looked at. Default 60 MB: above what mail systems of hospitals let through.</summary>
    public int MaxOctets { get; init; } = 60_000_000;

    /// <summary>Header fields. Default 5,000: honest mail has about 50.</summary>
    public int MaxFields { get; init; } = 5_000;

    /// <summary>Octets of one header field. Default 256 kB: honest ones are far below, and address parsers slow down above.</summary>
    public int MaxFieldOctets { get; init; } = 256_000;

    /// <summary>DKIM signatures read of one message. Default 10: receivers try no more (RFC 6376 section 6.1 lets them stop).</summary>
    public int MaxSignatures { get; init; } = 10;
}
