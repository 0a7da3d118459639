using MailGuard.Rendering;

namespace MailGuard.Cli.Terminal;

/// <summary>Colours of the text report on a terminal (ECMA-48 select graphic rendition).</summary>
internal static class AnsiStyle
{
    public static string Apply(TextTone tone, string text) => CodeOf(tone) is { } code ? $"\e[{code}m{text}\e[0m" : text;

    private static string? CodeOf(TextTone tone) => tone switch
    {
        TextTone.Heading => "1",
        TextTone.Critical => "1;31",
        TextTone.High => "31",
        TextTone.Medium => "33",
        TextTone.Low => "36",
        TextTone.Info => "34",
        TextTone.Undetermined => "35",
        TextTone.NothingFound => "32",
        TextTone.Quiet => "2",
        _ => null,
    };
}
