using System.Text.Json;
using MailGuard.Names;
using MailGuard.Results;

namespace MailGuard.Comparison;

/// <summary>A result read from a file of anybody: an audit, or why it is none.</summary>
/// <param name="Audit">Null when it cannot be read.</param>
/// <param name="Problem">As in <see cref="RunProblem.Problem"/>; null when it can.</param>
internal readonly record struct StoredAudit(AuditDocument? Audit, string? Problem)
{
    /// <summary>Members may be missing, as in results of other versions; what stands there has the right shape.</summary>
    public static StoredAudit Read(ReadOnlySpan<byte> json, bool isCut)
    {
        try
        {
            var audit = AuditJson.ReadAny(json);
            return audit.Schema == AuditDocument.CurrentSchema ? new(Sound(audit), null) : new(null, "other-schema");
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return new(null, isCut ? "torn" : SaysOtherSchema(json) ? "other-schema" : "not-json");
        }
    }

    /// <summary>What two results of one member share: its domain with A-labels, or the input of a row that names none.</summary>
    public static string KeyOf(AuditDocument audit)
    {
        if (audit.Domain is not { } domain) return "\n" + audit.Input;
        return DomainName.TryParse(domain, out var name) ? name.Text : domain;
    }

    private static bool SaysOtherSchema(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new() { MaxDepth = 256 });
        try
        {
            return reader.Read() && reader.TokenType is JsonTokenType.StartObject && reader.Read() && reader.TokenType is JsonTokenType.PropertyName
                && !(reader.ValueTextEquals("schema") && reader.Read() && reader.TokenType is JsonTokenType.String
                    && reader.ValueTextEquals(AuditDocument.CurrentSchema)) && reader.TrySkip() && ReadsToItsEnd(ref reader);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool ReadsToItsEnd(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }

        return true;
    }

    /// <exception cref="JsonException">A list holds nothing where an entry belongs.</exception>
    private static AuditDocument Sound(AuditDocument audit) => audit with
    {
        Input = audit.Input ?? "",
        AsOf = audit.AsOf ?? "",
        Undetermined = Entries(audit.Undetermined),
        Mx = audit.Mx is null ? null : Entries(audit.Mx),
        Spf = audit.Spf is { } spf ? spf with { Records = Entries(spf.Records), Tree = null } : null,
        Dmarc = audit.Dmarc is { } dmarc ? dmarc with { Records = Entries(dmarc.Records) } : null,
        Dkim = audit.Dkim is null ? null : [.. Entries(audit.Dkim).Select(key => key with { Selector = key.Selector ?? "" })],
        MtaSts = audit.MtaSts is { } mtaSts ? mtaSts with { Records = Entries(mtaSts.Records) } : null,
        TlsRpt = audit.TlsRpt is { } tlsRpt ? tlsRpt with { Records = Entries(tlsRpt.Records) } : null,
        Dane = audit.Dane is { } dane ? new([.. Entries(dane.Hosts).Select(host => new DaneHostEntry(host.Host ?? "", Entries(host.Records)))]) : null,
        Bimi = audit.Bimi is { } bimi ? bimi with { Records = Entries(bimi.Records) } : null,
        Caa = audit.Caa is { } caa ? new(caa.Location ?? "", Entries(caa.Records)) : null,
        Findings = [.. Entries(audit.Findings).Select(Sound)],
        Changes = audit.Changes,
    };

    private static FindingEntry Sound(FindingEntry finding) => finding with
    {
        Rule = finding.Rule ?? throw new JsonException("A finding names its rule."),
        Severity = finding.Severity ?? "info",
        RuleSeverity = finding.RuleSeverity ?? finding.Severity ?? "info",
        Subject = finding.Subject ?? "",
        Problem = finding.Problem ?? "",
        Confidence = finding.Confidence ?? "proven",
        Evidence = finding.Evidence ?? new([]),
        Related = Entries(finding.Related),
    };

    private static IReadOnlyList<T> Entries<T>(IReadOnlyList<T>? list)
        where T : class => list is null ? [] : list.Contains(null!) ? throw new JsonException("An entry is null.") : list;
}
