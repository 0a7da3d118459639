using System.Collections.Immutable;
using MailGuard.Bimi;
using MailGuard.Delegation;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Messages;
using MailGuard.Providers;
using MailGuard.Spf;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>Everything one domain publishes about mail, right or wrong.</summary>
/// <param name="Failures">Questions that stayed unanswered, by name and type; those a bound kept from being sent included.</param>
public sealed record DomainFacts(
    AuditRequest Request,
    SpfPublication Spf,
    DmarcPublication Dmarc,
    DkimPublication Dkim,
    TransportPublication Transport,
    BimiPublication Bimi,
    DelegationPublication Delegation,
    ImmutableArray<DnsAnswer> Failures)
{
    /// <summary>The catalogued providers its records point to, in the order of the catalogue.</summary>
    public ImmutableArray<ProviderUse> Providers { get; init; } = [];

    /// <summary>No provider was recognised, and records that may name one could not be asked.</summary>
    public bool AreProvidersUndetermined => Providers.IsEmpty && (Transport.Mx.IsFailed || Spf.IsUndetermined || Dkim.IsUndetermined);

    /// <summary>What samples of the domain's mail show.</summary>
    public SeenMail Mail { get; init; } = SeenMail.None;

    /// <summary>Where other resolvers say something else; see <see cref="AuditOptions.SecondOpinions"/>.</summary>
    public ImmutableArray<AnswerDifference> Differences { get; init; } = [];

    /// <summary>What the owner said, else what the records show.</summary>
    public DomainRole Role => Request.Role ?? DomainStanding.InferRole(this);

    /// <summary>The day of the audit.</summary>
    public DateOnly Today { get; init; }

    public DomainHistory History => new(Today, Request.Earlier);
}

/// <summary>What one domain publishes, what is wrong with it, and what could not be told.</summary>
/// <param name="Findings">By urgency, then severity, then the order of the catalogue.</param>
public sealed record DomainAudit(DomainFacts Facts, ImmutableArray<Finding> Findings)
{
    public DomainStanding Standing { get; } = DomainStanding.Of(Facts);

    /// <summary>How the domain stands to what others ask of senders; those that do not concern its role left out.</summary>
    public ImmutableArray<ProfileStanding> Profiles { get; init; } = [];

    /// <summary>Members of the audit, and rule ids, that could not be determined.</summary>
    public ImmutableArray<string> Undetermined { get; } = OpenQuestions.Of(Facts);
}
