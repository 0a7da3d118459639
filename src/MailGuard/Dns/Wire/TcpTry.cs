namespace MailGuard.Dns.Wire;

/// <summary>A question over a connection.</summary>
internal sealed class TcpTry(QuestionUnderWay question, WireServer server, bool withEdns) : QuestionTry(question, server)
{
    public bool WithEdns => withEdns;

    /// <summary>Null before it is asked.</summary>
    public TcpConnection? Connection { get; set; }

    /// <summary>True when the connection has answered a question, this one or another.</summary>
    public bool ConnectionBroughtAnswers => Connection is { HasAnswered: true };

    public override void End(QuestionTry? answered) => Connection?.Forget(this);
}
