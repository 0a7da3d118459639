using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Answers only what a snapshot holds, failures included; anything else is <see cref="DnsFailure.NotRecorded"/>.</summary>
public sealed class SnapshotResolver : IDnsResolver
{
    private readonly Dictionary<(DomainName, DnsType), DnsAnswer> answers;

    public SnapshotResolver(DnsSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        answers = snapshot.Answers.ToDictionary(answer => (answer.Name, answer.Type));
    }

    public ValueTask<DnsAnswer> ResolveAsync(DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(answers.GetValueOrDefault((name, type)) ?? DnsAnswer.Failed(name, type, DnsFailure.NotRecorded));
    }
}
