using MailGuard.Dns;

namespace MailGuard.Tests.Dns;

public sealed class QuestionPacerTests
{
    [Fact]
    public void Turns_lie_apart_and_none_are_saved_up()
    {
        var clock = new ManualClock();
        var pacer = new QuestionPacer(questionsPerSecond: 10, clock);
        Assert.Equal([0, 100, 200], Turns(3));

        clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal([250], Turns(1));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([0, 100], Turns(2));

        IEnumerable<double> Turns(int count) => Enumerable.Range(0, count).Select(_ => pacer.TakeTurn().TotalMilliseconds).ToList();
    }
}
