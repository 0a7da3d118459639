namespace MailGuard.Dns.Wire;

/// <summary>A question sent once, to one server. Its answer counts until the question ends, however late it comes.</summary>
internal abstract class QuestionTry(QuestionUnderWay question, WireServer server)
{
    public QuestionUnderWay Question => question;

    public WireServer Server => server;

    /// <summary>Of the message sent; 0 before.</summary>
    public ushort Id { get; set; }

    /// <summary>The try before this one, of the same question.</summary>
    public QuestionTry? Previous { get; set; }

    public void Signal(QuestionEventKind kind, MessageReading reading = default) => question.Signal(new(kind, this, reading));

    /// <summary>Listens no longer.</summary>
    /// <param name="answered">The try whose answer ended the question; null when it ended without one.</param>
    public abstract void End(QuestionTry? answered);
}
