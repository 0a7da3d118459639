using MailGuard.Dns.Wire;

namespace MailGuard.Tests.Dns.Wire;

public sealed class QuestionWindowTests
{
    private const int Most = 4096;

    private readonly ManualClock clock = new();

    [Fact]
    public void It_takes_64_questions_at_first_and_one_more_when_one_leaves()
    {
        var window = new QuestionWindow(Most, clock);
        Assert.Equal(64, Enter(window));
        Assert.False(window.TryEnter());
        window.Leave();
        Assert.True(window.TryEnter());
        Assert.Equal(64, window.InFlight);
    }

    [Fact]
    public void It_never_takes_more_than_it_is_told()
    {
        var window = new QuestionWindow(10, clock);
        Assert.Equal(10, Enter(window));
        for (var stretch = 0; stretch < 5; stretch++) Pass(window, answers: 1000 << stretch, losses: 0);
        Assert.Equal(10, window.Limit);
    }

    [Fact]
    public void It_doubles_while_twice_as_many_give_more_answers()
    {
        var window = new QuestionWindow(Most, clock);
        for (var stretch = 0; stretch < 10; stretch++) Pass(window, answers: window.Limit * 8, losses: 0);   // a round trip of 25 ms
        Assert.Equal(Most, window.Limit);
    }

    [Fact]
    public void It_goes_back_when_the_server_answers_no_more_for_it()
    {
        var window = new QuestionWindow(Most, clock);
        Pass(window, answers: 20_000, losses: 0);
        Assert.Equal(128, window.Limit);
        Pass(window, answers: 22_000, losses: 0);
        Assert.Equal(64, window.Limit);
        Pass(window, answers: 20_000, losses: 0);
        Assert.Equal(64, window.Limit);
    }

    [Fact]
    public void It_stays_while_nobody_waits_for_a_place()
    {
        var window = new QuestionWindow(Most, clock);
        for (var stretch = 1; stretch < 10; stretch++) Pass(window, answers: 1000 * stretch, losses: 0, isFull: false);
        Assert.Equal(64, window.Limit);
    }

    [Fact]
    public void It_halves_when_many_are_lost_and_half_as_many_bring_as_many_answers()
    {
        var window = Grown();
        Pass(window, answers: 10_000, losses: 5_000);
        Assert.Equal(512, window.Limit);
        Pass(window, answers: 10_000, losses: 5_000);   // a buffer that still overflows
        Assert.Equal(256, window.Limit);
        Pass(window, answers: 10_000, losses: 0);
        Assert.Equal(256, window.Limit);
    }

    [Fact]
    public void It_goes_back_when_half_as_many_are_lost_just_as_often()
    {
        var window = Grown();
        Pass(window, answers: 10_000, losses: 10_000);
        Assert.Equal(512, window.Limit);
        Pass(window, answers: 5_000, losses: 5_000);     // a line that loses every second packet
        Assert.Equal(1024, window.Limit);
        Pass(window, answers: 10_000, losses: 10_000);
        Assert.Equal(1024, window.Limit);                // and is left in peace
    }

    [Fact]
    public void It_never_falls_below_64_and_grows_on_a_line_that_loses_half()
    {
        var window = new QuestionWindow(Most, clock);
        Pass(window, answers: 100, losses: 100);
        Assert.Equal(128, window.Limit);
        Pass(window, answers: 200, losses: 200);
        Assert.InRange(window.Limit, 64, 256);
        for (var stretch = 0; stretch < 20; stretch++) Pass(window, answers: window.Limit * 2, losses: window.Limit * 2);
        Assert.InRange(window.Limit, 512, Most);
    }

    [Fact]
    public void What_was_sent_before_a_change_tells_nothing_of_it()
    {
        var window = Grown();
        Pass(window, answers: 10_000, losses: 10_000, sentAt: 0);
        Assert.Equal(1024, window.Limit);
    }

    [Fact]
    public void A_server_that_bore_no_more_is_tried_again_later()
    {
        var window = new QuestionWindow(Most, clock);
        for (var stretch = 0; stretch < 3; stretch++) Pass(window, answers: 20_000, losses: 0);
        Assert.Equal(64, window.Limit);
        clock.Advance(TimeSpan.FromSeconds(6));
        Pass(window, answers: 20_000, losses: 0);
        Assert.Equal(128, window.Limit);
    }

    /// <summary>To 1,024, by which the last trial was worth it; the next is some time away.</summary>
    private QuestionWindow Grown()
    {
        var window = new QuestionWindow(Most, clock);
        while (window.Limit < 2048) Pass(window, answers: window.Limit * 8, losses: 0);
        Pass(window, answers: 1024 * 8, losses: 0);
        Assert.Equal(1024, window.Limit);
        return window;
    }

    private static int Enter(QuestionWindow window)
    {
        var entered = 0;
        while (window.TryEnter()) entered++;
        return entered;
    }

    /// <summary>A quarter of a second under load.</summary>
    private void Pass(QuestionWindow window, int answers, int losses, bool isFull = true, long? sentAt = null)
    {
        if (isFull) Enter(window);
        for (var loss = 0; loss < losses; loss++) window.NoteLoss(sentAt ?? clock.GetTimestamp());
        for (var answer = 0; answer < answers - 1; answer++) window.NoteAnswer();
        clock.Advance(TimeSpan.FromMilliseconds(250));
        window.NoteAnswer();
    }
}
