namespace MailGuard.Cli;

/// <summary>Ends a command with one line that says what is wrong and how to mend it.</summary>
internal sealed class CommandFailure(string message, Exception? cause = null) : Exception(message, cause);
