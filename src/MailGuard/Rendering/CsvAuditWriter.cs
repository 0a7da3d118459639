using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>CSV for a spreadsheet: one row a member, UTF-8 with a byte order mark, CRLF.</summary>
/// <remarks>
/// Names and order of the columns belong to <see cref="SchemaVersion"/>, which every row repeats in its last cell; scripts rely on
/// them, so they are English in every language, and their values are the words of the JSON schema.
/// </remarks>
/// <param name="listColumns">Columns of the member list that are passed through, in their order, behind <c>name</c>.</param>
public sealed class CsvAuditWriter(TextWriter output, IEnumerable<string> listColumns) : AuditWriter
{
    public const string SchemaVersion = "mailguard/audit-csv/1";

    /// <summary>What a cell says where nothing could be determined; an empty cell says that nothing is there.</summary>
    private const string Undetermined = "undetermined";

    private static readonly ImmutableArray<Column> Member =
    [
        new("row", audit => Number(audit.Row)),
        new("domain", audit => audit.Domain ?? ""),
        new("name", audit => audit.Name ?? ""),
    ];

    private static readonly ImmutableArray<Column> Results =
    [
        new("input", audit => audit.Input),
        new("notes", audit => string.Join(' ', audit.Notes)),
        new("base_domain", audit => audit.Dmarc?.OrganizationalDomain ?? OrUndetermined(audit, "dmarc")),
        new("role", audit => audit.Role),
        new("target", audit => audit.Target ?? ""),
        new("stage", audit => audit.Stage ?? Undetermined),
        new("spoofable", audit => audit.Spoofable ?? Undetermined),
        new("undetermined", audit => string.Join(' ', audit.Undetermined)),
        new("mx", audit => audit.Mx is null ? OrUndetermined(audit, "mx") : Join(audit.Mx.Select(Host))),
        new("mx_null", audit => audit.NullMx is { } isNull ? Boolean(isNull) : OrUndetermined(audit, "mx")),
        new("spf_record", audit => Records(audit, "spf", audit.Spf?.Records)),
        new("spf_valid", audit => OfSpf(audit, spf => Boolean(spf.Record is not null && spf.Result != "permerror"))),
        new("spf_result", audit => OfSpf(audit, spf => spf.Result)),
        new("spf_lookups", audit => OfSpf(audit, spf => Number(spf.Lookups))),
        new("spf_void_lookups", audit => OfSpf(audit, spf => Number(spf.VoidLookups))),
        new("spf_all", audit => OfSpf(audit, spf => spf.All ?? "")),
        new("dmarc_record", audit => Records(audit, "dmarc", audit.Dmarc?.Records)),
        new("dmarc_location", audit => OfDmarc(audit, dmarc => dmarc.Location ?? "")),
        new("dmarc_policy", audit => OfDmarc(audit, dmarc => dmarc.Policy ?? "")),
        new("dmarc_effective_policy", audit => OfDmarc(audit, dmarc => dmarc.EffectivePolicy)),
        new("dmarc_effective_subdomain_policy", audit => OfDmarc(audit, dmarc => dmarc.EffectiveSubdomainPolicy)),
        new("dmarc_effective_nonexistent_policy", audit => OfDmarc(audit, dmarc => dmarc.EffectiveNonexistentPolicy)),
        new("dmarc_rfc7489_effective_policy", audit => OfDmarc(audit, dmarc => dmarc.Rfc7489.EffectivePolicy)),
        new("dmarc_rfc7489_effective_subdomain_policy", audit => OfDmarc(audit, dmarc => dmarc.Rfc7489.EffectiveSubdomainPolicy)),
        new("dmarc_rua", audit => OfDmarc(audit, dmarc => Join(dmarc.Rua))),
        new("dkim_selectors", audit => audit.Dkim is null ? OrUndetermined(audit, "dkim") : string.Join(' ', audit.DkimSelectors())),
        new("mta_sts_record", audit => Records(audit, "mtaSts", audit.MtaSts?.Records)),
        new("tls_rpt_record", audit => Records(audit, "tlsRpt", audit.TlsRpt?.Records)),
        new("dane_hosts", audit => audit.Dane is null ? OrUndetermined(audit, "dane") : Join(DaneHosts(audit.Dane))),
        new("bimi_record", audit => Records(audit, "bimi", audit.Bimi?.Records)),
        new("caa_records", audit => Records(audit, "caa", audit.Caa?.Records)),
        new("critical", audit => Count(audit, "critical")),
        new("high", audit => Count(audit, "high")),
        new("medium", audit => Count(audit, "medium")),
        new("low", audit => Count(audit, "low")),
        new("info", audit => Count(audit, "info")),
        new("worst_severity", audit => audit.Worst()?.Severity ?? ""),
        new("worst_rule", audit => audit.Worst()?.Rule ?? ""),
        new("first_rule", audit => audit.NextAction()?.Rule ?? ""),
        new("first_urgency", audit => audit.NextAction()?.Urgency ?? ""),
        new("first_remedy", audit => audit.NextAction()?.Remedy ?? ""),
        new("rules", audit => string.Join(' ', audit.Findings.Select(finding => finding.Rule).Distinct())),
        new("as_of", audit => audit.AsOf),
        new("schema_version", _ => SchemaVersion),
    ];

    private readonly ImmutableArray<Column> columns = [.. Member, .. listColumns.Select(OfList), .. Results];

    public override void Begin()
    {
        output.Write('\ufeff');
        WriteRow(columns.Select(column => column.Name));
    }

    public override void Write(AuditDocument audit) => WriteRow(columns.Select(column => column.Value(audit)));

    private void WriteRow(IEnumerable<string> cells) => output.Write(string.Join(',', cells.Select(CsvCell.Of)) + "\r\n");

    /// <summary>A list column called like one of ours is prefixed, so that a name means one thing.</summary>
    private static Column OfList(string name) => new(
        Member.Concat(Results).Any(column => column.Name == name) ? $"list_{name}" : name,
        audit => audit.Columns.TryGetValue(name, out var value) ? value : "");

    private static string OfSpf(AuditDocument audit, Func<SpfSection, string> value) =>
        audit.Spf is null ? OrUndetermined(audit, "spf") : value(audit.Spf);

    private static string OfDmarc(AuditDocument audit, Func<DmarcSection, string> value) =>
        audit.Dmarc is null ? OrUndetermined(audit, "dmarc") : value(audit.Dmarc);

    private static string Records(AuditDocument audit, string member, IReadOnlyList<string>? records) =>
        records is null ? OrUndetermined(audit, member) : string.Join(" | ", records.Select(PlainText.OfRecord));

    private static string OrUndetermined(AuditDocument audit, string member) => audit.IsUndetermined(member) ? Undetermined : "";

    private static string Host(MxEntry mx) => $"{Number(mx.Preference)} {mx.Host}";

    private static IEnumerable<string> DaneHosts(DaneSection dane) =>
        from host in dane.Hosts where host.Records.Count > 0 select host.Host;

    private static string Join(IEnumerable<string> values) => string.Join("; ", values);

    private static string Count(AuditDocument audit, string severity) =>
        Number(audit.Findings.Count(finding => finding.Severity == severity));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Boolean(bool value) => value ? "true" : "false";

    private sealed record Column(string Name, Func<AuditDocument, string> Value);
}
