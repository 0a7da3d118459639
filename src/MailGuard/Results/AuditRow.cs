using System.Globalization;
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
        var facts = audit.Facts;
        return Empty(asOf) with
        {
            Domain = facts.Request.Domain.Text,
            Role = SchemaWords.Of(facts.Role),
            RoleInferred = facts.Request.Role is null,
            Target = facts.Request.Target is { } target ? SchemaWords.Of(target) : null,
            Undetermined = audit.Undetermined,
            Stage = audit.Standing.Stage is { } stage ? SchemaWords.Of(stage) : null,
            Spoofable = audit.Standing.Spoofable is { } spoofable ? SchemaWords.Of(spoofable) : null,
            Mx = TransportSections.Mx(facts.Transport),
            NullMx = facts.Transport.Mx.IsFailed ? null : facts.Transport.HasNullMx,
            Spf = SpfSections.Of(facts.Spf),
            Dmarc = DmarcSections.Of(facts.Dmarc),
            Dkim = DkimEntries.Of(facts.Dkim, facts.History),
            MtaSts = TransportSections.MtaSts(facts),
            TlsRpt = TransportSections.TlsRpt(facts.Transport),
            Dane = TransportSections.Dane(facts.Transport),
            Bimi = TransportSections.Bimi(facts.Bimi),
            Caa = TransportSections.Caa(facts.Delegation),
            Dnssec = TransportSections.Dnssec(facts.Delegation),
            Profiles = [.. audit.Profiles.Select(standing => ProfileEntries.Of(standing, language))],
            Providers = facts.AreProvidersUndetermined ? null : [.. facts.Providers.Select(use => ProviderEntries.Of(use, language))],
            Findings = [.. audit.Findings.Select(finding => FindingEntries.Of(finding, language))],
        };
    }

    /// <summary>A row that names no usable domain: the finding <c>run.unreadable-row</c> and nothing else.</summary>
    /// <param name="english">What is wrong with the row and how to mend it.</param>
    /// <param name="japanese">The same.</param>
    public AuditDocument DescribeUnreadable(string english, string japanese, Language language, DateTimeOffset asOf) => Empty(asOf) with
    {
        Findings = [.. RunRules.Rows.Judge((Input, english, japanese)).Select(finding => FindingEntries.Of(finding, language))],
    };

    private AuditDocument Empty(DateTimeOffset asOf) => new()
    {
        Row = Row,
        Input = Input,
        Domain = null,
        Name = Name,
        Columns = Columns,
        Notes = Notes,
        AsOf = asOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Version = typeof(AuditRow).Assembly.GetName().Version!.ToString(3),
    };
}
