using System.Collections.Concurrent;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

/// <summary>Answers when the test says so, and counts what it was asked.</summary>
internal sealed class FakeResolver : IDnsResolver
{
    private readonly ConcurrentDictionary<(DomainName, DnsType), TaskCompletionSource<DnsAnswer>> pending = new();

    public List<DomainName> Asked { get; } = [];

    public List<DomainName> Cancelled { get; } = [];

    /// <summary>Given at once, when set.</summary>
    public Func<DomainName, DnsType, DnsAnswer>? Answer { get; set; }

    public async ValueTask<DnsAnswer> ResolveAsync(DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        Asked.Add(name);
        if (Answer is not null) return Answer(name, type);
        var answer = pending.GetOrAdd((name, type), _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var waiting = answer.Task.WaitAsync(cancellationToken);
        await using var registration = cancellationToken.Register(() => Cancelled.Add(name));   // the last registered is called first
        return await waiting;
    }

    public void Complete(DnsAnswer answer) => pending[(answer.Name, answer.Type)].SetResult(answer);
}
