using System.Globalization;
using System.Text;
using MailGuard.Findings;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace MailGuard.Cli.Terminal;

/// <summary>What a command knows of the process it runs in.</summary>
/// <param name="Output">For results.</param>
/// <param name="Error">For everything else.</param>
internal sealed record Shell(TextWriter Output, TextWriter Error)
{
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>The language of the user's locale.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>True when somebody reads the output as it appears.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Cells a line of the terminal that shows the output, or that <c>COLUMNS</c> asks for; null when neither says.</summary>
    public int? Width { get; init; }

    /// <summary>True for a terminal with colours, unless the user wants none (<c>NO_COLOR</c>, <c>TERM=dumb</c>).</summary>
    public bool HasColor { get; init; }

    /// <summary>True when standard error is a terminal on which a line can be drawn again.</summary>
    public bool CanShowProgress { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Shell OfProcess()
    {
        if (OperatingSystem.IsWindows()) Console.OutputEncoding = new UTF8Encoding(false);
        var isDumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        var hasColor = !Console.IsOutputRedirected && !isDumb && TerminalHasColor();
        return new(Writer(OpenOutput()), Writer(Console.OpenStandardError(), autoFlush: true))
        {
            Input = Console.OpenStandardInput(),
            Language = OperatingSystem.IsWindows()
                ? LanguageChoice.OfLocale(System.Globalization.CultureInfo.CurrentUICulture.Name)
                : LanguageChoice.OfEnvironment(Environment.GetEnvironmentVariable),
            IsOutputTerminal = !Console.IsOutputRedirected,
            Width = WidthOf(Environment.GetEnvironmentVariable("COLUMNS")) ?? (hasColor ? TerminalWidth() : null),
            HasColor = hasColor,
            CanShowProgress = !Console.IsErrorRedirected && !isDumb,
        };
    }

    /// <summary>
    /// On Unix the console stream of .NET keeps silent when a pipe is closed, while a plain handle tells. For a file the console stream
    /// is right: it moves the position that is shared with whoever else writes there.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return output.CanSeek ? Console.OpenStandardOutput() : output;
    }

    private static StreamWriter Writer(Stream stream, bool autoFlush = false) =>
        new(stream, new UTF8Encoding(false), bufferSize: 1 << 14) { AutoFlush = autoFlush, NewLine = "\n" };

    internal static int? WidthOf(string? columns) =>
        int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0 ? width : null;

    /// <summary>Null where a terminal does not tell. Asking it writes an escape sequence, so it is not asked where none may appear.</summary>
    private static int? TerminalWidth() => Console.WindowWidth is > 0 and var width ? width : null;

    /// <summary>Knows terminals and <c>NO_COLOR</c>, and switches escape sequences on in a Windows console.</summary>
    private static bool TerminalHasColor() => AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
}
