using System.Collections.Concurrent;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

/// <summary>Answers when the test says so, and counts what it was asked.</summary>
internal sealed class FakeResolver : IDnsResolver
{
    private readonly ConcurrentDictionary<DnsQuestion, TaskCompletionSource<DnsAnswer>> pending = new();

    public List<DomainName> Asked { get; } = [];

    public List<DomainName> Cancelled { get; } = [];

    /// <summary>Given at once, when set.</summary>
    public Func<DomainName, DnsType, DnsAnswer>? Answer { get; set; }

    public async ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        var (name, type, checkingDisabled) = question;
        Asked.Add(name);
        if (Answer is not null) return Answer(name, type) with { CheckingDisabled = checkingDisabled };
        var answer = pending.GetOrAdd(question, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var waiting = answer.Task.WaitAsync(cancellationToken);
        await using var registration = cancellationToken.Register(() => Cancelled.Add(name));   // the last registered is called first
        return await waiting;
    }

    public void Complete(DnsAnswer answer) => pending[answer.Question].SetResult(answer);
}
