using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailGuard.Results;

/// <summary>An <see cref="AuditDocument"/> as JSON and back; what was written reads back to the same document.</summary>
public static class AuditJson
{
    private static readonly AuditJsonContext Indented = new(Options(indented: true));
    private static readonly AuditJsonContext Compact = new(Options(indented: false));

    /// <summary>Several lines, without a line feed at the end.</summary>
    public static string Write(AuditDocument document) => JsonSerializer.Serialize(document, Indented.AuditDocument);

    /// <summary>One line, without a line feed at the end: JSON Lines.</summary>
    public static string WriteLine(AuditDocument document) => JsonSerializer.Serialize(document, Compact.AuditDocument);

    /// <exception cref="JsonException">The text is no such document.</exception>
    public static AuditDocument Read(string json)
    {
        var document = JsonSerializer.Deserialize(json, Compact.AuditDocument);
        return document?.Schema == AuditDocument.CurrentSchema
            ? document
            : throw new JsonException($"The schema is not {AuditDocument.CurrentSchema}.");
    }

    /// <summary>Of whatever schema, from UTF-8.</summary>
    /// <exception cref="JsonException">The text is no such document.</exception>
    internal static AuditDocument ReadAny(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Compact.AuditDocument) ?? throw new JsonException("There is no document.");

    /// <summary>Several lines, without a line feed at the end.</summary>
    public static string Write(CompareDocument document) => JsonSerializer.Serialize(document, Indented.CompareDocument);

    private static JsonSerializerOptions Options(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        NewLine = "\n",
        // An SPF tree nests two levels for each include.
        MaxDepth = 256,
        // Japanese stays readable. Control characters are escaped all the same; the result is never put into a page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(CompareDocument))]
internal sealed partial class AuditJsonContext : JsonSerializerContext;

internal sealed class EvidenceSectionConverter : JsonConverter<EvidenceSection>
{
    public override EvidenceSection Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject) throw new JsonException("Evidence is an object.");
        var values = new List<KeyValuePair<string, object>>();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            values.Add(new(name, ReadValue(ref reader)));
        }

        return new(values);
    }

    public override void Write(Utf8JsonWriter writer, EvidenceSection value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, one) in value.Values)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, one);
        }

        writer.WriteEndObject();
    }

    private static object ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number) return reader.GetInt64();
        if (reader.TokenType is JsonTokenType.String) return reader.GetString()!;
        if (reader.TokenType is not JsonTokenType.StartArray) throw new JsonException("An evidence value is a string, a number or a list.");
        var list = new List<string>();
        while (reader.Read() && reader.TokenType is JsonTokenType.String) list.Add(reader.GetString()!);
        return list;
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        if (value is long number)
        {
            writer.WriteNumberValue(number);
            return;
        }

        if (value is not IEnumerable<string> list)
        {
            writer.WriteStringValue((string)value);
            return;
        }

        writer.WriteStartArray();
        foreach (var one in list) writer.WriteStringValue(one);
        writer.WriteEndArray();
    }
}
