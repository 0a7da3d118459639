using System.Collections.Immutable;
using System.Net;
using System.Text;
using MailGuard.Dns;
using MailGuard.EndToEnd.Programs;
using MailGuard.Names;
using static MailGuard.EndToEnd.Programs.ScriptedAnswer;

namespace MailGuard.EndToEnd.Dns;

/// <summary>Against servers that no ordinary server would be: the true answer counts, nothing else does, and nothing is left behind.</summary>
public sealed class WireResolverTests
{
    private const string True = "the true answer";
    private const string False = "a forged answer";

    /// <summary>Far beyond what any row here takes; reached only by what never ends.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly DomainName Name = DomainName.Parse("hospital.example");

    private static readonly ScriptedStep.Close Close = new();

    private static readonly Dictionary<string, Func<ScriptedQuestion, IEnumerable<ScriptedStep>>> OverUdp = new()
    {
        ["nothing but the answer"] = Truth,
        ["the question echoed first"] = question => [Say(question.Octets), .. Truth(question)],
        ["the answer twice"] = question => [.. Truth(question), .. Truth(question)],
        ["a thousand wrong ids first"] = question => [.. Guesses(question, 1000), .. Truth(question)],
        ["other letters first"] = question => [Say(InUpperCase(Txt(question.Octets, False))), .. Truth(question)],
        ["an empty datagram first"] = question => [Say([]), .. Truth(question)],
        ["a lone id first"] = question => [Say(question.Octets[..2]), .. Truth(question)],
        ["half an answer first"] = question => [Say(Half(Txt(question.Octets, False))), .. Truth(question)],
        ["octets behind an answer first"] = question => [Say([.. Txt(question.Octets, False), 0]), .. Truth(question)],
        ["silence to the first two tries"] = question => question.Number <= 2 ? [] : Truth(question),
        ["silence to all but the first, and that late"] = question => question.Number == 1 ? [Wait(500), .. Truth(question)] : [],
        ["SERVFAIL first"] = question => question.Number == 1 ? [Say(Error(question.Octets, ServFail))] : Truth(question),
        ["REFUSED first"] = question => question.Number == 1 ? [Say(Error(question.Octets, Refused))] : Truth(question),
        ["FORMERR to EDNS"] = question => HasEdns(question.Octets) ? [Say(Error(question.Octets, FormErr))] : Truth(question),
        ["FORMERR to EDNS, header only"] = question => HasEdns(question.Octets) ? [Say(ErrorWithoutQuestion(question.Octets, FormErr))] : Truth(question),
        ["NOTIMP to EDNS"] = question => HasEdns(question.Octets) ? [Say(Error(question.Octets, NotImp))] : Truth(question),
        ["BADVERS to EDNS"] = question => HasEdns(question.Octets) ? [Say(BadVersion(question.Octets))] : Truth(question),
        ["silence to EDNS"] = question => HasEdns(question.Octets) ? [] : Truth(question),
        ["TC"] = question => question.IsOverTcp ? Truth(question) : Truncation(question),
        ["FORMERR to EDNS, then TC, and TCP without EDNS"] = question =>
            HasEdns(question.Octets) ? [Say(Error(question.Octets, FormErr))] : question.IsOverTcp ? Truth(question) : Truncation(question),
        ["silence over UDP"] = question => question.IsOverTcp ? Truth(question) : [],
    };

    /// <summary>After TC over UDP.</summary>
    private static readonly Dictionary<string, Func<ScriptedQuestion, IEnumerable<ScriptedStep>>> OverTcp = new()
    {
        ["each answer, then the end of the connection"] = question => [.. Truth(question), Close],
        ["an answer to another id first"] = question => [Say(WithId(Txt(question.Octets, False), IdOf(question.Octets) ^ 1)), .. Truth(question)],
        ["an empty message first"] = question => [Say([]), .. Truth(question)],
        ["the end of the first connection without an answer"] = question => question.Connection == 1 ? [Close] : Truth(question),
        ["the end of the first connection in the midst of an answer"] = question =>
            question.Connection == 1 ? [Write(Half(Framed(Txt(question.Octets, False)))), Close] : Truth(question),
        ["a length and nothing more on the first connection"] = question => question.Connection == 1 ? [Write([0, 99])] : Truth(question),
        ["one octet after another"] = question => Framed(Txt(question.Octets, True)).SelectMany(octet => (ScriptedStep[])[Write([octet]), Wait(1)]),
    };

