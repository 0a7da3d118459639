using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace MailGuard.Rendering;

/// <summary>
/// Text from the DNS, a list or a message made harmless for a terminal, a cell or a page: what would move the cursor, reorder the line
/// or stay invisible is spelled out, e.g. <c>\x1b</c>, <c>\u202e</c>.
/// </summary>
/// <remarks>Always one line. Markup is the writer's concern: HTML, Markdown and CSV each escape what this gives.</remarks>
public static class PlainText
{
    /// <summary>Letters that are drawn as nothing although Unicode calls them letters: fillers of Hangul.</summary>
    private const string InvisibleLetters = "\u115f\u1160\u3164\uffa0";

    /// <summary>A sentence, a name, a cell. Octets of a record quoted in it are shown as UTF-8 where they are UTF-8.</summary>
    public static string Of(string? text)
    {
        if (IsPrintableAscii(text)) return text ?? "";
        var plain = new StringBuilder(text!.Length);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var length = LengthOfRun(rest);
            var run = rest[..length];
            Spell(plain, IsHighOctet(run[0]) && Decode(run) is { } decoded ? decoded : run);
            rest = rest[length..];
        }

        return plain.ToString();
    }

    /// <summary>Record text, whose U+0080 to U+00FF are octets: shown as UTF-8 when the whole of it is, else as <c>\xNN</c>.</summary>
    public static string OfRecord(string? record)
    {
        if (IsPrintableAscii(record)) return record ?? "";
        var plain = new StringBuilder(record!.Length);
        if (Decode(record) is { } decoded) Spell(plain, decoded);
        else Spell(plain, record, octetsToo: true);
        return plain.ToString();
    }

    /// <summary>JSON text that parses to the same, in which nothing invisible is left but its line feeds.</summary>
    public static string OfJson(string json)
    {
        if (!json.EnumerateRunes().Any(IsInvisibleInJson)) return json;
        var plain = new StringBuilder(json.Length);
        foreach (var rune in json.EnumerateRunes())
        {
            if (!IsInvisibleInJson(rune)) plain.Append(rune);
            else foreach (var unit in rune.ToString()) plain.Append(CultureInfo.InvariantCulture, $@"\u{(int)unit:x4}");
        }

        return plain.ToString();
    }

    private static bool IsInvisibleInJson(Rune rune) => rune.Value != '\n' && MustBeSpelled(rune);

    private static bool IsPrintableAscii(string? text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static bool IsHighOctet(char letter) => letter is >= '\u0080' and <= '\u00ff';

    /// <summary>How many characters at the start are high octets, or are not.</summary>
    private static int LengthOfRun(ReadOnlySpan<char> text)
    {
        var end = IsHighOctet(text[0]) ? text.IndexOfAnyExceptInRange('\u0080', '\u00ff') : text.IndexOfAnyInRange('\u0080', '\u00ff');
        return end < 0 ? text.Length : end;
    }

    /// <summary>Null when the octets are not UTF-8, or the text holds characters that are no octets.</summary>
    private static string? Decode(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExceptInRange('\0', '\u00ff')) return null;
        var octets = new byte[text.Length];
        Encoding.Latin1.GetBytes(text, octets);
        return Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : null;
    }

    private static void Spell(StringBuilder plain, ReadOnlySpan<char> text, bool octetsToo = false)
    {
        while (!text.IsEmpty)
        {
            var isLoneSurrogate = Rune.DecodeFromUtf16(text, out var rune, out var length) is not OperationStatus.Done;
            if (isLoneSurrogate) plain.Append(Escape(text[0]));
            else if (MustBeSpelled(rune) || (octetsToo && IsHighOctet(text[0]))) plain.Append(Escape(rune.Value));
            else plain.Append(text[..length]);
            text = text[length..];
        }
    }

    private static bool MustBeSpelled(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // A space that is none in a record; the full-width space is seen and is common in Japanese names.
        UnicodeCategory.SpaceSeparator => rune.Value is not (' ' or '\u3000'),
        UnicodeCategory.OtherLetter => rune.IsBmp && InvisibleLetters.Contains((char)rune.Value, StringComparison.Ordinal),
        // Noncharacters and code points without meaning; tags among them.
        UnicodeCategory.OtherNotAssigned => true,
        _ => false,
    };

    private static string Escape(int codePoint) => codePoint switch
    {
        <= 0xff => string.Create(CultureInfo.InvariantCulture, $@"\x{codePoint:x2}"),
        <= 0xffff => string.Create(CultureInfo.InvariantCulture, $@"\u{codePoint:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $@"\U{codePoint:x8}"),
    };
}
