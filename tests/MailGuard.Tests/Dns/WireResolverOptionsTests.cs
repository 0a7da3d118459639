using MailGuard.Dns;

namespace MailGuard.Tests.Dns;

public sealed class WireResolverOptionsTests
{
    private static readonly Dictionary<string, WireResolverOptions> Mistakes = new()
    {
        ["MaxQuestionsInFlight"] = new() { MaxQuestionsInFlight = 0 },
        ["QuestionsPerSecond"] = new() { QuestionsPerSecond = 0 },
        ["Retries"] = new() { Retries = -1 },
        ["Deadline"] = new() { Deadline = Timeout.InfiniteTimeSpan },
        ["Deadline "] = new() { Deadline = TimeSpan.MaxValue },
    };

    public static TheoryData<string> Members => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Members))]
    public void A_limit_nobody_can_work_under_is_refused_by_name(string member) =>
        Assert.Equal(member.Trim(), Assert.Throws<ArgumentOutOfRangeException>(() => new WireResolver(Mistakes[member]).Dispose()).ParamName);
}
