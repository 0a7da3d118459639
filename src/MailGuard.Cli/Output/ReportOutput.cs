using System.Text;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Output;

/// <summary>Where a report goes: standard output, or a file that appears complete or not at all.</summary>
internal sealed class ReportOutput : IDisposable
{
    private readonly AtomicFile? file;
    private readonly string? path;
    private readonly Language language;

    /// <param name="path">Null or <c>-</c> for standard output.</param>
    /// <exception cref="CommandFailure">The file cannot be written there.</exception>
    public ReportOutput(string? path, Shell shell, Language language)
    {
        (this.path, this.language) = (path, language);
        file = path is null or "-" ? null : Try(() => new AtomicFile(path));
        Writer = file is null
            ? shell.Output
            : new StreamWriter(file.Stream, new UTF8Encoding(false), bufferSize: 1 << 14, leaveOpen: true) { NewLine = "\n" };
    }

    public TextWriter Writer { get; }

    /// <summary>Writes a part of the report; a file that cannot take it is named.</summary>
    public void Write(Action write) => Try(() =>
    {
        write();
        return 0;
    });

    /// <summary>The report is complete: a file takes its place now.</summary>
    public void Commit() => Write(() =>
    {
        Writer.Flush();
        file?.Commit();
    });

    public void Dispose() => file?.Dispose();

    private T Try<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException && path is not (null or "-"))
        {
            throw FileProblem.Writing(path, problem, language);
        }
    }
}