    public static TheoryData<string> BehavioursOverUdp => [.. OverUdp.Keys];

    public static TheoryData<string> BehavioursOverTcp => [.. OverTcp.Keys];

    [Theory]
    [MemberData(nameof(BehavioursOverUdp))]
    public async Task The_true_answer_counts_whatever_a_server_sends(string behaviour)
    {
        await using var server = new ScriptedServer(OverUdp[behaviour]);
        using var dns = Resolver(server.EndPoint);
        AssertTrue(await AskAsync(dns, Name));
    }

    [Theory]
    [MemberData(nameof(BehavioursOverTcp))]
    public async Task The_true_answer_counts_whatever_a_connection_does(string behaviour)
    {
        await using var server = new ScriptedServer(question => question.IsOverTcp ? OverTcp[behaviour](question) : Truncation(question));
        using var dns = Resolver(server.EndPoint);
        AssertTrue(await AskAsync(dns, Name));
        AssertTrue(await AskAsync(dns, DomainName.Parse("clinic.example")));
    }

    [Theory]
    [InlineData(ServFail, DnsFailure.ServerFailure)]
    [InlineData(Refused, DnsFailure.Refused)]
    [InlineData(NotImp, DnsFailure.ErrorCode)]
    [InlineData(FormErr, DnsFailure.ErrorCode)]
    public async Task A_server_that_only_answers_with_errors_is_no_answer(byte code, DnsFailure failure)
    {
        await using var server = new ScriptedServer(question => [Say(Error(question.Octets, code))]);
        using var dns = Resolver(server.EndPoint);
        Assert.Equal(failure, (await AskAsync(dns, Name)).Failure);
    }

    [Fact]
    public async Task A_truncated_answer_over_TCP_is_no_answer()
    {
        await using var server = new ScriptedServer(Truncation);
        using var dns = Resolver(server.EndPoint);
        Assert.True((await AskAsync(dns, Name)).IsFailed);
        Assert.Contains(server.Asked, question => question.IsOverTcp);
    }

    [Fact]
    public async Task Forgeries_without_an_answer_are_no_answer()
    {
        await using var server = new ScriptedServer(question => [.. Guesses(question, 100), Say(question.Octets)]);
        using var dns = new WireResolver(new() { Servers = [server.EndPoint], Deadline = TimeSpan.FromSeconds(3) });
        Assert.Equal(DnsFailure.Timeout, (await AskAsync(dns, Name)).Failure);
        Assert.True(dns.Counters.Unrelated > 100);
    }

    [Fact]
    public async Task An_answer_of_64_kilobytes_is_read_whole()
    {
        const int Strings = 250;
        var strings = Enumerable.Range(0, Strings).Select(number => new string((char)('a' + (number % 26)), 255)).ToList();
        await using var server = new ScriptedServer(question => question.IsOverTcp ? [Say(LongTxt(question.Octets, strings))] : Truncation(question));
        using var dns = Resolver(server.EndPoint);
        Assert.Equal(string.Concat(strings), TextOf(await AskAsync(dns, Name)));
    }

    [Fact]
    public async Task A_server_that_closes_after_each_answer_answers_many()
    {
        await using var server = new ScriptedServer(question => question.IsOverTcp ? [.. Truth(question), Close] : Truncation(question));
        using var dns = Resolver(server.EndPoint);
        foreach (var answer in await Task.WhenAll(Names(100).Select(name => AskAsync(dns, name))).WaitAsync(Limit)) AssertTrue(answer);
    }

    [Fact]
    public async Task Damage_over_TCP_is_no_answer_and_is_not_waited_out()
    {
        await using var server = new ScriptedServer(question => question.IsOverTcp ? [Say(Half(Txt(question.Octets, False)))] : Truncation(question));
        using var dns = new WireResolver(new() { Servers = [server.EndPoint], Deadline = Limit * 10 });
        Assert.Equal(DnsFailure.BadAnswer, (await AskAsync(dns, Name)).Failure);
    }

