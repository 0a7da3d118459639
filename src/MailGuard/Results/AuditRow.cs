using MailGuard.Findings;

namespace MailGuard.Results;

/// <summary>Where an audit stands in its run: what the list or the user said of it.</summary>
/// <param name="Row">As in <see cref="AuditDocument.Row"/>.</param>
/// <param name="Input">As in <see cref="AuditDocument.Input"/>.</param>
public sealed record AuditRow(int Row, string Input)
{
    public string? Name { get; init; }

    public OrderedDictionary<string, string> Columns { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A finished audit as reports show it.</summary>
    public AuditDocument Describe(DomainAudit audit, Language language, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(audit);
        _ = language;
        return new() { Row = Row, Input = Input, Domain = audit.Request.Domain.Text, Name = Name, Columns = Columns, Notes = Notes, AsOf = asOf.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture) };
    }

    /// <summary>A row that names no usable domain: the finding <c>run.unreadable-row</c> and nothing else.</summary>
    /// <param name="problem">Why, in <paramref name="language"/>.</param>
    public AuditDocument DescribeUnreadable(string problem, Language language, DateTimeOffset asOf)
    {
        _ = (problem, language);
        return new() { Row = Row, Input = Input, Domain = null, Name = Name, Columns = Columns, Notes = Notes, AsOf = asOf.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture) };
    }
}
