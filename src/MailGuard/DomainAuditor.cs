using MailGuard.Dns;

namespace MailGuard;

/// <summary>Journey 1: a domain in, a <see cref="DomainAudit"/> out. One instance serves the whole process, from any thread.</summary>
public sealed class DomainAuditor(IDnsResolver dns, AuditOptions options)
{
    /// <summary>Never throws on what the DNS holds or fails to answer; only cancellation and the caller's mistakes do.</summary>
    public Task<DomainAudit> AuditAsync(AuditRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = (dns, options, cancellationToken);
        return Task.FromResult(new DomainAudit(request));
    }
}
