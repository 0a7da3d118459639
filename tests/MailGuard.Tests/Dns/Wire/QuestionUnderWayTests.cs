using MailGuard.Dns;
using MailGuard.Dns.Wire;
using MailGuard.Names;

namespace MailGuard.Tests.Dns.Wire;

public sealed class QuestionUnderWayTests
{
    private readonly ManualClock clock = new();

    private static readonly Dictionary<string, QuestionEvent> Events = new()
    {
        ["silence"] = new(QuestionEventKind.Overdue),
        ["no way"] = new(QuestionEventKind.Unreachable),
        ["TC"] = new(QuestionEventKind.Answered, null, new(AnswerKind.Truncated, null)),
        ["SERVFAIL"] = new(QuestionEventKind.Answered, null, new(AnswerKind.ErrorCode, DnsReply.Failed(DnsFailure.ServerFailure))),
        ["reply"] = new(QuestionEventKind.Answered, null, new(AnswerKind.Reply, new([], false, null))),
        ["cancelled"] = new(QuestionEventKind.Cancelled),
        ["closed"] = new(QuestionEventKind.Closed),
    };

    [Theory]
    [InlineData("reply, TC", "reply")]                 // what came first and is whole is not lost
    [InlineData("reply, SERVFAIL", "reply")]
    [InlineData("SERVFAIL, reply", "reply")]
    [InlineData("TC, no way", "TC")]
    [InlineData("SERVFAIL, TC", "TC")]                 // of equal ones the newest
    [InlineData("reply, cancelled", "cancelled")]
    [InlineData("cancelled, reply", "cancelled")]
    [InlineData("closed, reply, TC", "closed")]
    public async Task Of_events_that_nobody_waited_for_the_weightiest_is_told(string happened, string told)
    {
        var question = Question();
        foreach (var name in happened.Split(", ")) question.Signal(Events[name]);
        Assert.Equal(Events[told], await question.NextAsync());
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("closed")]
    public async Task What_is_final_is_told_again_and_again(string name)
    {
        var question = Question();
        var waiting = question.NextAsync();
        question.Signal(Events[name]);
        Assert.Equal(Events[name], await waiting);
        Assert.Equal(Events[name], await question.NextAsync());
        Assert.Equal(Events[name], await question.NextAsync());
    }

    [Fact]
    public async Task The_time_to_wait_ends_at_the_deadline()
    {
        var question = Question();
        question.NoteSent(TimeSpan.FromSeconds(1));
        question.WaitAtMost(TimeSpan.FromHours(1));
        var waiting = question.NextAsync().AsTask();
        clock.Advance(TimeSpan.FromSeconds(9));
        question.SignalIfDue(clock.GetTimestamp());
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        question.SignalIfDue(clock.GetTimestamp());
        Assert.Equal(QuestionEventKind.Overdue, (await waiting).Kind);
        Assert.True(question.IsPastDeadline);
    }

    [Fact]
    public void Before_it_is_sent_no_deadline_runs()
    {
        var question = Question();
        question.WaitForTurn();
        var waiting = question.NextAsync().AsTask();
        clock.Advance(TimeSpan.FromDays(1));
        question.SignalIfDue(clock.GetTimestamp());
        Assert.False(waiting.IsCompleted);
        Assert.False(question.IsPastDeadline);
    }

    private QuestionUnderWay Question() => new(new(DomainName.Parse("hospital.example"), DnsType.Txt, false), clock, TimeSpan.FromSeconds(10));
}
