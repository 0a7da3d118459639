using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>A comparison as one JSON object, schema <c>mailguard/compare/1</c>.</summary>
public static class CompareJson
{
    public static void Write(TextWriter output, CompareDocument comparison)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(PlainText.OfJson(AuditJson.Write(comparison)) + "\n");
    }
}
