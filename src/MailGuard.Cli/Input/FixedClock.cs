namespace MailGuard.Cli.Input;

/// <summary>One moment for the whole run, so that a long run judges its last domain as it judged its first.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
