namespace MailGuard.Dns;

/// <summary>Answers only what a snapshot holds, failures included; anything else is <see cref="DnsFailure.NotRecorded"/>.</summary>
public sealed class SnapshotResolver : IDnsResolver
{
    private readonly Dictionary<DnsQuestion, DnsAnswer> answers;

    public SnapshotResolver(DnsSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        answers = snapshot.Answers.ToDictionary(answer => answer.Question);
    }

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question.Name);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(answers.GetValueOrDefault(question) ?? DnsAnswer.Failed(question, DnsFailure.NotRecorded));
    }
}
