using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>Rules as one JSON object, schema <c>mailguard/rules/1</c>, also for a single rule.</summary>
public static class RuleCatalogJson
{
    public const string Schema = "mailguard/rules/1";

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, IEnumerable<Rule> rules, Language language)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteStartArray("rules");
            foreach (var rule in rules) WriteRule(json, rule, rule.In(language));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write(PlainText.OfJson(Encoding.UTF8.GetString(buffer.ToArray())) + "\n");
    }

    private static void WriteRule(Utf8JsonWriter json, Rule rule, RuleText text)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("severity", SchemaWords.Of(rule.Severity));
        json.WriteString("affects", SchemaWords.Of(rule.Affects));
        json.WriteString("urgency", SchemaWords.Of(rule.Urgency));
        json.WriteString("cost", SchemaWords.Of(rule.Cost));
        json.WriteString("owner", SchemaWords.Of(rule.Owner));
        WriteStrings(json, "needs", SchemaWords.Of(rule.Input));
        json.WriteString("source", rule.Source is "" ? null : rule.Source);
        WriteStrings(json, "replaces", rule.Replaces);
        json.WriteString("title", text.Title);
        json.WriteString("problem", text.Problem);
        json.WriteString("why", text.Why);
        json.WriteString("remedy", text.Remedy);
        json.WriteStartArray("cases");
        foreach (var special in text.Cases) WriteCase(json, special);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCase(Utf8JsonWriter json, RuleCase special)
    {
        json.WriteStartObject();
        json.WriteString("name", special.Name);
        json.WriteString("problem", special.Problem);
        json.WriteString("remedy", special.Remedy);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
