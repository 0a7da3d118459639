using MailGuard.Rendering;

namespace MailGuard.Cli.Terminal;

/// <summary>Lines on standard error, harmless whatever they quote.</summary>
internal sealed class StandardError(TextWriter error, bool isQuiet)
{
    /// <summary>Something worth knowing, unless the user wants to hear only of errors.</summary>
    public void Note(string line)
    {
        if (!isQuiet) Write(error, line);
    }

    /// <summary>What ends the command; each line of it begins with the program's name.</summary>
    public static void Fail(TextWriter error, string message)
    {
        foreach (var line in message.Split('\n')) Write(error, $"mailguard: {line}");
    }

    /// <summary>Whole lines: audits side by side write here at the same time.</summary>
    private static void Write(TextWriter error, string line)
    {
        lock (error)
        {
            error.WriteLine(PlainText.Of(line));
            error.Flush();
        }
    }
}
