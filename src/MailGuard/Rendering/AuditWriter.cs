using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>Draws audits one after another, so that a list of any length passes through without being held.</summary>
public abstract class AuditWriter
{
    /// <summary>Called once, first.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Called for each audit, in the order of the input.</summary>
    public abstract void Write(AuditDocument audit);

    /// <summary>Called once, last.</summary>
    /// <param name="summary">Of all audits written.</param>
    public virtual void End(PortfolioSummary summary)
    {
    }
}
