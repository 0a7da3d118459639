using System.Text.Json;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>What SARIF has no member of its own for: urgency, cost, owner, evidence and the record to publish.</summary>
internal static class SarifProperties
{
    public static void Write(Utf8JsonWriter json, AuditDocument audit, FindingEntry finding)
    {
        json.WriteStartObject("properties");
        if (audit.Name is not null) json.WriteString("name", PlainText.Of(audit.Name));
        json.WriteString("subject", PlainText.Of(finding.Subject));
        json.WriteString("severity", PlainText.Of(finding.Severity));
        json.WriteString("urgency", PlainText.Of(finding.Urgency));
        json.WriteString("cost", finding.Cost is null ? null : PlainText.Of(finding.Cost));
        json.WriteString("owner", PlainText.Of(finding.Owner));
        json.WriteString("confidence", PlainText.Of(finding.Confidence));
        WriteEvidence(json, finding.Evidence);
        if (finding.Proposed is { } proposed) WriteProposed(json, proposed);
        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, EvidenceSection evidence)
    {
        json.WriteStartObject("evidence");
        foreach (var (name, value) in evidence.Values)
        {
            json.WritePropertyName(PlainText.Of(name));
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        if (value is long number) json.WriteNumberValue(number);
        else if (value is string text) json.WriteStringValue(PlainText.OfRecord(text));
        else
        {
            json.WriteStartArray();
            foreach (var one in value as IEnumerable<string> ?? []) json.WriteStringValue(PlainText.OfRecord(one));
            json.WriteEndArray();
        }
    }

    private static void WriteProposed(Utf8JsonWriter json, ProposedEntry proposed)
    {
        json.WriteStartObject("proposed");
        json.WriteString("name", PlainText.Of(proposed.Name));
        json.WriteString("type", PlainText.Of(proposed.Type));
        json.WriteNumber("ttl", proposed.Ttl);
        json.WriteString("value", PlainText.OfRecord(proposed.Value));
        json.WriteString("previous", proposed.Previous is { } previous ? Records(previous) : null);
        json.WriteEndObject();
    }

    private static string Records(string previous) => string.Join(" | ", previous.Split('\n').Select(PlainText.OfRecord));
}
