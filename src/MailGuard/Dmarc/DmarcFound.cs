using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>What receivers of one generation find for a domain: where its organization ends, and the record that applies.</summary>
/// <param name="OrganizationalDomain">Null when a question that decides it stayed unanswered.</param>
/// <param name="Applied">Null when no record is found, and when it could not be told.</param>
/// <param name="IsOpen">Which record applies could not be told.</param>
internal sealed record DmarcFound(DmarcGeneration Generation, DomainName Domain, DomainName? OrganizationalDomain, DmarcApplied? Applied, bool IsOpen)
{
    /// <summary>RFC 9989 sections 4.10.1 and 4.10.2. The domain's own record applies whatever stands above it.</summary>
    public static DmarcFound ByTreeWalk(DmarcWalk walk)
    {
        var isOpen = walk.IsUndetermined && walk.Own is null;
        return new(DmarcGeneration.Rfc9989, walk.Start, walk.IsUndetermined ? null : walk.OrganizationalDomain, isOpen ? null : walk.Applied, isOpen);
    }

    /// <summary>RFC 7489 section 6.6.3: the domain's own record, else that of the organizational domain of the Public Suffix List.</summary>
    /// <param name="organizational">What stands there; not looked at when the domain has records.</param>
    /// <remarks>Several records at the domain end the search; only a domain without any sends the receiver on.</remarks>
    public static DmarcFound ByPublicSuffix(DomainName organization, DmarcStep own, DmarcStep organizational)
    {
        var at = own.Records.IsEmpty ? organizational : own;
        var applied = at.Record is { } record ? new DmarcApplied(at.Domain, record, at.Domain != own.Domain) : null;
        return new(DmarcGeneration.Rfc7489, own.Domain, organization, applied, own.Answer.IsFailed || at.Answer.IsFailed);
    }

    /// <summary>Null when no record applies.</summary>
    /// <param name="exists">False when the domain is NXDOMAIN.</param>
    public DmarcAssessment? Assess(bool exists) => Applied is null ? null
        : DmarcAssessment.Of(Applied.Record, Generation, !Applied.IsInherited ? DmarcName.Owner : exists ? DmarcName.Subdomain : DmarcName.Nonexistent);
}
