namespace MailGuard.Rendering.Html;

/// <summary>A part of a whole.</summary>
internal sealed record BarPart(StateMark State, int Count);

/// <summary>One bar whose parts carry their own labels: inside where there is room, else below on a line of their own.</summary>
/// <param name="width">Of the drawing; it scales to the page. Pages carry a wide drawing and a narrow one and show one of the two.</param>
internal sealed class StackedBar(IEnumerable<BarPart> parts, int width)
{
    private const double BarHeight = 64;
    private const double RowHeight = 26;
    private const double Padding = 10;

    private readonly List<BarPart> _parts = [.. parts.Where(part => part.Count > 0)];

    /// <summary>The pattern of what could not be checked; once on a page.</summary>
    public static Markup Hatch => Markup.Of($"""
        <svg class="definitions" aria-hidden="true">
        <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="8" height="8"/><path d="M2 0V8"/>
        </pattern>
        </svg>

        """);

    /// <param name="style">Class that decides on which screens this drawing is shown.</param>
    /// <param name="alternative">The whole chart in words.</param>
    public Markup Draw(string style, string alternative)
    {
        var segments = Segments();
        var below = LabelRows.Place(segments.Where(segment => !segment.LabelFits), width);
        var height = BarHeight + (below.Count == 0 ? 0 : ((below.Max(label => label.Row) + 1) * RowHeight) + 8);
        return Markup.Of($"""
            <svg class="chart {style}" viewBox="0 0 {width} {height}" role="img" aria-label="{alternative}">
            {segments.Select(DrawSegment)}{below.Select(DrawLeader)}{below.Select(DrawLabel)}</svg>

            """);
    }

    private List<BarSegment> Segments()
    {
        var total = _parts.Sum(part => part.Count);
        var segments = new List<BarSegment>();
        var left = 0.0;
        foreach (var part in _parts)
        {
            var partWidth = (double)width * part.Count / total;
            segments.Add(new(part, left, partWidth));
            left += partWidth;
        }

        return segments;
    }

    private static Markup DrawSegment(BarSegment segment)
    {
        // A hairline of ground between parts; a part too thin for it keeps a width that can be seen.
        var visible = Math.Max(segment.Width - 2, 1.5);
        var style = segment.Part.State.Style;
        var rectangle = Markup.Of($"""<rect class="fill {style}" x="{segment.Left}" width="{visible}" height="{BarHeight}"/>""");
        if (!segment.LabelFits) return rectangle;
        var x = segment.Left + Padding;
        return Markup.Of($"""
            {rectangle}<text class="on {style}" x="{x}" y="26">{segment.Name}</text>
            <text class="on count {style}" x="{x}" y="52">{segment.Part.Count:N0}</text>

            """);
    }

    private static Markup DrawLeader(PlacedLabel label) =>
        Markup.Of($"""<path class="leader" d="M{label.Anchor} {BarHeight}V{BaselineOf(label) + 4}"/>""");

    private static Markup DrawLabel(PlacedLabel label) =>
        Markup.Of($"""<text class="below" x="{label.TextLeft}" y="{BaselineOf(label)}">{label.Segment.Label}</text>""");

    private static double BaselineOf(PlacedLabel label) => BarHeight + ((label.Row + 1) * RowHeight) - 4;
}

/// <summary>A part at its place in the bar.</summary>
internal sealed record BarSegment(BarPart Part, double Left, double Width)
{
    private const double RoomAroundLabel = 20;

    public double Centre => Left + (Width / 2);

    public string Name => $"{Part.State.Shape} {Part.State.Word}";

    public string Label => $"{Name} {PageContext.Count(Part.Count)}";

    public double LabelWidth => LabelRows.WidthOf(Label);

    public bool LabelFits => Width >= LabelRows.WidthOf(Name) + RoomAroundLabel;
}
