using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
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
        var resolver = new SharedResolver(inner, new() { Clock = clock, MaxBytes = 800 });   // two such answers
        foreach (var name in new[] { "provider.example", "a.example", "provider.example", "b.example", "provider.example", "a.example" })
        {
            await resolver.ResolveAsync(DomainName.Parse(name), DnsType.Txt, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["provider.example", "a.example", "b.example", "a.example"], inner.Asked.Select(name => name.Text));
    }

    [Fact]
    public async Task An_answer_larger_than_the_memory_is_passed_on_and_not_kept()
    {
        inner.Answer = (name, type) => DnsAnswer.Found(name, type, [DnsRecord.Txt.Of(new('x', 5_000))], timeToLive: TimeSpan.FromMinutes(1));
        var resolver = new SharedResolver(inner, new() { Clock = clock, MaxBytes = 10_000 });
        await ResolveAsync(resolver);
        Assert.Equal(DnsStatus.Found, (await ResolveAsync(resolver)).Status);
        Assert.Equal(2, inner.Asked.Count);
    }

    [Theory]
    [InlineData("a.gone.example", "TXT", true)]
    [InlineData("b.a.gone.example", "MX", true)]
    [InlineData("x.target.example", "TXT", true)]                   // below the last alias of a chain that leads nowhere
    [InlineData("x.tld", "TXT", true)]                              // a top-level domain is a name like others
    [InlineData("gone.example", "MX", false)]                       // the name itself: servers deny it for one type only
    [InlineData("notgone.example", "TXT", false)]
    [InlineData("x.alias.example", "TXT", false)]                   // an alias exists, wherever it leads
    [InlineData("x.empty.example", "TXT", false)]                   // NODATA is no denial of the name
    [InlineData("x.six.example", "TXT", false)]                     // NXDOMAIN to AAAA may be a lie
    [InlineData("x.signed.example", "TXT", false)]                  // nor is NXDOMAIN to DS, which the parent gives
    [InlineData("a\\.gone.example", "TXT", false)]                  // a label with a dot in it, beside gone.example
    public async Task Below_a_name_that_does_not_exist_nothing_is_asked(string name, string type, bool isCut)
    {
        var resolver = await ResolverThatKnowsDenialsAsync();
        Assert.True(DomainName.TryFromDns(name, out var asked));
        var answer = await resolver.ResolveAsync(asked, Zones.Type(type), TestContext.Current.CancellationToken);
        Assert.Equal(isCut, !inner.Asked.Contains(asked));
        Assert.Equal(isCut ? 1 : 0, resolver.Counters.BelowNoSuchName);
        if (isCut) Assert.Equal((asked, Zones.Type(type), DnsStatus.NoSuchName), (answer.Name, answer.Type, answer.Status));
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task A_denial_counts_for_its_own_time(int seconds, bool isCut)
    {
        var resolver = await ResolverThatKnowsDenialsAsync();
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await resolver.ResolveAsync(DomainName.Parse("a.gone.example"), DnsType.Txt, TestContext.Current.CancellationToken);
        Assert.Equal(isCut ? 1 : 0, resolver.Counters.BelowNoSuchName);
    }

    [Fact]
    public async Task What_was_answered_without_checking_denies_nothing_and_is_not_denied()
    {
        inner.Answer = (name, type) => DnsAnswer.NoSuchName(name, type, timeToLive: TimeSpan.FromMinutes(1));
        var resolver = Resolver();
        foreach (var (name, checkingDisabled) in new[] { ("gone.example", true), ("a.gone.example", false), ("gone.example", false), ("b.gone.example", true) })
        {
            await resolver.ResolveAsync(new DnsQuestion(DomainName.Parse(name), DnsType.Txt, checkingDisabled), TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, inner.Asked.Count);
    }

    [Fact]
    public async Task Servers_that_deny_empty_non_terminals_can_be_asked_all_the_same()
    {
        var resolver = await ResolverThatKnowsDenialsAsync(assumeEmptyBelowNxDomain: false);
        await resolver.ResolveAsync(DomainName.Parse("a.gone.example"), DnsType.Txt, TestContext.Current.CancellationToken);
        Assert.Contains(DomainName.Parse("a.gone.example"), inner.Asked);
    }

    [Fact]
    public async Task A_denial_that_was_evicted_denies_no_longer()
    {
        inner.Answer = (name, type) => DnsAnswer.NoSuchName(name, type, timeToLive: TimeSpan.FromMinutes(1));
        var resolver = new SharedResolver(inner, new() { Clock = clock, MaxBytes = 800 });
        string[] names = ["gone.example", "other.example", "another.example", "a.gone.example"];
        foreach (var name in names) await resolver.ResolveAsync(DomainName.Parse(name), DnsType.Txt, TestContext.Current.CancellationToken);
        Assert.Equal(names, inner.Asked.Select(name => name.Text));
    }

    [Fact]
    public async Task An_inner_resolver_that_breaks_its_promise_breaks_it_for_every_caller_and_not_for_later_ones()
    {
        inner.Answer = (_, _) => throw new InvalidOperationException();
        var resolver = Resolver();
        await Assert.ThrowsAsync<InvalidOperationException>(() => ResolveAsync(resolver));
        inner.Answer = (name, type) => DnsAnswer.NoData(name, type);
        Assert.Equal(DnsStatus.NoData, (await ResolveAsync(resolver)).Status);
    }

    [Fact]
    public async Task The_meter_tells_the_reasons_of_failures()
    {
        var reasons = new ConcurrentBag<object?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument is { Meter.Name: "MailGuard.Dns", Name: "mailguard.dns.failures" }) all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            if (count > 0) reasons.Add(tags[0].Value);
        });
        listener.Start();
        inner.Answer = (name, type) => DnsAnswer.Failed(name, type, DnsFailure.CannotAsk);
        await ResolveAsync(Resolver());
        listener.RecordObservableInstruments();
        Assert.Contains("cannot_ask", reasons);   // other tests count at the same time
    }

    private async Task<SharedResolver> ResolverThatKnowsDenialsAsync(bool assumeEmptyBelowNxDomain = true)
    {
        inner.Answer = (name, type) => name.Text switch
        {
            "gone.example" or "tld" or "six.example" or "signed.example" => DnsAnswer.NoSuchName(name, type, timeToLive: TimeSpan.FromMinutes(1)),
            "alias.example" => DnsAnswer.NoSuchName(name, type, [DomainName.Parse("target.example")], TimeSpan.FromMinutes(1)),
            _ => DnsAnswer.NoData(name, type, timeToLive: TimeSpan.FromMinutes(1)),
        };
        var resolver = new SharedResolver(inner, new() { Clock = clock, AssumeEmptyBelowNxDomain = assumeEmptyBelowNxDomain });
        foreach (var name in new[] { "gone.example", "tld", "alias.example", "empty.example" })
        {
            await resolver.ResolveAsync(DomainName.Parse(name), DnsType.A, TestContext.Current.CancellationToken);
        }

        await resolver.ResolveAsync(DomainName.Parse("six.example"), DnsType.Aaaa, TestContext.Current.CancellationToken);
        await resolver.ResolveAsync(DomainName.Parse("signed.example"), DnsType.Ds, TestContext.Current.CancellationToken);
        return resolver;
    }

    private SharedResolver Resolver() => new(inner, new() { Clock = clock });

    private static Task<DnsAnswer> ResolveAsync(SharedResolver resolver, CancellationToken? cancellationToken = null) =>
        resolver.ResolveAsync(Name, DnsType.Txt, cancellationToken ?? TestContext.Current.CancellationToken).AsTask();
}
