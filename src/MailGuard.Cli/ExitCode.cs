namespace MailGuard.Cli;

/// <summary>What the process returns, as grep does; of several causes the higher wins.</summary>
internal static class ExitCode
{
    public const int NothingFound = 0;

    /// <summary>Something at or above <c>--fail-on</c>.</summary>
    public const int Found = 1;

    /// <summary>The run did not do its work: bad usage, unreadable input, or something needed stayed undetermined.</summary>
    public const int Failed = 2;

    /// <summary>Ended by Ctrl-C (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
