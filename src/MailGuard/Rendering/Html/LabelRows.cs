namespace MailGuard.Rendering.Html;

/// <param name="Anchor">Where the line from the segment comes down.</param>
internal sealed record PlacedLabel(BarSegment Segment, double Anchor, double TextLeft, int Row);

/// <summary>Puts the labels of narrow segments below the bar so that no label covers another, or the line of another.</summary>
internal static class LabelRows
{
    private const double EmWidth = 15;
    private const double GapToLeader = 6;
    private const double Gap = 14;

    /// <summary>Estimated, as nothing is drawn yet: CJK letters and signs are square, Latin ones about half.</summary>
    public static double WidthOf(string text) => text.Sum(letter => letter < '\u1100' ? EmWidth * 0.58 : EmWidth);

    public static IReadOnlyList<PlacedLabel> Place(IEnumerable<BarSegment> segments, double width)
    {
        var (toTheLeft, toTheRight) = Directions([.. segments], width);
        var placed = new List<PlacedLabel>();
        // Each side from its far end: a label then never stands in the way of a line that comes later.
        foreach (var segment in toTheLeft) placed.Add(PlaceOne(segment, segment.Centre - GapToLeader - segment.LabelWidth, placed));
        foreach (var segment in Enumerable.Reverse(toTheRight)) placed.Add(PlaceOne(segment, segment.Centre + GapToLeader, placed));
        return placed;
    }

    /// <summary>All to one side when all have room there, as lines then cross no label; else each half to where it has more room.</summary>
    private static (List<BarSegment> Left, List<BarSegment> Right) Directions(List<BarSegment> segments, double width)
    {
        if (segments.TrueForAll(segment => segment.Centre - GapToLeader >= segment.LabelWidth)) return (segments, []);
        if (segments.TrueForAll(segment => segment.Centre + GapToLeader + segment.LabelWidth <= width)) return ([], segments);
        return (segments.FindAll(segment => segment.Centre > width / 2), segments.FindAll(segment => segment.Centre <= width / 2));
    }

    private static PlacedLabel PlaceOne(BarSegment segment, double textLeft, List<PlacedLabel> placed)
    {
        var row = 0;
        while (placed.Exists(other => Collides(other, segment, textLeft, row))) row++;
        return new(segment, segment.Centre, Math.Max(textLeft, 0), row);
    }

    private static bool Collides(PlacedLabel other, BarSegment segment, double textLeft, int row)
    {
        var (otherLeft, otherRight) = (other.TextLeft, other.TextLeft + other.Segment.LabelWidth);
        var textRight = textLeft + segment.LabelWidth;
        var sharesRow = other.Row == row && textLeft < otherRight + Gap && otherLeft < textRight + Gap;
        var coversLine = row <= other.Row && textLeft < other.Anchor && other.Anchor < textRight;
        return sharesRow || coversLine;
    }
}
