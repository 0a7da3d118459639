using System.Collections.Immutable;
using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Lookalikes;

/// <summary>How look-alikes are searched. One instance serves the whole process.</summary>
public sealed record LookalikeOptions
{
    /// <summary>The date findings are judged at (expiry of accepted findings).</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public PublicSuffixes PublicSuffixes { get; init; } = PublicSuffixes.Embedded;

    /// <summary>Other severities, rules off, accepted findings; a finding is accepted for the member or for the look-alike itself.</summary>
    public RuleSettings Settings { get; init; } = RuleSettings.Default;

    /// <summary>
    /// Names asked for one member, in the order of their rank. Default 800: what resembles a name of usual length closely, with the likeliest
    /// words and suffixes, is within it, and a polite rate asks them in a few seconds.
    /// </summary>
    public int MaxCandidates { get; init; } = 800;

    /// <summary>Candidates asked at the same time, over all members. Default 64, as audits.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Domains that belong to members: neither they nor what lies under the same registrable domain are look-alikes.</summary>
    public ImmutableArray<DomainName> Own { get; init; } = [];
}

/// <summary>A member whose look-alikes are searched.</summary>
/// <param name="Name">The institution's name; a Japanese one is tried as a domain. Null when not known.</param>
public sealed record LookalikeRequest(DomainName Domain, string? Name = null);
