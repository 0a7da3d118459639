namespace MailGuard.Dns.Wire;

internal enum QuestionEventKind
{
    Nothing,

    /// <summary>The time to wait is over.</summary>
    Overdue,

    /// <summary>A try came to nothing: no route, a closed port, a broken connection.</summary>
    Unreachable,

    /// <summary>An answer, whatever it says.</summary>
    Answered,

    Cancelled,

    /// <summary>The resolver was disposed.</summary>
    Closed,
}

/// <summary>What happened to a question under way.</summary>
/// <param name="Try">To whom it happened; null when it happened to the question as a whole.</param>
/// <param name="Reading">With <see cref="QuestionEventKind.Answered"/>.</param>
internal readonly record struct QuestionEvent(QuestionEventKind Kind, QuestionTry? Try = null, MessageReading Reading = default)
{
    /// <summary>True when nothing else matters any more.</summary>
    public bool IsFinal => Kind is QuestionEventKind.Cancelled or QuestionEventKind.Closed;

    /// <summary>Of several events that wait to be told the highest counts, of equal ones the newest. A reply outranks every other answer.</summary>
    public int Rank => (2 * (int)Kind) + (Kind is QuestionEventKind.Answered && Reading.Kind is AnswerKind.Reply ? 1 : 0);
}
