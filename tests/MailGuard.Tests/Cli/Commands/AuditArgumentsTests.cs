using MailGuard.Cli.Commands;

namespace MailGuard.Tests.Cli.Commands;

public sealed class AuditArgumentsTests
{
    [Theory]
    [InlineData(null, 64, 30)]
    [InlineData(10_000, 64, 31)]   // enough for all
    [InlineData(70, 10, 58)]
    [InlineData(10, 1, 50)]
    [InlineData(1, 1, 230)]        // one domain may take its 200 questions
    public void A_rate_leaves_each_domain_the_time_its_questions_wait(int? rate, int sideBySide, int seconds)
    {
        var arguments = new AuditArguments { Dns = new() { QuestionsPerSecond = rate } };
        Assert.Equal(sideBySide, arguments.SideBySide);
        Assert.Equal(seconds, (int)arguments.TimePerDomain.TotalSeconds);
    }
}
