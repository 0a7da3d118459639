using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MailGuard.Dns;
using MailGuard.Results;
using MailGuard.Spf;

namespace MailGuard.Rendering;

/// <summary>An evaluation as one JSON object, schema <c>mailguard/spf/1</c>; <c>path</c> holds the terms evaluated, nested where a term leads on.</summary>
public static class SpfEvaluationJson
{
    public const string Schema = "mailguard/spf/1";

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, SpfEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(evaluation);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            WriteRequest(json, evaluation.Request);
            json.WriteString("result", SchemaWords.Of(evaluation.Result));
            json.WriteString("matched", evaluation.Matched?.Text);
            json.WriteString("reason", evaluation.Problem is { } problem ? SchemaWords.Of(problem) : null);
            json.WriteNumber("lookups", evaluation.Lookups);
            json.WriteNumber("voidLookups", evaluation.VoidLookups);
            json.WriteString("explanation", evaluation.Explanation);
            WriteVisit(json, evaluation.Path);
            json.WriteEndObject();
        }

        output.Write(PlainText.OfJson(Encoding.UTF8.GetString(buffer.ToArray())) + "\n");
    }

    private static void WriteRequest(Utf8JsonWriter json, SpfRequest request)
    {
        json.WriteString("domain", request.Domain);
        json.WriteString("ip", request.ClientAddress.ToString());
        json.WriteString("mailFrom", request.Sender);
        json.WriteString("helo", request.Helo);
    }

    /// <param name="visit">Null when the domain is no name.</param>
    private static void WriteVisit(Utf8JsonWriter json, SpfVisit? visit)
    {
        json.WriteString("record", visit?.Record?.Text);
        WriteStrings(json, "records", visit?.Records.Select(record => record.Text) ?? []);
        WriteStrings(json, "errors", visit?.Records.SelectMany(record => record.Errors).Select(error => error.Found) ?? []);
        json.WriteStartArray("path");
        foreach (var step in visit?.Steps ?? []) WriteStep(json, step);
        json.WriteEndArray();
    }

    /// <summary>Recursion ends: no check asks more than some hundred questions, and each level is one.</summary>
    private static void WriteStep(Utf8JsonWriter json, SpfStep step)
    {
        json.WriteStartObject();
        json.WriteString("term", step.Term.Text);
        json.WriteString("outcome", SchemaWords.Of(step.Outcome));
        json.WriteString("problem", step.Problem is { } problem ? SchemaWords.Of(problem) : null);
        json.WriteBoolean("countsAsLookup", step.Term.CountsAsLookup);
        json.WriteBoolean("countsAsVoidLookup", step.IsVoid);
        json.WriteString("name", step.Name);
        json.WriteStartArray("answers");
        foreach (var answer in step.Target?.Answer is { } text ? [text] : step.Answers) WriteAnswer(json, answer);
        json.WriteEndArray();
        if (step.Target is { } target)
        {
            json.WriteString("result", target.Result is { } result ? SchemaWords.Of(result) : null);
            WriteVisit(json, target);
        }

        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, DnsAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("name", answer.Name.Text);
        json.WriteString("type", DnsTypeName.Of(answer.Type));
        json.WriteString("status", SchemaWords.Of(answer.Status));
        WriteStrings(json, "records", SpfAnswerWords.Data(answer));
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
