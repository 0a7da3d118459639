using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>What a domain publishes about DMARC, right or wrong, and what receivers of both generations make of it.</summary>
/// <param name="Walk">From the domain up to its top-level domain.</param>
/// <param name="OwnTexts">Every TXT record at <c>_dmarc</c> of the domain, one char an octet.</param>
/// <param name="ByTreeWalk">Null when a question it needs stayed unanswered.</param>
/// <param name="ByPublicSuffix">Null likewise.</param>
/// <param name="IsPublicSuffix">The domain is a rule of the Public Suffix List.</param>
/// <param name="Destinations">Where reports of the applied record go; invalid URIs left out.</param>
/// <param name="Misplaced">DMARC text where no receiver looks; asked only when the domain has no record.</param>
/// <param name="Alias">Set when <c>_dmarc</c> of the domain is a CNAME of its own, not a wildcard's.</param>
public sealed record DmarcPublication(
    DmarcWalk Walk,
    ImmutableArray<string> OwnTexts,
    DmarcView? ByTreeWalk,
    DmarcView? ByPublicSuffix,
    bool IsPublicSuffix,
    ImmutableArray<DmarcReportDestination> Destinations,
    ImmutableArray<MisplacedText> Misplaced,
    DmarcAlias? Alias)
{
    /// <summary>Records above a name of nine or more labels where receivers of its mail do not look, longest name first; asked only when it has none of its own.</summary>
    public ImmutableArray<DmarcStep> Unreachable { get; init; } = [];

    /// <summary>Names below that another organization keeps; asked only when a record applies in a relaxed mode.</summary>
    public ImmutableArray<DmarcExposure> Exposures { get; init; } = [];

    public DomainName Domain => Walk.Start;

    /// <summary>Where the domain's own record belongs.</summary>
    public DomainName OwnName => Domain.Prepend("_dmarc") ?? Domain;

    /// <summary>What applies to the exact name could not be told.</summary>
    public bool IsUndetermined => ByTreeWalk is null || ByPublicSuffix is null;

    /// <summary>The record that applies to the exact name, in the newer generation if both have one.</summary>
    public DmarcApplied? Applied => ByTreeWalk?.Applied ?? ByPublicSuffix?.Applied;

    /// <summary>The record at the domain itself; null when there is none or several.</summary>
    public DmarcRecord? OwnRecord => Walk.Own?.Record;

    /// <summary>For the exact name, by the weaker generation; null when no DMARC is applied.</summary>
    public DmarcPolicy? WeakerExact => DmarcView.Weaker(ByTreeWalk?.Exact, ByPublicSuffix?.Exact);

    /// <summary>For names below, existing or not, by the weaker generation; null likewise.</summary>
    public DmarcPolicy? WeakerBelow => DmarcView.Weaker(
        DmarcView.Weaker(ByTreeWalk?.Subdomain, ByTreeWalk?.Nonexistent), ByPublicSuffix?.Subdomain);

    /// <summary>At least one valid rua that is not proven unauthorised.</summary>
    public bool HasUsableRua => Destinations.Any(destination => destination is { IsAggregate: true, Authorization: not DmarcAuthorization.Missing });
}

/// <summary>Whether the host of a report mailbox has agreed to receive reports about another organization (RFC 9990 section 4).</summary>
public enum DmarcAuthorization
{
    /// <summary>The host belongs to the same organization.</summary>
    NotNeeded,

    Given,

    Missing,

    /// <summary>A question stayed unanswered.</summary>
    Undetermined,
}

/// <summary>A report mailbox and what the DNS says of it.</summary>
/// <param name="IsAggregate">True for rua, false for ruf.</param>
/// <param name="AuthorizationName">The name asked for the host's agreement; null when none is needed or the name would be too long.</param>
/// <param name="IsReachable">The host has an MX or an address, and no null MX; null when undetermined.</param>
public sealed record DmarcReportDestination(
    DmarcReportUri Uri, bool IsAggregate, DmarcAuthorization Authorization, DomainName? AuthorizationName, bool? IsReachable);

/// <summary>Text of one protocol at a name where it has no meaning.</summary>
public sealed record MisplacedText(DomainName Name, string Text);

/// <summary><c>_dmarc</c> of the domain as an alias.</summary>
/// <param name="IsForeign">The target belongs to another organization.</param>
/// <param name="Registrable">Set when a stranger could register the target's domain.</param>
public sealed record DmarcAlias(DomainName Target, bool IsForeign, RegistrableName? Registrable);
