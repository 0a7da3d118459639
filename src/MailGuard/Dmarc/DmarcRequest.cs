using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>A message as DMARC sees it: who it is from, and what SPF and DKIM said of it.</summary>
/// <param name="AuthorDomains">
/// The domains of the From header field, each once. DMARC is about exactly one; with none or several it does not apply (RFC 9989 section 5.3.1).
/// </param>
public sealed record DmarcRequest(ImmutableArray<DomainName> AuthorDomains)
{
    public DmarcRequest(DomainName authorDomain)
        : this([authorDomain])
    {
    }

    /// <summary>Null when SPF was not checked.</summary>
    public DmarcSpf? Spf { get; init; }

    /// <summary>One a signature, in the order of the message.</summary>
    public ImmutableArray<DmarcDkim> Dkim { get; init; } = [];

    /// <summary>Null when there are none or several.</summary>
    internal DomainName? AuthorDomain => AuthorDomains is [{ IsRoot: false } only] ? only : null;
}

/// <summary>What SPF said.</summary>
/// <param name="Domain">The domain checked. For a null sender that is the HELO name (RFC 7208 section 2.4), still of the MAIL FROM identity.</param>
/// <param name="IsMailFrom">False for a result about the HELO identity, which DMARC does not count (RFC 9989 section 4.4.2).</param>
public sealed record DmarcSpf(DomainName Domain, DmarcMechanismResult Result, bool IsMailFrom = true);

/// <summary>What the check of one signature said.</summary>
/// <param name="Domain">The d tag.</param>
public sealed record DmarcDkim(DomainName Domain, DmarcMechanismResult Result);

/// <summary>Results of SPF and DKIM (RFC 8601 section 2.7) as far as DMARC tells them apart.</summary>
public enum DmarcMechanismResult
{
    /// <summary>Everything final that is no pass: fail, softfail, neutral, policy, none.</summary>
    NotPassed,

    Pass,

    /// <summary>A question stayed unanswered: neither a pass nor a fail (RFC 9989 section 5.3.6).</summary>
    TempError,

    /// <summary>Broken records or signatures. No pass, however often it is tried.</summary>
    PermError,
}
