namespace MailGuard.Cli.Output;

/// <summary>Forms of an audit's report.</summary>
internal enum AuditFormat
{
    Text,
    Json,
    JsonLines,
    Csv,
    Html,
    Markdown,
    Sarif,
}

internal static class AuditFormats
{
    /// <summary>As the command line names them.</summary>
    public static (string Word, AuditFormat Format)[] Words { get; } =
    [
        ("text", AuditFormat.Text),
        ("json", AuditFormat.Json),
        ("jsonl", AuditFormat.JsonLines),
        ("csv", AuditFormat.Csv),
        ("html", AuditFormat.Html),
        ("markdown", AuditFormat.Markdown),
        ("sarif", AuditFormat.Sarif),
    ];
}
