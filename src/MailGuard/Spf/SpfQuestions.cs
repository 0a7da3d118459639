using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Spf;

/// <summary>The questions of one check: each asked once, and none after its time.</summary>
/// <param name="until">Ends with the check's time, and with the caller's patience.</param>
/// <param name="caller">Ends only with the caller's patience.</param>
internal sealed class SpfQuestions(IDnsResolver dns, CancellationToken until, CancellationToken caller)
{
    private readonly Dictionary<DnsQuestion, DnsAnswer> answers = [];

    /// <summary>The check's time is over; all answers from then on are failures.</summary>
    public bool IsOutOfTime { get; private set; }

    public int Asked => answers.Count;

    public async ValueTask<DnsAnswer> AskAsync(DomainName name, DnsType type)
    {
        var question = new DnsQuestion(name, type);
        if (answers.TryGetValue(question, out var known)) return known;
        return answers[question] = await AskOnceAsync(question).ConfigureAwait(false);
    }

    private async ValueTask<DnsAnswer> AskOnceAsync(DnsQuestion question)
    {
        try
        {
            caller.ThrowIfCancellationRequested();
            if (!until.IsCancellationRequested) return await dns.ResolveAsync(question, until).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested && until.IsCancellationRequested)
        {
        }

        IsOutOfTime = true;
        return DnsAnswer.Failed(question, DnsFailure.Timeout);
    }
}
