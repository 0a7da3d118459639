using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Spf;

namespace MailGuard.Lookalikes;

/// <summary>The look-alikes of one member that are registered, and what could not be told.</summary>
/// <param name="Asked">Candidates that were asked for.</param>
/// <param name="LeftOut">Candidates beyond <see cref="LookalikeOptions.MaxCandidates"/>.</param>
/// <param name="Registered">Those with findings first, then by rank.</param>
/// <param name="Undetermined">Candidates of which a question stayed unanswered: not known to be registered, or what they have. In the order of their rank.</param>
/// <param name="WildcardSuffixes">Suffixes that answer for every name, so that only a delegation shows what is registered.</param>
public sealed record LookalikeScan(
    LookalikeRequest Request,
    int Asked,
    int LeftOut,
    ImmutableArray<RegisteredLookalike> Registered,
    ImmutableArray<DomainName> Undetermined,
    ImmutableArray<DomainName> WildcardSuffixes)
{
    /// <summary>In the order of <see cref="Registered"/>; the subject is the look-alike.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];
}

/// <summary>A candidate that is registered, and what it publishes.</summary>
/// <param name="Member">The domain it resembles.</param>
/// <param name="NameServers">The answer to NS.</param>
/// <param name="Addresses">The answers to A and AAAA.</param>
/// <param name="Shared">What it has in common with the member.</param>
public sealed record RegisteredLookalike(
    DomainName Member,
    LookalikeCandidate Candidate,
    DnsAnswer NameServers,
    DnsAnswer Mx,
    DnsAnswer Txt,
    ImmutableArray<DnsAnswer> Addresses,
    SharedOperation Shared)
{
    public DomainName Domain => Candidate.Domain;

    /// <summary>Hosts that receive its mail, by preference; the null MX (RFC 7505) left out.</summary>
    public IEnumerable<DomainName> MxHosts => Mx.RecordsOf<DnsRecord.Mx>()
        .Where(record => !record.Exchange.IsRoot).OrderBy(record => record.Preference).ThenBy(record => record.Exchange).Select(record => record.Exchange).Distinct();

    /// <summary>RFC 7505: it says that it receives no mail.</summary>
    public bool HasNullMx => Mx.Status is DnsStatus.Found && !MxHosts.Any();

    public ImmutableArray<SpfRecord> SpfRecords { get; } = [.. Txt.RecordsOf<DnsRecord.Txt>().Select(txt => SpfRecordParser.Parse(txt.Text)).OfType<SpfRecord>()];

    /// <summary>An MX that receives, or an SPF record that lets anybody send: it was set up for mail.</summary>
    public bool IsSetUpForMail => MxHosts.Any() || SpfRecords.Any(record => !record.AuthorizesNobody);

    /// <summary>It says of itself that no mail comes from it or goes to it: whoever owns it has closed it.</summary>
    public bool IsClosedToMail => !SpfRecords.IsEmpty && !IsSetUpForMail && (HasNullMx || (Mx.IsAbsent && Addresses.All(answer => answer.IsAbsent)));

    public bool HasOpenQuestions => Mx.IsFailed || Txt.IsFailed || NameServers.IsFailed || Addresses.Any(answer => answer.IsFailed);
}

/// <summary>What a look-alike has in common with the member: a sign that the member registered it itself, though providers serve many.</summary>
/// <param name="NameServers">Name servers of both.</param>
/// <param name="MxHosts">Hosts that receive mail of both.</param>
/// <param name="IsKnown">False when a question about either stayed unanswered.</param>
public sealed record SharedOperation(ImmutableArray<DomainName> NameServers, ImmutableArray<DomainName> MxHosts, bool IsKnown)
{
    /// <summary>Null when undetermined.</summary>
    public bool? IsAny => !NameServers.IsEmpty || !MxHosts.IsEmpty ? true : IsKnown ? false : null;
}
