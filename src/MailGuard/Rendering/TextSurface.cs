using System.Globalization;

namespace MailGuard.Rendering;

/// <summary>A piece of a line.</summary>
internal readonly record struct TextSpan(TextTone Tone, string Text)
{
    public static implicit operator TextSpan(string text) => new(TextTone.Plain, text);

    public static TextTone ToneOf(string? severity) => severity switch
    {
        "critical" => TextTone.Critical,
        "high" => TextTone.High,
        "medium" => TextTone.Medium,
        "low" => TextTone.Low,
        "info" => TextTone.Info,
        _ => TextTone.Undetermined,
    };
}

/// <summary>Where plain text is drawn line by line, each of it through <see cref="PlainText"/>.</summary>
internal sealed class TextSurface(TextWriter output, TextLayout layout)
{
    /// <summary>Of one record, or of a sentence that quotes one; the longest honest ones have some hundred.</summary>
    private const int MaxCharacters = 4_000;

    /// <summary>Narrower, prose cannot be read and columns cannot be told apart.</summary>
    private const int MinWidth = 40;

    public int Width { get; } = Math.Max(MinWidth, layout.Width);

    public void Line(params ReadOnlySpan<TextSpan> spans)
    {
        foreach (var span in spans) output.Write(layout.Style(span.Tone, Harmless(span)));
        output.Write('\n');
    }

    /// <summary>Prose over as many lines as it needs, each indented.</summary>
    public void Prose(int indent, string text, TextTone tone = TextTone.Plain)
    {
        foreach (var line in TerminalCells.Wrap(Shorten(PlainText.Of(text)), Width - indent)) Line(Blanks(indent), new(tone, line));
    }

    /// <summary>A label and prose that hangs behind it.</summary>
    public void Labelled(int indent, string label, string text)
    {
        var hanging = indent + TerminalCells.Of(label);
        var isFirst = true;
        foreach (var line in TerminalCells.Wrap(Shorten(PlainText.Of(text)), Width - hanging))
        {
            if (isFirst) Line(Blanks(indent), new(TextTone.Quiet, label), line);
            else Line(Blanks(hanging), line);
            isFirst = false;
        }
    }

    /// <summary>Short statements side by side, as many on a line as fit.</summary>
    public void Items(int indent, IEnumerable<string> items, TextTone tone)
    {
        var line = "";
        foreach (var item in items.Select(PlainText.Of))
        {
            var joined = line is "" ? item : $"{line} · {item}";
            var fits = line is "" || indent + TerminalCells.Of(joined) <= Width;
            if (!fits) Prose(indent, line, tone);
            line = fits ? joined : item;
        }

        if (line is not "") Prose(indent, line, tone);
    }

    /// <summary>A record, never wrapped, so that it can be copied.</summary>
    public void Record(int indent, string record) => Line(Blanks(indent), new(TextTone.Record, record));

    public static string Blanks(int count) => new(' ', count);

    private static string Harmless(TextSpan span) =>
        span.Tone is TextTone.Record ? Shorten(PlainText.OfRecord(span.Text)) : PlainText.Of(span.Text);

    private static string Shorten(string text)
    {
        var more = text.Length - MaxCharacters;
        return more <= 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, MaxCharacters)}… (+{more})");
    }
}
