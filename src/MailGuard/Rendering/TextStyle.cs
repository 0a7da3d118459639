namespace MailGuard.Rendering;

/// <summary>What a piece of text is, for whoever colours it. The words and shapes say the same without colour.</summary>
public enum TextTone
{
    Plain,
    Heading,
    Critical,
    High,
    Medium,
    Low,
    Info,
    Undetermined,

    /// <summary>Nothing was found in what was checked.</summary>
    NothingFound,

    /// <summary>Labels, ids and other small print.</summary>
    Quiet,

    /// <summary>Text as it stands in a DNS record, one character an octet.</summary>
    Record,
}

/// <summary>Wraps a text, harmless already and without line ends, in what shows its tone, e.g. an ANSI sequence before and after.</summary>
public delegate string TextStyle(TextTone tone, string text);

/// <summary>How plain text is laid out.</summary>
public sealed record TextLayout
{
    /// <summary>Cells a line. Default 100: fits a terminal beside a window, and prose stays readable.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Every member of a list in full, not only a line.</summary>
    public bool Verbose { get; init; }

    /// <summary>Default: the text itself, without colour.</summary>
    public TextStyle Style { get; init; } = (_, text) => text;
}
