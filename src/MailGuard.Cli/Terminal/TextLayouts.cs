using MailGuard.Rendering;

namespace MailGuard.Cli.Terminal;

/// <summary>How plain text is laid out where it goes.</summary>
internal static class TextLayouts
{
    /// <summary>On a wider line the eye loses the next one.</summary>
    private const int MaxWidth = 120;

    /// <summary>Width and colours of the terminal on standard output; a file is the same on every machine.</summary>
    /// <param name="path">Of the report; null or <c>-</c> for standard output.</param>
    public static TextLayout For(Shell shell, string? path)
    {
        var layout = new TextLayout();
        if (path is not (null or "-")) return layout;
        return layout with { Width = Math.Min(shell.Width ?? layout.Width, MaxWidth), Style = shell.HasColor ? AnsiStyle.Apply : layout.Style };
    }
}
