using MailGuard.Dns.Wire;

namespace MailGuard.Tests.Dns.Wire;

public sealed class RoundTripTimesTests
{
    [Theory]
    [InlineData(new int[0], 200)]              // nothing known yet
    [InlineData(new[] { 1 }, 200)]             // a server next door
    [InlineData(new[] { 100 }, 400)]
    [InlineData(new[] { 100, 900 }, 800)]      // one slow answer of many counts an eighth
    [InlineData(new[] { 5000 }, 2000)]         // however slow: a lost question is asked again
    public void The_first_wait_is_four_round_trips_within_bounds(int[] milliseconds, int expected)
    {
        var times = new RoundTripTimes();
        foreach (var time in milliseconds) times.Add(TimeSpan.FromMilliseconds(time));
        Assert.Equal(TimeSpan.FromMilliseconds(expected), times.FirstWait);
    }
}
