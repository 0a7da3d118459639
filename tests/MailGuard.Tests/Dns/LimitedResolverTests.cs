using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

public sealed class LimitedResolverTests : IDisposable
{
    private static readonly DnsQuestion Question = new(DomainName.Parse("hospital.example"), DnsType.Txt);

    private readonly FakeResolver inner = new();
    private readonly CancellationTokenSource caller = new();
    private readonly CancellationTokenSource until;

    public LimitedResolverTests() => until = CancellationTokenSource.CreateLinkedTokenSource(caller.Token);

    public void Dispose()
    {
        until.Dispose();
        caller.Dispose();
    }

    [Fact]
    public async Task Each_question_is_asked_once_whether_it_is_under_way_or_answered()
    {
        var limited = Limited(1);
        var callers = Enumerable.Range(0, 3).Select(_ => ResolveAsync(limited, Question)).ToList();
        inner.Complete(DnsAnswer.NoData(Question.Name, Question.Type));
        Assert.All(await Task.WhenAll(callers), answer => Assert.Equal(DnsStatus.NoData, answer.Status));
        Assert.Equal(DnsStatus.NoData, (await ResolveAsync(limited, Question)).Status);
        Assert.Single(inner.Asked);
        Assert.Empty(limited.Failures);
    }

    [Fact]
    public async Task Beyond_the_limit_nothing_is_sent()
    {
        inner.Answer = (name, type) => DnsAnswer.NoData(name, type);
        var limited = Limited(1);
        await ResolveAsync(limited, Question);
        Assert.Equal(DnsFailure.LimitReached, (await ResolveAsync(limited, Question with { Type = DnsType.Mx })).Failure);
        Assert.Single(inner.Asked);
        Assert.Equal(DnsType.Mx, Assert.Single(limited.Failures).Type);
    }

    [Fact]
    public async Task When_the_time_is_up_what_is_under_way_has_timed_out()
    {
        var limited = Limited(9);
        var callers = new[] { ResolveAsync(limited, Question), ResolveAsync(limited, Question) };
        await until.CancelAsync();
        Assert.All(await Task.WhenAll(callers), answer => Assert.Equal(DnsFailure.Timeout, answer.Failure));
        Assert.Single(limited.Failures);
    }

    [Fact]
    public async Task The_callers_cancellation_ends_all_who_wait_and_who_come_later()
    {
        var limited = Limited(9);
        var callers = new[] { ResolveAsync(limited, Question), ResolveAsync(limited, Question) };
        await caller.CancelAsync();
        foreach (var waiting in callers) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ResolveAsync(limited, Question));
        Assert.Empty(limited.Failures);
    }

    [Fact]
    public async Task A_failure_with_checking_disabled_leaves_nothing_open()
    {
        inner.Answer = (name, type) => DnsAnswer.Failed(name, type, DnsFailure.CannotAsk);
        var limited = Limited(9);
        Assert.True((await ResolveAsync(limited, Question with { CheckingDisabled = true })).IsFailed);
        Assert.Empty(limited.Failures);
    }

    private LimitedResolver Limited(int maxQuestions) => new(inner, maxQuestions, until.Token);

    private Task<DnsAnswer> ResolveAsync(LimitedResolver limited, DnsQuestion question) => limited.ResolveAsync(question, caller.Token).AsTask();
}
