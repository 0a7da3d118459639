namespace MailGuard.Rendering;

/// <summary>Text that a SARIF viewer shows as it is.</summary>
internal static class SarifText
{
    /// <summary>Braces would be placeholders (SARIF 2.1.0 section 3.11.5), brackets a link (section 3.11.6).</summary>
    public static string Of(string text) => PlainText.Of(text)
        .Replace("{", "{{", StringComparison.Ordinal)
        .Replace("}", "}}", StringComparison.Ordinal)
        .Replace("[", @"\[", StringComparison.Ordinal)
        .Replace("]", @"\]", StringComparison.Ordinal);

    public static string Level(string severity) => severity switch
    {
        "critical" or "high" => "error",
        "medium" => "warning",
        _ => "note",
    };
}
