using System.Collections.Immutable;
using MailGuard.Dmarc;
using MailGuard.Messages;
using MailGuard.Names;

namespace MailGuard;

/// <summary>What a domain is for.</summary>
public enum DomainRole
{
    Unknown,
    Sending,
    ReceivingOnly,

    /// <summary>Not used for mail at all.</summary>
    Parked,
}

/// <summary>One domain to audit, with what its owner says of it.</summary>
/// <param name="Role">Null: decided from evidence.</param>
/// <param name="Target">The policy the owner wants; null when not said.</param>
public sealed record AuditRequest(DomainName Domain, DomainRole? Role = null, DmarcPolicy? Target = null)
{
    /// <summary>DKIM selectors known to be in use.</summary>
    public ImmutableArray<string> Selectors { get; init; } = [];

    /// <summary>Outgoing mail of the domain and of names below it; others are passed over.</summary>
    public ImmutableArray<MessageSample> Samples { get; init; } = [];

    /// <summary>Domains that mail shown to the run names, of whomever; those of <see cref="Samples"/> need not be repeated.</summary>
    public ImmutableArray<DomainName> DomainsSeen { get; init; } = [];

    /// <summary>What an earlier result says of the domain, for rules that look back; null: they do not run.</summary>
    public EarlierAudit? Earlier { get; init; }
}
