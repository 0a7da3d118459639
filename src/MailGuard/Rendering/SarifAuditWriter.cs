using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>SARIF 2.1.0: one result a finding, written as audits pass; rules and what stayed open follow behind them.</summary>
/// <param name="listPath">The member list as the user named it; null without one. Results then point at their row.</param>
public sealed class SarifAuditWriter(TextWriter output, Language language, string? listPath = null) : AuditWriter
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReportWords words = ReportWords.In(language);

    /// <summary>Rule ids in the order of their first result, which is their index.</summary>
    private readonly OrderedDictionary<string, string> ruleSeverities = [];

    private readonly List<string> notifications = [];
    private bool hasResults;

    /// <summary>Where a rule's words are looked up.</summary>
    public Func<string, Rule?> FindRule { get; init; } = RuleCatalog.Find;

    public override void Begin() =>
        output.Write("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n\"results\":[");

    public override void Write(AuditDocument audit)
    {
        foreach (var finding in audit.Findings.Where(finding => finding.IsDetermined())) WriteResult(audit, finding);
        if (audit.HasUndetermined()) notifications.Add(Json(json => WriteNotification(json, audit)));
    }

    public override void End(PortfolioSummary summary)
    {
        output.Write("\n],\n");
        output.Write($"\"language\":\"{words.Choose("en", "ja")}\",\n");
        output.Write($"\"tool\":{Json(WriteTool)},\n");
        var succeeded = notifications.Count == 0 && summary is { Unreadable: 0, Missing: 0 } ? "true" : "false";
        output.Write($"\"invocations\":[{{\"executionSuccessful\":{succeeded},\"toolExecutionNotifications\":[");
        output.Write(string.Join(",\n", notifications) + "]}]\n}]}\n");
    }

    private void WriteResult(AuditDocument audit, FindingEntry finding)
    {
        ruleSeverities.TryAdd(finding.Rule, finding.RuleSeverity);
        output.Write((hasResults ? ",\n" : "\n") + Json(json => WriteResult(json, audit, finding)));
        hasResults = true;
    }

    private void WriteResult(Utf8JsonWriter json, AuditDocument audit, FindingEntry finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", PlainText.Of(finding.Rule));
        json.WriteNumber("ruleIndex", ruleSeverities.IndexOf(finding.Rule));
        json.WriteString("level", SarifText.Level(finding.Severity));
        WriteText(json, "message", finding.Problem + words.Choose(" ", "") + finding.Remedy);
        WriteLocations(json, audit);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("domainRuleSubject/v1", Fingerprint(audit, finding));
        json.WriteEndObject();
        SarifProperties.Write(json, audit, finding);
        json.WriteEndObject();
    }

    /// <summary>The same finding of the next run has the same, whatever its words and values have become.</summary>
    private static string Fingerprint(AuditDocument audit, FindingEntry finding) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{audit.Domain ?? audit.Input}\n{finding.Rule}\n{finding.Subject}")));

    private void WriteLocations(Utf8JsonWriter json, AuditDocument audit)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        if (listPath is not null) WriteRow(json, listPath, audit.Row);
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", PlainText.Of(audit.Domain ?? audit.Input));
        json.WriteString("kind", "namespace");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, string path, int row)
    {
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, row));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteNotification(Utf8JsonWriter json, AuditDocument audit)
    {
        var problems = audit.Findings.Where(finding => !finding.IsDetermined()).Select(finding => finding.Problem);
        if (audit.Undetermined.Count > 0) problems = problems.Prepend(Open(audit));
        json.WriteStartObject();
        json.WriteString("level", "warning");
        WriteText(json, "message", string.Join(words.Choose(" ", ""), problems));
        WriteLocations(json, audit);
        json.WriteEndObject();
    }

    private string Open(AuditDocument audit) => words.Choose(
        $"Could not be checked for {audit.Domain}: {words.Members(audit.Undetermined)}.",
        $"{audit.Domain} では、次の項目を確認できませんでした：{words.Members(audit.Undetermined)}。");

    private void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("driver");
        json.WriteString("name", "MailGuard");
        json.WriteString("semanticVersion", typeof(SarifAuditWriter).Assembly.GetName().Version?.ToString(3));
        json.WriteStartArray("rules");
        foreach (var (id, severity) in ruleSeverities) WriteRule(json, id, severity);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteRule(Utf8JsonWriter json, string id, string severity)
    {
        json.WriteStartObject();
        json.WriteString("id", PlainText.Of(id));
        if (FindRule(id) is { } rule)
        {
            var text = rule.In(language);
            WriteText(json, "shortDescription", text.Title);
            WriteText(json, "fullDescription", text.Why);
            WriteText(json, "help", text.Remedy);
        }

        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", SarifText.Level(severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", SarifText.Of(text));
        json.WriteEndObject();
    }

    /// <summary>One line, so that a file of a whole list can be compared line by line.</summary>
    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact)) write(json);
        return PlainText.OfJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
