using MailGuard.Results;

namespace MailGuard.Portfolio;

/// <summary>What many audits have in common, counted as they pass: nothing of an audit is kept but its share in the counts.</summary>
public sealed class PortfolioSummary
{
    public void Add(AuditDocument audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        Members++;
    }

    /// <summary>Rows seen, unreadable ones included.</summary>
    public int Members { get; private set; }
}
