using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailGuard.Results;

/// <summary>A <see cref="LookalikeDocument"/> as JSON and back.</summary>
public static class LookalikeJson
{
    private static readonly LookalikeJsonContext Indented = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // Japanese stays readable. Control characters are escaped all the same; the result is never put into a page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Several lines, without a line feed at the end.</summary>
    public static string Write(LookalikeDocument document) => JsonSerializer.Serialize(document, Indented.LookalikeDocument);

    /// <exception cref="JsonException">The text is no such document.</exception>
    public static LookalikeDocument Read(string json)
    {
        var document = JsonSerializer.Deserialize(json, Indented.LookalikeDocument);
        return document?.Schema == LookalikeDocument.CurrentSchema
            ? document
            : throw new JsonException($"The schema is not {LookalikeDocument.CurrentSchema}.");
    }
}

[JsonSerializable(typeof(LookalikeDocument))]
internal sealed partial class LookalikeJsonContext : JsonSerializerContext;
