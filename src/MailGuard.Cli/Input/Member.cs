using MailGuard.Cli.Terminal;
using MailGuard.Results;

namespace MailGuard.Cli.Input;

/// <summary>One domain to report: a row of the member list, or an argument.</summary>
/// <param name="Request">Null when there is no usable domain in it; the problem then says why.</param>
internal sealed record Member(AuditRow Row, AuditRequest? Request, Sentence? Problem = null)
{
    /// <summary>The same for members whose audits would be the same; null for one that cannot be audited.</summary>
    public string? Sameness => Request is null
        ? null
        : $"{Request.Domain} {Request.Role} {Request.Target} {string.Join(' ', Request.Selectors)}";
}
