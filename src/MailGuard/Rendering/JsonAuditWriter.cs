using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>JSON: one object for a single domain, else an array that grows as audits pass.</summary>
/// <param name="single">True when exactly one domain was asked for by hand and no list was given.</param>
public sealed class JsonAuditWriter(TextWriter output, bool single) : AuditWriter
{
    private bool hasElements;

    public override void Write(AuditDocument audit)
    {
        var json = PlainText.OfJson(AuditJson.Write(audit));
        if (single) output.Write(json + "\n");
        else output.Write((hasElements ? ",\n  " : "[\n  ") + json.Replace("\n", "\n  ", StringComparison.Ordinal));
        hasElements = true;
    }

    public override void End(PortfolioSummary summary)
    {
        if (!single) output.Write(hasElements ? "\n]\n" : "[]\n");
    }
}

/// <summary>JSON Lines: one object a line.</summary>
public sealed class JsonLinesAuditWriter(TextWriter output) : AuditWriter
{
    public override void Write(AuditDocument audit) => output.Write(PlainText.OfJson(AuditJson.WriteLine(audit)) + "\n");
}
