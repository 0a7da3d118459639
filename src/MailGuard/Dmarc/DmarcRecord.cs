using System.Collections.Immutable;
using MailGuard.Parsing;

namespace MailGuard.Dmarc;

/// <summary>The two generations of receivers that read DMARC records side by side.</summary>
public enum DmarcGeneration
{
    /// <summary>Organizational domain by the Public Suffix List; knows pct, not np, psd and t.</summary>
    Rfc7489,

    /// <summary>Organizational domain by the tree walk; knows np, psd and t, not pct.</summary>
    Rfc9989,
}

/// <summary>What a receiver does with a record it found (RFC 9989 section 4.10.1).</summary>
public enum DmarcApplication
{
    AsPublished,

    /// <summary>A policy tag is missing or invalid and there is a valid rua: as if p=none.</summary>
    AsNone,

    /// <summary>A policy tag is missing or invalid and there is no valid rua: as if there were no record.</summary>
    NotApplied,
}

/// <summary>The psd tag (RFC 9989 section 4.7).</summary>
public enum DmarcPsd
{
    Unspecified,
    Yes,
    No,
}

/// <summary>A published DMARC record (RFC 9989 section 4.7), right or wrong.</summary>
/// <param name="Text">As published, one char an octet.</param>
/// <param name="Tags">In order, repeated and unknown ones included; of a repeated tag the first counts.</param>
public sealed record DmarcRecord(string Text, ImmutableArray<Tag> Tags)
{
    /// <summary>The p tag; null when missing or invalid.</summary>
    public DmarcPolicy? Policy { get; init; }

    /// <summary>The sp tag; null when missing or invalid.</summary>
    public DmarcPolicy? SubdomainPolicy { get; init; }

    /// <summary>The np tag; null when missing or invalid.</summary>
    public DmarcPolicy? NonexistentPolicy { get; init; }

    /// <summary>The t tag says y.</summary>
    public bool IsTesting { get; init; }

    public DmarcPsd Psd { get; init; }

    /// <summary>The adkim tag says s: only a signature of the very author domain is aligned (RFC 9989 section 4.4.1).</summary>
    public bool IsStrictDkim { get; init; }

    /// <summary>The aspf tag says s (RFC 9989 section 4.4.2).</summary>
    public bool IsStrictSpf { get; init; }

    /// <summary>The pct tag of RFC 7489, 0 to 100; null when missing or invalid, which means 100.</summary>
    public int? Percent { get; init; }

    public ImmutableArray<DmarcReportUri> Rua { get; init; } = [];

    public ImmutableArray<DmarcReportUri> Ruf { get; init; } = [];

    /// <summary>Of a scheme that reports are not sent to as well: it is the syntax that counts (RFC 9989 section 4.10.1).</summary>
    public bool HasValidRua => Rua.Any(uri => uri.IsWellFormed);

    /// <summary>The fo tag; <see cref="DmarcFailureOptions.AllFail"/> when missing or invalid.</summary>
    public DmarcFailureOptions FailureOptions { get; init; } = DmarcFailureOptions.AllFail;

    /// <summary>
    /// p is the second tag. The grammar of RFC 7489 section 6.4 has it nowhere else: receivers that hold to it read a record with p further back as
    /// one without p. RFC 9989 takes any order.
    /// </summary>
    public bool PolicyFollowsVersion => Tags.Length > 1 && Tags[1].Is("p");

    /// <summary>The published value of a tag; null when it is missing.</summary>
    public string? ValueOf(string tag)
    {
        foreach (var one in Tags)
            if (one.Is(tag)) return one.Value;
        return null;
    }

    public DmarcApplication ApplicationBy(DmarcGeneration generation)
    {
        var isBroken = Policy is null
            || (SubdomainPolicy is null && ValueOf("sp") is not null)
            || (generation is DmarcGeneration.Rfc9989 && NonexistentPolicy is null && ValueOf("np") is not null);
        return !isBroken ? DmarcApplication.AsPublished : HasValidRua ? DmarcApplication.AsNone : DmarcApplication.NotApplied;
    }
}
