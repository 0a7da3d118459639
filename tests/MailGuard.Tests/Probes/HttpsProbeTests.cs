using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Probes;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests.Probes;

/// <summary>What is decided without sending anything. <c>MailGuard.EndToEnd</c> holds what servers do.</summary>
public sealed class HttpsProbeTests
{
    private const string Url = "https://mta-sts.hospital.example/.well-known/mta-sts.txt";

    private static readonly FetchRequest Policy = new(Url, DomainName.Parse("mta-sts.hospital.example"));

    [Theory]
    [InlineData("", FetchOutcome.NoAddress)]
    [InlineData("mta-sts TXT x", FetchOutcome.NoAddress)]
    [InlineData("mta-sts A 127.0.0.1", FetchOutcome.RefusedAddress)]
    [InlineData("mta-sts A 10.0.0.1\nmta-sts AAAA fd00::1", FetchOutcome.RefusedAddress)]
    [InlineData("mta-sts CNAME inside\ninside A 192.168.0.1", FetchOutcome.RefusedAddress)]
    public async Task An_address_that_is_missing_or_not_public_ends_the_fetch(string records, FetchOutcome outcome) =>
        Assert.Equal(new(Url, outcome), await FetchAsync(new(), new WrittenDns(records)));

    [Fact]
    public async Task An_address_that_could_not_be_asked_for_is_not_absent() => Assert.Equal(
        new(Url, FetchOutcome.AddressUnknown),
        await FetchAsync(new(), new WrittenDns("").Failing("mta-sts.hospital.example", DnsType.A)));

    [Theory]
    [InlineData("Fetched", FetchOutcome.Fetched)]
    [InlineData("Timeout", FetchOutcome.Timeout)]
    [InlineData("SomethingNew", FetchOutcome.NotRecorded)]
    [InlineData("99", FetchOutcome.NotRecorded)]
    public async Task A_replay_gives_what_was_recorded_and_sends_nothing(string recorded, FetchOutcome outcome)
    {
        var probe = Replay(new RecordedFetch(Url, recorded, null, "x"));
        var fetch = await FetchAsync(probe, new WrittenDns("mta-sts A 8.8.8.8"));
        Assert.Equal(outcome, fetch.Outcome);
    }

    [Theory]
    [InlineData("mta-sts A 8.8.8.8", FetchOutcome.NotRecorded)]
    [InlineData("", FetchOutcome.NoAddress)]                      // the DNS alone says so
    public async Task A_replay_leaves_open_what_was_not_recorded(string records, FetchOutcome outcome) =>
        Assert.Equal(outcome, (await FetchAsync(Replay(), new WrittenDns(records))).Outcome);

    [Fact]
    public void A_snapshot_keeps_fetches()
    {
        RecordedFetch[] fetches = [new("https://b.example/", "Status", "404", ""), new("https://a.example/", "Fetched", null, "a\r\n\"\0\u00ff")];
        using var text = new StringWriter();
        new DnsSnapshot(DateTimeOffset.UnixEpoch, "test", []) { Fetches = [.. fetches] }.Write(text);
        var reading = DnsSnapshot.Read(new StringReader(text.ToString()));
        Assert.Empty(reading.Problems);
        Assert.Equal(fetches.Reverse(), reading.Snapshot!.Fetches);
    }

    [Theory]
    [InlineData("""{"fetch":"https://a.example/"}""")]
    [InlineData("""{"fetch":"https://a.example/","outcome":"Fetched","body":"日"}""")]
    [InlineData("""{"fetch":"https://a.example/","outcome":3}""")]
    public void A_damaged_line_costs_only_its_own_fetch(string line)
    {
        var reading = DnsSnapshot.Read(new StringReader($$"""
            {"schema":"mailguard/dns-snapshot/1","asOf":"2026-11-22T00:00:00Z","resolver":"x"}
            {{line}}
            {"fetch":"https://b.example/","outcome":"Fetched"}
            {"fetch":"https://b.example/","outcome":"Timeout"}
            """));
        Assert.Equal([2, 4], reading.Problems.Select(problem => problem.Line));
        Assert.Equal("Fetched", Assert.Single(reading.Snapshot!.Fetches).Outcome);
    }

    private static HttpsProbe Replay(params ImmutableArray<RecordedFetch> fetches) => new(new DnsSnapshot(DateTimeOffset.UnixEpoch, "", []) { Fetches = fetches });

    private static Task<HttpsFetch> FetchAsync(HttpsProbe probe, WrittenDns dns) =>
        probe.FetchAsync(dns, Policy, CancellationToken.None, TestContext.Current.CancellationToken);
}
