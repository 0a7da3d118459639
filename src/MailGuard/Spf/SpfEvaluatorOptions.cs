namespace MailGuard.Spf;

/// <summary>How <see cref="SpfEvaluator"/> works; the defaults are those of RFC 7208.</summary>
public sealed record SpfEvaluatorOptions
{
    /// <summary>For the whole check; then the result is temperror. Default 20 s, the least RFC 7208 section 4.6.4 asks for.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Name of the host that checks, the macro <c>%{r}</c> of explanations. Default <c>unknown</c>.</summary>
    public string ReceivingHost { get; init; } = "unknown";

    /// <summary>False to leave an explanation unasked, which saves a question for each fail. Default true.</summary>
    public bool FetchesExplanation { get; init; } = true;

    /// <summary>
    /// After an error has fixed the result, goes on reading the record and what it leads to, so that whoever mends it sees all of its cost.
    /// Receivers stop there, and so does the default, false. What is read beyond is marked <see cref="SpfStepOutcome.AfterResult"/>.
    /// </summary>
    public bool ReadsOn { get; init; }

    /// <summary>For <see cref="MaxTime"/> and the macro <c>%{t}</c>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
