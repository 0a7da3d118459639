using System.Collections.Immutable;
using MailGuard.Cli.Commands;
using MailGuard.Cli.Terminal;
using MailGuard.Rendering;
using MailGuard.Results;

namespace MailGuard.Cli.Output;

/// <summary>The report of one search for look-alikes, drawn while its members pass.</summary>
internal sealed class LookalikeReport : IDisposable
{
    private readonly ReportOutput output;
    private readonly bool isReadAlong;
    private readonly LookalikeWriter writer;

    /// <param name="listColumns">Columns of the member list that are shown.</param>
    /// <exception cref="CommandFailure">The file cannot be written there.</exception>
    public LookalikeReport(LookalikesArguments arguments, ImmutableArray<string> listColumns, Shell shell)
    {
        output = new(arguments.Output, shell, arguments.Language);
        isReadAlong = arguments.IsToStandardOutput && shell.IsOutputTerminal;
        writer = arguments.Format switch
        {
            LookalikesFormat.Json => new JsonLookalikeWriter(output.Writer, arguments.IsSingle),
            LookalikesFormat.Csv => new CsvLookalikeWriter(output.Writer, listColumns),
            _ => new TextLookalikeWriter(output.Writer, arguments.Language, TextLayouts.For(shell, arguments.Output)),
        };
        output.Write(writer.Begin);
    }

    public void Write(LookalikeDocument document)
    {
        output.Write(() => writer.Write(document));
        if (isReadAlong) output.Writer.Flush();
    }

    /// <param name="missing">Members the run was cancelled before; not 0 marks the report as incomplete.</param>
    public void End(int missing)
    {
        output.Write(() => writer.End(missing));
        output.Commit();
    }

    public void Dispose() => output.Dispose();
}