    [Fact]
    public async Task Many_questions_share_a_connection_that_answers_in_any_order()
    {
        const int Questions = 50;
        var held = new Stack<byte[]>();
        await using var server = new ScriptedServer(question => question.IsOverTcp ? LastFirst(held, question, Questions) : Truncation(question));
        using var dns = Resolver(server.EndPoint);
        var names = Names(Questions);
        var answers = await Task.WhenAll(names.Select(name => AskAsync(dns, name))).WaitAsync(Limit);
        Assert.Equal(names.Select(name => name.Text), answers.Select(TextOf));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1")]   // as systems with both kinds write it
    public async Task Servers_are_asked_over_both_kinds_of_addresses(string address, string asWritten)
    {
        await using var server = new ScriptedServer(question => question.IsOverTcp ? Truth(question) : Truncation(question), IPAddress.Parse(address));
        using var dns = Resolver(new IPEndPoint(IPAddress.Parse(asWritten), server.EndPoint.Port));
        AssertTrue(await AskAsync(dns, Name));
    }

    [Fact]
    public async Task Where_nobody_listens_there_is_no_answer_and_a_server_that_does_is_asked()
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, Loopback.FreePort());
        await using var server = new ScriptedServer(Truth);
        using var alone = Resolver(nobody);
        using var both = Resolver(nobody, server.EndPoint);
        Assert.Equal(DnsFailure.Unreachable, (await AskAsync(alone, Name)).Failure);
        AssertTrue(await AskAsync(both, Name));
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("SERVFAIL")]
    [InlineData("a forgery")]
    public async Task The_second_server_is_asked_when_the_first_gives_no_answer(string behaviour)
    {
        await using var first = new ScriptedServer(question => behaviour switch
        {
            "silence" => [],
            "SERVFAIL" => [Say(Error(question.Octets, ServFail))],
            _ => [.. Guesses(question, 1)],
        });
        await using var second = new ScriptedServer(Truth);
        using var dns = Resolver(first.EndPoint, second.EndPoint);
        AssertTrue(await AskAsync(dns, Name));
        Assert.NotEmpty(first.Asked);
    }

    [Theory]
    [InlineData(1, 5_000)]
    [InlineData(2, 3_000)]
    public async Task Slow_servers_without_TCP_are_waited_for(int servers, int milliseconds)
    {
        var slow = Enumerable.Range(0, servers).Select(_ =>
            new ScriptedServer(question => question.IsOverTcp ? [Close] : [Wait(milliseconds), .. Truth(question)])).ToList();
        using var dns = Resolver([.. slow.Select(server => server.EndPoint)]);
        AssertTrue(await AskAsync(dns, Name));
        foreach (var server in slow) await server.DisposeAsync();
    }

    [Fact]
    public async Task A_late_error_of_one_server_does_not_end_the_wait_for_another()
    {
        await using var first = new ScriptedServer(question => [Wait(1_300), Say(Error(question.Octets, ServFail))]);
        await using var second = new ScriptedServer(question => [Wait(3_000), .. Truth(question)]);
        using var dns = Resolver(first.EndPoint, second.EndPoint);
        AssertTrue(await AskAsync(dns, Name));
    }

    [Fact]
    public async Task Tries_whose_time_is_running_are_sent_before_others()
    {
        const int Questions = 2_500;
        const int Lost = 20;
        await using var server = new ScriptedServer(question => question.Number <= Lost ? [] : [Wait(20), .. Truth(question)]);
        using var dns = new WireResolver(new() { Servers = [server.EndPoint], MaxQuestionsInFlight = 16, Deadline = TimeSpan.FromSeconds(5) });
        foreach (var answer in await Task.WhenAll(Names(Questions).Select(name => AskAsync(dns, name))).WaitAsync(Limit)) AssertTrue(answer);
    }

    [Fact]
    public async Task While_a_question_waits_for_its_next_turn_late_answers_count()
    {
        await using var server = new ScriptedServer(question => [Wait(400), .. Truth(question)]);
        using var dns = new WireResolver(new() { Servers = [server.EndPoint], QuestionsPerSecond = 4 });
        foreach (var answer in await Task.WhenAll(Names(8).Select(name => AskAsync(dns, name))).WaitAsync(Limit)) AssertTrue(answer);
        Assert.InRange(dns.Counters.Sent, 8, 12);   // no try is sent for a question that is answered meanwhile
    }

    [Theory]
    [InlineData("\\000x.example", new byte[] { 2, 0, (byte)'x' })]
    [InlineData("a\\.b.example", new byte[] { 3, (byte)'a', (byte)'.', (byte)'b' })]
    [InlineData("\\255\\032\\\\.example", new byte[] { 3, 255, (byte)' ', (byte)'\\' })]
    public async Task A_name_of_any_octets_is_asked_and_answered(string name, byte[] label)
    {
        await using var server = new ScriptedServer(Truth);
        using var dns = Resolver(server.EndPoint);
        Assert.True(DomainName.TryFromDns(name, out var asked));
        AssertTrue(await AskAsync(dns, asked));
        Assert.Equal([.. label, 7, .. "example"u8], NameOf(server.Asked[0].Octets));
    }

    [Fact]
    public async Task Ids_and_ports_cannot_be_foretold()
    {
        const int Questions = 10_000;
        await using var server = new ScriptedServer(Truth);
        using var dns = Resolver(server.EndPoint);
        foreach (var share in Names(Questions).Chunk(50)) await Task.WhenAll(share.Select(name => AskAsync(dns, name)));

        var asked = server.Asked;
        var ids = asked.Select(question => IdOf(question.Octets)).ToList();
        var followers = asked.GroupBy(question => question.From.ToString()).SelectMany(port => StepsBetween([.. port.Select(one => IdOf(one.Octets))]));
        Assert.InRange(ids.Distinct().Count(), 9_000, Questions);                      // 9,290 are expected of 65,536
        Assert.InRange(followers.CountBy(step => step).Max(step => step.Value), 1, 10);   // no step is the usual one
        Assert.InRange(asked.Select(question => question.From).Distinct().Count(), 2, int.MaxValue);
        Assert.Contains(ids, id => id > 60_000);
        Assert.Contains(ids, id => id < 5_000);
    }

    [Fact]
    public async Task A_resolver_after_another_uses_other_ports()
    {
        await using var server = new ScriptedServer(Truth);
        for (var number = 0; number < 10; number++)
        {
            using var dns = Resolver(server.EndPoint);
            AssertTrue(await AskAsync(dns, Name));
        }

        Assert.InRange(server.Asked.Select(question => question.From).Distinct().Count(), 8, 10);
    }

    [Fact]
    public async Task Cancelling_ends_a_question_and_gives_its_place_to_others()
    {
        const int Questions = 2_000;   // many times what is under way at first
        await using var server = new ScriptedServer(question => NameOf(question.Octets).AsSpan().StartsWith("\x4name"u8) ? [] : Truth(question));
        using var dns = Resolver(server.EndPoint);
        using var cancellation = new CancellationTokenSource();
        var silent = Enumerable.Range(0, Questions).Select(number => dns.ResolveAsync(DomainName.Parse($"name.d{number}.example"), DnsType.Txt, cancellation.Token).AsTask()).ToList();
        await server.NextAsync(TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        foreach (var question in silent) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => question.WaitAsync(Limit));
        AssertTrue(await AskAsync(dns, Name));
    }

    [Fact]
    public async Task A_question_cancelled_before_it_is_asked_is_not_sent()
    {
        await using var server = new ScriptedServer(Truth);
        using var dns = Resolver(server.EndPoint);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dns.ResolveAsync(Name, DnsType.Txt, new(canceled: true)).AsTask());
        AssertTrue(await AskAsync(dns, Name));
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Disposing_ends_what_is_under_way_and_leaves_no_thread_and_no_socket()
    {
        const string ThreadName = "DNS 127.0.0.1";
        await using var server = new ScriptedServer(question => question.IsOverTcp || question.Number > 100 ? [] : Truncation(question));
        var (sockets, threads) = (OwnProcess.Sockets, OwnProcess.Threads(ThreadName));
        var dns = Resolver(server.EndPoint);
        var open = Names(200).Select(name => AskAsync(dns, name)).ToList();
        while (!(await server.NextAsync(TestContext.Current.CancellationToken)).IsOverTcp)
        {
            // Both transports shall be in use.
        }

        Assert.InRange(OwnProcess.Sockets, sockets + 1, int.MaxValue);
        Assert.InRange(OwnProcess.Threads(ThreadName), threads + 1, int.MaxValue);
        dns.Dispose();
        Assert.All(await Task.WhenAll(open).WaitAsync(Limit), answer => Assert.True(answer.IsFailed));
        await UntilAsync(() => OwnProcess.Sockets <= sockets && OwnProcess.Threads(ThreadName) <= threads);   // this server's own end closes a little later
    }

    [Fact]
    public async Task Disposing_ends_questions_that_pause_after_an_error()
    {
        await using var server = new ScriptedServer(question => [Say(Error(question.Octets, ServFail))]);
        var dns = new WireResolver(new() { Servers = [server.EndPoint], Retries = 10 });
        var open = Names(50).Select(name => AskAsync(dns, name)).ToList();
        for (var asked = 0; asked < 100; asked++) await server.NextAsync(TestContext.Current.CancellationToken);
        dns.Dispose();
        Assert.All(await Task.WhenAll(open).WaitAsync(Limit), answer => Assert.True(answer.IsFailed));
    }

    [Fact]
    public async Task After_disposing_asking_is_a_mistake()
    {
        await using var server = new ScriptedServer(Truth);
        var dns = Resolver(server.EndPoint);
        AssertTrue(await AskAsync(dns, Name));
        dns.Dispose();
        dns.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AskAsync(dns, Name));
    }

    private static WireResolver Resolver(params ImmutableArray<IPEndPoint> servers) => new(new() { Servers = servers });

    private static Task<DnsAnswer> AskAsync(WireResolver dns, DomainName name) =>
        dns.ResolveAsync(name, DnsType.Txt, TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);

    private static void AssertTrue(DnsAnswer answer) => Assert.Equal((DnsStatus.Found, True), (answer.Status, TextOf(answer)));

    private static string TextOf(DnsAnswer answer) => string.Concat(answer.RecordsOf<DnsRecord.Txt>().Select(record => record.Text));

    private static List<DomainName> Names(int count) => [.. Enumerable.Range(0, count).Select(number => DomainName.Parse($"d{number}.example"))];

    private static ScriptedStep[] Truth(ScriptedQuestion question) => [Say(Txt(question.Octets, True))];

    private static ScriptedStep[] Truncation(ScriptedQuestion question) => [Say(Truncated(question.Octets))];

    /// <summary>Forged answers of every id but the right one.</summary>
    private static IEnumerable<ScriptedStep> Guesses(ScriptedQuestion question, int count) =>
        Enumerable.Range(1, count).Select(distance => Say(WithId(Txt(question.Octets, False), IdOf(question.Octets) ^ distance)));

    /// <summary>Holds back what there is to say until the last question has come; each answer is the name asked.</summary>
    private static IEnumerable<ScriptedStep> LastFirst(Stack<byte[]> held, ScriptedQuestion question, int last)
    {
        lock (held)
        {
            var name = NameOf(question.Octets);
            held.Push(Txt(question.Octets, $"{Encoding.ASCII.GetString(name, 1, name[0])}.example"));
            return held.Count < last ? [] : [.. held.Select(Say)];
        }
    }

    private static ScriptedStep Say(byte[] message) => new ScriptedStep.Say(message);

    private static ScriptedStep.Write Write(byte[] octets) => new(octets);

    private static ScriptedStep.Wait Wait(int milliseconds) => new(TimeSpan.FromMilliseconds(milliseconds));

    private static byte[] Half(byte[] octets) => octets[..(octets.Length / 2)];

    private static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static IEnumerable<int> StepsBetween(IReadOnlyList<int> ids) => ids.Zip(ids.Skip(1), (id, next) => next - id);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var deadline = new CancellationTokenSource(Limit);
        while (!isSo()) await Task.Delay(20, deadline.Token);
    }
}
