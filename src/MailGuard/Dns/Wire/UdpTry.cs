namespace MailGuard.Dns.Wire;

/// <summary>A question in one datagram.</summary>
/// <param name="patience">How long to wait for the answer, from the moment it is sent.</param>
internal sealed class UdpTry(QuestionUnderWay question, WireServer server, bool withEdns, TimeSpan patience, bool isRepeated) : QuestionTry(question, server)
{
    public bool WithEdns => withEdns;

    public bool IsRepeated => isRepeated;

    /// <summary>Null while it waits for its turn.</summary>
    public UdpPort? Port { get; set; }

    /// <summary>Timestamp of the resolver's clock; 0 while it waits for its turn.</summary>
    public long SentAt { get; set; }

    /// <summary>True while it counts among the questions the server has to bear; guarded by the server.</summary>
    public bool HoldsPlace { get; set; }

    /// <summary>True when nobody waits for its answer any more; set under the server's lock.</summary>
    public bool IsOver { get; set; }

    public void StartWaiting() => Question.NoteSent(patience);

    public override void End(QuestionTry? answered)
    {
        if (ReferenceEquals(answered, this)) return;
        Server.GiveUp(this);   // before looking at the port: whoever is about to send it looks the other way round
        var wasListening = Port?.Forget(this) ?? false;
        if (wasListening && answered is UdpTry later && later.Server == Server && later.SentAt > SentAt) Server.NoteLoss(this);
    }
}
