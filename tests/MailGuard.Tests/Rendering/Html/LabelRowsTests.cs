using MailGuard.Rendering.Html;

namespace MailGuard.Tests.Rendering.Html;

public sealed class LabelRowsTests
{
    private const double Width = 1000;

    [Theory]
    [InlineData("940 20, 960 20, 980 20")]   // all at the right end
    [InlineData("0 20, 20 20, 40 20")]       // all at the left end
    [InlineData("0 20, 500 10, 980 20")]     // far apart
    [InlineData("0 5, 5 5, 990 5, 995 5")]   // both ends
    public void No_label_covers_another_or_the_line_of_another(string segments)
    {
        var labels = LabelRows.Place(segments.Split(", ").Select(Segment), Width);

        Assert.All(labels, label => Assert.InRange(label.TextLeft, 0, Width - label.Segment.LabelWidth));
        foreach (var label in labels)
        {
            foreach (var other in labels.Where(other => other != label))
            {
                Assert.False(label.Row == other.Row && Overlap(label, other), $"{label} covers {other}");
                Assert.False(label.Row <= other.Row && Covers(label, other.Anchor), $"{label} covers the line of {other}");
            }
        }
    }

    private static BarSegment Segment(string text)
    {
        var numbers = Array.ConvertAll(text.Split(' '), int.Parse);
        return new(new(new("ok", "✓", "quarantine"), 3), numbers[0], numbers[1]);
    }

    private static bool Covers(PlacedLabel label, double x) => label.TextLeft < x && x < label.TextLeft + label.Segment.LabelWidth;

    private static bool Overlap(PlacedLabel label, PlacedLabel other) =>
        label.TextLeft < other.TextLeft + other.Segment.LabelWidth && other.TextLeft < label.TextLeft + label.Segment.LabelWidth;
}
