using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Tests.Cli.Terminal;

public sealed class ProgressLineTests
{
    [Theory]
    [InlineData(0, 2000, 5, "0/2000 domains", "0/2000件")]                                          // no rate to speak of yet
    [InlineData(500, 2000, 5, "500/2000 domains, 100/s, 15 s left", "500/2000件、毎秒100件、残り15秒")]
    [InlineData(10, 2000, 20, "10/2000 domains, 0.5/s, 67 min left", "10/2000件、毎秒0.5件、残り67分")]
    [InlineData(2000, 2000, 20, "2000/2000 domains, 100/s, 0 s left", "2000/2000件、毎秒100件、残り0秒")]
    public void Describe_says_how_far_the_run_is(int done, int total, int seconds, string english, string japanese)
    {
        Assert.Equal(english, ProgressLine.Describe(done, total, TimeSpan.FromSeconds(seconds), Language.English));
        Assert.Equal(japanese, ProgressLine.Describe(done, total, TimeSpan.FromSeconds(seconds), Language.Japanese));
    }
}
