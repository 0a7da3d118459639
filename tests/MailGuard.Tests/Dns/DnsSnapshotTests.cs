using System.Collections.Immutable;
using System.Net;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

public sealed class DnsSnapshotTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 22, 9, 30, 0, TimeSpan.FromHours(9));
    private static readonly DomainName Name = DomainName.Parse("hospital.example");

    private static readonly DomainName Odd =
        DomainName.TryFromDns("a\\.b\\;\\\"\\$\\@\\(\\\\\\000\\255.example", out var odd) ? odd : throw new InvalidOperationException();

    public static TheoryData<DnsRecord> Records =>
    [
        new DnsRecord.Address(IPAddress.Parse("192.0.2.1")),
        new DnsRecord.Address(IPAddress.Parse("2001:db8::1")),
        new DnsRecord.Address(IPAddress.Parse("::ffff:192.0.2.1")),
        new DnsRecord.Pointer(DnsType.Cname, Odd),
        new DnsRecord.Pointer(DnsType.Ns, Name),
        new DnsRecord.Pointer(DnsType.Ptr, Name),
        new DnsRecord.Mx(0, DomainName.Root),
        new DnsRecord.Mx(65535, Odd),
        new DnsRecord.Soa(Name, Odd, uint.MaxValue, 0, 1, 2, 3),
        new DnsRecord.Ds(60485, 8, 2, [0, 255]),
        new DnsRecord.Tlsa(3, 1, 1, [0, 255]),
        new DnsRecord.Caa(128, "issue", "ca.example; a=\"b\" \\ \u00ff"),
        new DnsRecord.Caa(0, "not a tag", ""),
        new DnsRecord.Opaque(DnsType.Spf, [1, 97]),
        new DnsRecord.Opaque((DnsType)1234, []),
        new DnsRecord.Txt([[]]),
        new DnsRecord.Txt([[.. Enumerable.Range(0, 255).Select(value => (byte)value)], [255, 34, 92]]),
        DnsRecord.Txt.Of(new string('x', 700)),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_comes_back_as_it_was(DnsRecord record)
    {
        var answer = DnsAnswer.Found(Odd, record.Type, [record], [Name, Odd], TimeSpan.FromSeconds(300));
        var back = Assert.Single(RoundTrip(answer).Answers);
        Assert.Equal([record], back.Records);
        Assert.Equal((answer.Name, answer.Type, answer.TimeToLive), (back.Name, back.Type, back.TimeToLive));
        Assert.Equal(answer.Aliases, back.Aliases);
    }

    public static TheoryData<DnsAnswer> Negatives =>
    [
        DnsAnswer.NoData(Name, DnsType.Mx, timeToLive: TimeSpan.FromSeconds(60)),
        DnsAnswer.NoData(Name, DnsType.Mx),
        DnsAnswer.NoSuchName(Name, DnsType.Txt, [Odd]),
        .. Enum.GetValues<DnsFailure>().Select(failure => DnsAnswer.Failed(Name, DnsType.A, failure)),
        DnsAnswer.Failed(Name, DnsType.A, DnsFailure.AliasLoop, [Odd, Name]),
    ];

    [Theory]
    [MemberData(nameof(Negatives))]
    public void An_answer_without_records_comes_back_as_it_was(DnsAnswer answer)
    {
        var back = Assert.Single(RoundTrip(answer).Answers);
        Assert.Equal((answer.Status, answer.Failure, answer.TimeToLive), (back.Status, back.Failure, back.TimeToLive));
        Assert.Equal(answer.Aliases, back.Aliases);
    }

    [Fact]
    public void What_other_resolvers_answered_stands_behind_the_answers_with_their_number()
    {
        var (own, first, third) = (DnsAnswer.NoData(Name, DnsType.Mx), DnsAnswer.NoSuchName(Name, DnsType.Mx), DnsAnswer.NoData(Name, DnsType.Txt));
        var text = new StringWriter();
        new DnsSnapshot(DateTimeOffset.UnixEpoch, "a b c d", [own]) { SecondOpinions = [[first], [], [third]] }.Write(text);
        Assert.Equal(["", "", "\"opinion\":1", "\"opinion\":3"], text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',').FirstOrDefault(member => member.StartsWith("\"opinion", StringComparison.Ordinal)) ?? ""));
        var reading = DnsSnapshot.Read(new StringReader(text.ToString()));
        Assert.Empty(reading.Problems);
        Assert.Equal([own.Status], reading.Snapshot!.Answers.Select(answer => answer.Status));
        Assert.Equal(["NoSuchName", "", "NoData"], reading.Snapshot.SecondOpinions.Select(answers => string.Join(' ', answers.Select(answer => answer.Status))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(2000000000)]
    public void An_opinion_of_no_possible_resolver_is_a_damaged_line(int opinion)
    {
        var text = new StringWriter();
        new DnsSnapshot(DateTimeOffset.UnixEpoch, "a", []) { SecondOpinions = [[DnsAnswer.NoData(Name, DnsType.Mx)]] }.Write(text);
        var reading = DnsSnapshot.Read(new StringReader(text.ToString().Replace("\"opinion\":1", $"\"opinion\":{opinion}", StringComparison.Ordinal)));
        Assert.Equal(2, Assert.Single(reading.Problems).Line);
        Assert.Empty(reading.Snapshot!.SecondOpinions);
    }

    [Fact]
    public void The_format_is_a_promise_and_independent_of_order()
    {
        ImmutableArray<DnsAnswer> answers =
        [
            DnsAnswer.NoSuchName(Name, DnsType.Txt, timeToLive: TimeSpan.FromSeconds(60)),
            DnsAnswer.Found(Name, DnsType.Mx, [new DnsRecord.Mx(10, Name)], [DomainName.Parse("mx.example")], TimeSpan.FromSeconds(5)),
            DnsAnswer.NoData(DomainName.Parse("a.example"), (DnsType)1234) with { CheckingDisabled = true },
            DnsAnswer.Failed(DomainName.Parse("a.example"), (DnsType)1234, DnsFailure.ServerFailure),
        ];
        const string expected =
            """
            {"schema":"mailguard/dns-snapshot/1","asOf":"2026-11-22T09:30:00+09:00","resolver":"127.0.0.1:53"}
            {"name":"a.example.","type":"TYPE1234","status":"failed","failure":"serverFailure"}
            {"name":"a.example.","type":"TYPE1234","checkingDisabled":true,"status":"noData"}
            {"name":"hospital.example.","type":"MX","status":"found","ttl":5,"aliases":["mx.example."],"records":["10 hospital.example."]}
            {"name":"hospital.example.","type":"TXT","status":"noSuchName","ttl":60}

            """;
        Assert.Equal(expected, Write(new(AsOf, "127.0.0.1:53", answers)));
        Assert.Equal(expected, Write(new(AsOf, "127.0.0.1:53", [.. answers.Reverse()])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":"a.example.","type":"TXT","checkingDisabled":1,"status":"noData"}""")]
    [InlineData("""{"name":"a.example.","type":"TXT","status":"noData""")]                                     // torn
    [InlineData("""{"name":"a..example.","type":"TXT","status":"noData"}""")]
    [InlineData("""{"name":"","type":"TXT","status":"noData"}""")]
    [InlineData("""{"name":"a.example.","type":"TEXT","status":"noData"}""")]
    [InlineData("""{"name":"a.example.","type":"TXT","status":"gone"}""")]
    [InlineData("""{"name":"a.example.","type":"TXT","status":3}""")]
    [InlineData("""{"name":"a.example.","type":"TXT","status":"found"}""")]                                    // nothing found
    [InlineData("""{"name":"a.example.","type":"TXT","status":"noData","records":["\"a\""]}""")]
    [InlineData("""{"name":"a.example.","type":"TXT","status":"failed"}""")]                                   // without a reason
    [InlineData("""{"name":"a.example.","type":"TXT","status":"noData","failure":"timeout"}""")]
    [InlineData("""{"name":"a.example.","type":"MX","status":"found","records":["10"]}""")]
    [InlineData("""{"name":"a.example.","type":"MX","status":"found","records":["10 a.\n10 b."]}""")]
    [InlineData("""{"name":"a.example.","type":"MX","status":"found","records":[null]}""")]
    [InlineData("""{"name":"a.example.","type":"TXT","status":"noData","aliases":["b..c"]}""")]
    [InlineData("""{"name":"a.example.","type":"TXT","status":"noData","ttl":-1}""")]
    [InlineData("""{"name":"\ud800.example.","type":"TXT","status":"noData"}""")]
    public void A_damaged_line_is_named_and_costs_only_itself(string line)
    {
        var good = """{"name":"b.example.","type":"TXT","status":"noData"}""";
        var reading = Read($"{Header}\n{line}\n{good}\n");
        Assert.Equal(2, Assert.Single(reading.Problems).Line);
        Assert.Equal("b.example", Assert.Single(reading.Snapshot!.Answers).Name.Text);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_damage_like_any_other()
    {
        var line = """{"name":"?.example.","type":"TXT","status":"noData"}""".Replace('?', (char)0xD800);
        Assert.Equal(2, Assert.Single(Read($"{Header}\n{line}").Problems).Line);
    }

    [Fact]
    public void Of_two_answers_to_one_question_the_first_counts()
    {
        var reading = Read($$"""
            {{Header}}
            {"name":"a.example.","type":"TXT","status":"noSuchName"}
            {"name":"A.example.","type":"TXT","status":"noData"}
            """);
        Assert.Equal(3, Assert.Single(reading.Problems).Line);
        Assert.Equal(DnsStatus.NoSuchName, Assert.Single(reading.Snapshot!.Answers).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"schema":"mailguard/dns-snapshot/2","asOf":"2026-11-22T00:00:00Z","resolver":""}""")]
    [InlineData("""{"schema":"mailguard/dns-snapshot/1","asOf":"yesterday","resolver":""}""")]
    [InlineData("""{"name":"a.example.","type":"TXT","status":"noData"}""")]
    public void Without_its_header_there_is_no_snapshot(string text)
    {
        var reading = Read(text);
        Assert.Null(reading.Snapshot);
        Assert.Equal(1, Assert.Single(reading.Problems).Line);
    }

    [Fact]
    public async Task A_replay_says_what_the_recorded_run_was_told()
    {
        var zone = Zones.Resolver(("hospital.example", "@ SOA ns host 1 2 3 4 60\n@ TXT \"v=spf1 -all\"\nwww CNAME gone"));
        var recorder = new SnapshotRecorder(zone);
        (string Name, string Type)[] questions =
            [("hospital.example", "TXT"), ("hospital.example", "MX"), ("www.hospital.example", "A"), ("x.hospital.example", "A")];
        var recorded = new List<string>();
        foreach (var (name, type) in questions) recorded.Add(await Zones.ShowAsync(recorder, name, type));

        var replay = new SnapshotResolver(Read(Write(recorder.ToSnapshot(AsOf, "zones"))).Snapshot!);
        foreach (var ((name, type), expected) in questions.Zip(recorded)) Assert.Equal(expected, await Zones.ShowAsync(replay, name, type));
        Assert.Equal("Failed NotRecorded", await Zones.ShowAsync(replay, "hospital.example", "A"));
    }

    [Fact]
    public async Task A_question_with_checking_disabled_is_another_question()
    {
        var broken = new FakeResolver { Answer = (name, type) => DnsAnswer.Failed(name, type, DnsFailure.ServerFailure) };
        var recorder = new SnapshotRecorder(broken);
        await recorder.ResolveAsync(new DnsQuestion(Name, DnsType.Txt), TestContext.Current.CancellationToken);
        broken.Answer = (name, type) => DnsAnswer.NoData(name, type);
        await recorder.ResolveAsync(new DnsQuestion(Name, DnsType.Txt, CheckingDisabled: true), TestContext.Current.CancellationToken);

        var replay = new SnapshotResolver(Read(Write(recorder.ToSnapshot(AsOf, ""))).Snapshot!);
        Assert.Equal("Failed ServerFailure", await Zones.ShowAsync(replay, Name.Text, "TXT"));
        Assert.Equal("NoData", await Zones.ShowAsync(replay, Name.Text, "TXT", checkingDisabled: true));
        Assert.Equal("Failed NotRecorded", await Zones.ShowAsync(replay, Name.Text, "MX", checkingDisabled: true));
    }

    [Fact]
    public async Task A_recorder_repeats_its_first_answer()
    {
        var failure = DnsFailure.Timeout;
        var inner = new FakeResolver { Answer = (name, type) => DnsAnswer.Failed(name, type, failure) };
        var recorder = new SnapshotRecorder(inner);
        Assert.Equal("Failed Timeout", await Zones.ShowAsync(recorder, "hospital.example", "TXT"));
        failure = DnsFailure.Refused;
        Assert.Equal("Failed Timeout", await Zones.ShowAsync(recorder, "hospital.example", "TXT"));
        Assert.Equal(DnsFailure.Timeout, Assert.Single(recorder.ToSnapshot(AsOf, "").Answers).Failure);
    }

    private const string Header = """{"schema":"mailguard/dns-snapshot/1","asOf":"2026-11-22T00:00:00Z","resolver":"zones"}""";

    private static DnsSnapshot RoundTrip(DnsAnswer answer)
    {
        var reading = Read(Write(new(AsOf, "zones", [answer])));
        Assert.Empty(reading.Problems);
        Assert.Equal((AsOf, "zones"), (reading.Snapshot!.AsOf, reading.Snapshot.Resolver));
        return reading.Snapshot;
    }

    private static string Write(DnsSnapshot snapshot)
    {
        var writer = new StringWriter { NewLine = "\r\n" };
        snapshot.Write(writer);
        return writer.ToString();
    }

    private static DnsSnapshotReading Read(string text) => DnsSnapshot.Read(new StringReader(text));
}
