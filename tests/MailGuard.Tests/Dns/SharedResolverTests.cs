using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

public sealed class SharedResolverTests
{
    private static readonly DomainName Name = DomainName.Parse("hospital.example");
    private static readonly DnsRecord Record = DnsRecord.Txt.Of("v=spf1 -all");

    private readonly ManualClock clock = new();
    private readonly FakeResolver inner = new();

    public static TheoryData<string, DnsAnswer, int> Lifetimes => new()
    {
        { "its TTL", DnsAnswer.Found(Name, DnsType.Txt, [Record], timeToLive: TimeSpan.FromSeconds(300)), 300 },
        { "a day at most", DnsAnswer.Found(Name, DnsType.Txt, [Record], timeToLive: TimeSpan.FromDays(20)), 86400 },
        { "not at all with TTL 0", DnsAnswer.Found(Name, DnsType.Txt, [Record], timeToLive: TimeSpan.Zero), 0 },
        { "not at all without a TTL", DnsAnswer.NoData(Name, DnsType.Txt), 0 },
        { "its negative TTL", DnsAnswer.NoSuchName(Name, DnsType.Txt, timeToLive: TimeSpan.FromSeconds(60)), 60 },
        { "an hour at most when negative", DnsAnswer.NoData(Name, DnsType.Txt, timeToLive: TimeSpan.FromDays(1)), 3600 },
        { "briefly when failed", DnsAnswer.Failed(Name, DnsType.Txt, DnsFailure.Timeout), 5 },
    };

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public async Task An_answer_is_kept_for(string why, DnsAnswer answer, int seconds)
    {
        inner.Answer = (_, _) => answer;
        var resolver = Resolver();
        await ResolveAsync(resolver);
        clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        if (seconds > 0) await ResolveAsync(resolver);
        Assert.True(inner.Asked.Count == 1, why);

        clock.Advance(TimeSpan.FromTicks(1));
        await ResolveAsync(resolver);
        Assert.True(inner.Asked.Count == 2, why);
    }

    [Fact]
    public async Task Callers_with_the_same_question_share_it()
    {
        var resolver = Resolver();
        var callers = Enumerable.Range(0, 3).Select(_ => ResolveAsync(resolver)).ToList();
        var other = resolver.ResolveAsync(Name, DnsType.Mx, TestContext.Current.CancellationToken);
        var answer = DnsAnswer.Found(Name, DnsType.Txt, [Record], timeToLive: TimeSpan.FromMinutes(1));
        inner.Complete(answer);
        inner.Complete(DnsAnswer.Failed(Name, DnsType.Mx, DnsFailure.Refused));

        Assert.All(await Task.WhenAll(callers), given => Assert.Same(answer, given));
        Assert.True((await other).IsFailed);
        Assert.Same(answer, await ResolveAsync(resolver));
        var counters = resolver.Counters;
        Assert.Equal((2, 1, 2), (counters.Asked, counters.FromCache, counters.Joined));
        Assert.Equal([new(DnsFailure.Refused, 1)], counters.Failed);
    }

    [Fact]
    public async Task A_caller_that_leaves_does_not_take_the_answer_from_the_others()
    {
        using var impatience = new CancellationTokenSource();
        var resolver = Resolver();
        var first = ResolveAsync(resolver, impatience.Token);
        var second = ResolveAsync(resolver);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Empty(inner.Cancelled);

        inner.Complete(DnsAnswer.NoData(Name, DnsType.Txt));
        Assert.Equal(DnsStatus.NoData, (await second).Status);
    }

    [Fact]
    public async Task A_question_that_everybody_left_is_given_up_and_asked_anew_for_the_next_caller()
    {
        using var impatience = new CancellationTokenSource();
        var resolver = Resolver();
        var first = ResolveAsync(resolver, impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal([Name], inner.Cancelled);

        inner.Answer = (name, type) => DnsAnswer.NoData(name, type);
        Assert.Equal(DnsStatus.NoData, (await ResolveAsync(resolver)).Status);
        Assert.Equal(2, resolver.Counters.Asked);
    }

    [Fact]
    public async Task The_cache_is_bounded_and_keeps_what_is_used()
    {
        inner.Answer = (name, type) => DnsAnswer.NoData(name, type, timeToLive: TimeSpan.FromMinutes(1));
        var resolver = new SharedResolver(inner, new() { Clock = clock, MaxAnswers = 2 });
        foreach (var name in new[] { "provider.example", "a.example", "provider.example", "b.example", "provider.example", "a.example" })
        {
            await resolver.ResolveAsync(DomainName.Parse(name), DnsType.Txt, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["provider.example", "a.example", "b.example", "a.example"], inner.Asked.Select(name => name.Text));
    }

    private SharedResolver Resolver() => new(inner, new() { Clock = clock });

    private static Task<DnsAnswer> ResolveAsync(SharedResolver resolver, CancellationToken? cancellationToken = null) =>
        resolver.ResolveAsync(Name, DnsType.Txt, cancellationToken ?? TestContext.Current.CancellationToken).AsTask();
}
