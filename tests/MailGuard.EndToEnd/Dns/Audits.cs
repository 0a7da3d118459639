using System.Text.Json;
using MailGuard.Results;

namespace MailGuard.EndToEnd.Dns;

/// <summary>Audits read back from the program's JSON.</summary>
internal static class Audits
{
    /// <param name="json">An array, or the one object of a single domain.</param>
    public static IReadOnlyList<AuditDocument> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return root.ValueKind is JsonValueKind.Object
            ? [AuditJson.Read(root.GetRawText())]
            : [.. root.EnumerateArray().Select(audit => AuditJson.Read(audit.GetRawText()))];
    }

    /// <summary>Each audit's JSON by its row; rows tell duplicates of one domain apart.</summary>
    public static Dictionary<int, string> ByRow(string json)
    {
        using var array = JsonDocument.Parse(json);
        return array.RootElement.EnumerateArray()
            .ToDictionary(audit => audit.GetProperty("row").GetInt32(), audit => audit.GetRawText());
    }
}
