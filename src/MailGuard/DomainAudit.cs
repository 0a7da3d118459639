using System.Collections.Immutable;
using MailGuard.Findings;

namespace MailGuard;

/// <summary>What one domain publishes and what is wrong with it.</summary>
public sealed record DomainAudit(AuditRequest Request)
{
    public ImmutableArray<Finding> Findings { get; init; } = [];
}
