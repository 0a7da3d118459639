using System.Collections.Immutable;
using MailGuard.Cli.Commands;
using MailGuard.Cli.Terminal;
using MailGuard.Portfolio;
using MailGuard.Rendering;
using MailGuard.Rendering.Html;
using MailGuard.Results;

namespace MailGuard.Cli.Output;

/// <summary>The report of one run, drawn while its audits pass.</summary>
internal sealed class AuditReport : IDisposable
{
    private readonly ReportOutput output;
    private readonly bool isReadAlong;
    private readonly FileStream? spool;
    private readonly AuditWriter writer;
    private readonly PortfolioSummary? counted;

    /// <param name="listColumns">Columns of the member list that are shown.</param>
    /// <exception cref="CommandFailure">The file cannot be written there.</exception>
    public AuditReport(AuditArguments arguments, ImmutableArray<string> listColumns, Shell shell)
    {
        output = new(arguments.Output, shell, arguments.Language);
        isReadAlong = arguments.IsToStandardOutput && shell.IsOutputTerminal;
        spool = arguments is { Format: AuditFormat.Html, IsSingle: false } ? Spool.Create() : null;
        counted = ShowsSummary(arguments.Format) ? new() : null;
        writer = WriterOf(arguments, listColumns, TextLayouts.For(shell, arguments.Output));
        output.Write(writer.Begin);
    }

    public void Write(AuditDocument audit)
    {
        counted?.Add(audit);
        output.Write(() => writer.Write(audit));
        if (isReadAlong) output.Writer.Flush();
    }

    /// <param name="missing">Members the run was cancelled before; not 0 marks the report as incomplete.</param>
    public void End(int missing)
    {
        var summary = counted ?? new();
        summary.Missing = missing;
        output.Write(() => writer.End(summary));
        output.Commit();
    }

    public void Dispose()
    {
        spool?.Dispose();
        output.Dispose();
    }

    /// <summary>Formats that are only members keep nothing, so that a list of any length needs the same memory.</summary>
    private static bool ShowsSummary(AuditFormat format) => format is not (AuditFormat.Json or AuditFormat.JsonLines or AuditFormat.Csv);

    private AuditWriter WriterOf(AuditArguments arguments, ImmutableArray<string> listColumns, TextLayout layout) => arguments.Format switch
    {
        AuditFormat.Json => new JsonAuditWriter(output.Writer, arguments.IsSingle),
        AuditFormat.JsonLines => new JsonLinesAuditWriter(output.Writer),
        AuditFormat.Csv => new CsvAuditWriter(output.Writer, listColumns),
        AuditFormat.Markdown => new MarkdownAuditWriter(output.Writer, arguments.Language, arguments.IsSingle),
        AuditFormat.Html when arguments.IsSingle => new DomainPage(output.Writer, PageOptionsOf(arguments)),
        AuditFormat.Html => new PortfolioPage(output.Writer, spool!, PageOptionsOf(arguments)),
        AuditFormat.Sarif => new SarifAuditWriter(output.Writer, arguments.Language, arguments.List),
        _ => new TextAuditWriter(output.Writer, arguments.Language, arguments.IsSingle, layout),
    };

    private static PageOptions PageOptionsOf(AuditArguments arguments) =>
        new(arguments.Language, InputOf(arguments)) { Full = arguments.Full };

    private static string InputOf(AuditArguments arguments) =>
        arguments.List is { } list and not "-" ? Path.GetFileName(list) : string.Join(' ', arguments.Domains);
}
