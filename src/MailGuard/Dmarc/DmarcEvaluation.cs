using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>The word for a message (RFC 7489 section 11.2, kept by RFC 9989).</summary>
public enum DmarcResult
{
    /// <summary>DMARC does not apply; <see cref="DmarcVerdict.Scope"/> says why.</summary>
    None,

    Pass,
    Fail,

    /// <summary>The answer depends on a question that stayed unanswered, or on an SPF or DKIM check that ended so.</summary>
    TempError,

    /// <summary>The same, where asking again will not help: CNAMEs in a circle, or more questions than one message is given.</summary>
    PermError,
}

/// <summary>Whether DMARC applies to a message, and if not, why.</summary>
public enum DmarcScope
{
    Applies,

    /// <summary>The From header field names no domain.</summary>
    NoAuthorDomain,

    SeveralAuthorDomains,

    /// <summary>No record is found for the author domain; several at one name are none (RFC 9989 section 4.10).</summary>
    NoRecord,

    /// <summary>The record lacks a valid policy and a valid rua (RFC 9989 section 4.10.1).</summary>
    RecordNotApplied,

    /// <summary>A question stayed unanswered.</summary>
    Undetermined,
}

/// <summary>What receivers of both generations make of one message.</summary>
/// <param name="ByTreeWalk">RFC 9989.</param>
/// <param name="ByPublicSuffix">RFC 7489, with the organizational domain of the Public Suffix List.</param>
/// <param name="Questions">Those sent, each once, in order.</param>
public sealed record DmarcEvaluation(DmarcRequest Request, DmarcVerdict ByTreeWalk, DmarcVerdict ByPublicSuffix, ImmutableArray<DnsQuestion> Questions)
{
    /// <summary>The two generations treat the message differently.</summary>
    public bool GenerationsDiffer => (ByTreeWalk.Result, ByTreeWalk.Disposition) != (ByPublicSuffix.Result, ByPublicSuffix.Disposition);
}

/// <summary>What receivers of one generation make of one message.</summary>
/// <param name="OrganizationalDomain">Of the author domain; null when undetermined, or without exactly one author domain.</param>
/// <param name="Applied">The record that applies, and where it stands; null when there is none or it could not be told.</param>
/// <param name="Assessment">The policy for the author domain; null when no record is applied or the tag could not be told.</param>
/// <param name="Spf">Null when the request has none.</param>
/// <param name="Dkim">One a signature, in the order of the request.</param>
public sealed record DmarcVerdict(
    DmarcGeneration Generation,
    DmarcResult Result,
    DmarcScope Scope,
    DomainName? OrganizationalDomain,
    DmarcApplied? Applied,
    DmarcAssessment? Assessment,
    DmarcIdentifier? Spf,
    ImmutableArray<DmarcIdentifier> Dkim)
{
    /// <summary>SPF passed for an aligned domain. False also when that could not be told.</summary>
    public bool SpfAligned => Spf is { IsAlignedPass: true };

    /// <summary>A signature of an aligned domain passed. False also when that could not be told.</summary>
    public bool DkimAligned => Dkim.Any(signature => signature.IsAlignedPass);

    /// <summary>
    /// What the domain owner asks for this message; null unless it fails. An upper bound: receivers must not reject on the policy alone
    /// (RFC 9989 section 7.4).
    /// </summary>
    public DmarcPolicy? Disposition => Result is DmarcResult.Fail ? Assessment?.Disposition : null;
}

/// <summary>A domain that SPF or DKIM spoke of.</summary>
/// <param name="IsAligned">With the author domain, in the mode the record asks for; null when no record applies or it could not be told.</param>
public sealed record DmarcIdentifier(DomainName Domain, DmarcMechanismResult Result, bool? IsAligned)
{
    /// <summary>One such identifier makes the message pass.</summary>
    public bool IsAlignedPass => Result is DmarcMechanismResult.Pass && IsAligned == true;

    /// <summary>May turn out to be an aligned pass.</summary>
    internal bool IsOpen => IsAligned != false && (Result is DmarcMechanismResult.TempError || (Result is DmarcMechanismResult.Pass && IsAligned is null));
}
