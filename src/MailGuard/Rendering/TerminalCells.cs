using System.Globalization;
using System.Text;

namespace MailGuard.Rendering;

/// <summary>Text measured as a terminal draws it: a full-width character takes two cells, a combining mark none.</summary>
internal static class TerminalCells
{
    /// <summary>First and last code points of East Asian Width W and F (UAX 11), as blocks.</summary>
    private static readonly (int First, int Last)[] WideBlocks =
    [
        (0x1100, 0x115f), (0x231a, 0x231b), (0x2329, 0x232a), (0x23e9, 0x23ec), (0x2614, 0x2615), (0x2e80, 0x303e), (0x3041, 0x4dbf),
        (0x4e00, 0xa4cf), (0xa960, 0xa97f), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe10, 0xfe19), (0xfe30, 0xfe6f), (0xff01, 0xff60),
        (0xffe0, 0xffe6), (0x1f300, 0x1f64f), (0x1f680, 0x1f6ff), (0x1f900, 0x1faff), (0x20000, 0x3fffd),
    ];

    /// <summary>May not begin a line (JIS X 4051).</summary>
    private const string NotAtLineStart = "、。，．・：；？！）」』】〕〉》］｝ー…‥々ぁぃぅぇぉっゃゅょァィゥェォッャュョヶ％,.:;?!)]}%";

    /// <summary>May not end a line.</summary>
    private const string NotAtLineEnd = "（「『【〔〈《［｛([{";

    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>Blanks behind the text up to the width; a longer text stays whole.</summary>
    public static string Pad(string text, int cells) => text + new string(' ', Math.Max(0, cells - Of(text)));

    /// <summary>The text, cut with an ellipsis when it is longer.</summary>
    public static string Cut(string text, int cells)
    {
        if (Of(text) <= cells) return text;
        var kept = new StringBuilder();
        var left = cells - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Of(rune);
            if (left < 0) break;
            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }

    /// <summary>Lines of at most the width; a word of Latin letters (a name, a record) is never cut, even when it is longer.</summary>
    public static IEnumerable<string> Wrap(string text, int cells)
    {
        var line = new StringBuilder();
        var used = 0;
        foreach (var piece in Pieces(text))
        {
            var width = Of(piece.TrimEnd());
            if (used > 0 && used + width > cells)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
                used = 0;
            }

            line.Append(piece);
            used += Of(piece);
        }

        yield return line.ToString().TrimEnd();
    }

    private static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        var at = 0;
        Rune? before = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (before is { } last && CanBreakBetween(last, rune))
            {
                yield return text[start..at];
                start = at;
            }

            at += rune.Utf16SequenceLength;
            before = rune;
        }

        if (start < at) yield return text[start..];
    }

    private static bool CanBreakBetween(Rune before, Rune after)
    {
        if (after.Value == ' ' || Of(after) == 0) return false;
        if (before.Value == ' ') return true;
        return (Of(before) == 2 || Of(after) == 2) && !Contains(NotAtLineStart, after) && !Contains(NotAtLineEnd, before);
    }

    private static bool Contains(string letters, Rune rune) => rune.IsBmp && letters.Contains((char)rune.Value, StringComparison.Ordinal);

    private static int Of(Rune rune)
    {
        if (rune.IsAscii) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;
        return Array.Exists(WideBlocks, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1;
    }
}
