using System.Collections.Immutable;
using MailGuard.Dmarc;
using MailGuard.Names;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>What an earlier result says of the same domain: what rules that look back need, and the dates they carry on.</summary>
/// <param name="AsOf">The day of that result.</param>
public sealed record EarlierAudit(DateOnly AsOf)
{
    /// <summary>The DMARC record that applied then, and what came of it; null when none applied or it could not be told.</summary>
    public EarlierDmarc? Dmarc { get; init; }

    /// <summary>Keys that could be read.</summary>
    public ImmutableArray<EarlierKey> Keys { get; init; } = [];

    /// <summary>Of the MTA-STS policy; null when it was not fetched.</summary>
    public MtaStsMode? MtaStsMode { get; init; }

    /// <summary>Since when that mode is known.</summary>
    public DateOnly? MtaStsModeSince { get; init; }
}

/// <param name="Location">Where the record stood; null when that is no name.</param>
/// <param name="Record">As published; null when there were several.</param>
/// <param name="Exact">For the exact name, by the weaker of the two generations of receivers.</param>
/// <param name="Below">For names below, existing or not, likewise.</param>
public sealed record EarlierDmarc(DomainName? Location, string? Record, DmarcPolicy Exact, DmarcPolicy Below);

/// <param name="KeyHash">As <see cref="Dkim.DkimKeyRecord.KeyHash"/>.</param>
/// <param name="Since">Since when this key is known.</param>
/// <param name="TestingSince">Since when it is known to carry the flag <c>t=y</c>; null without the flag.</param>
public sealed record EarlierKey(string Selector, string KeyHash, DateOnly Since, DateOnly? TestingSince);
