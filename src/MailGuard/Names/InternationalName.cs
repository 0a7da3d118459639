using System.Globalization;
using System.Text;

namespace MailGuard.Names;

/// <summary>U-labels to A-labels and back (IDNA 2008, mapped as UTS 46 says).</summary>
/// <remarks>
/// <see cref="IdnMapping"/> maps widths and composes marks only where ICU is present. What Japanese input methods produce
/// (full-width letters, ideographic full stops, half-width and decomposed kana) is therefore mapped here first, so that a
/// list reads the same on a machine without ICU.
/// </remarks>
internal static class InternationalName
{
    private static readonly IdnMapping Idna = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    private const string HalfWidthKatakana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    private const string TakesVoicedMark = "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ";
    private const string TakesSemiVoicedMark = "はひふへほハヒフヘホ";

    /// <summary>Null when the text has labels that IDNA refuses.</summary>
    public static string? ToAscii(string text)
    {
        var mapped = Map(text);
        if (mapped.EndsWith('.')) mapped = mapped[..^1];
        if (mapped is "" || mapped.AsSpan().ContainsAnyInRange('\0', ' ')) return null;
        if (Ascii.IsValid(mapped)) return mapped;
        try
        {
            return Idna.GetAscii(mapped);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static string ToUnicode(string ascii)
    {
        if (!ascii.Contains("xn--", StringComparison.Ordinal)) return ascii;
        try
        {
            return Idna.GetUnicode(ascii);
        }
        catch (ArgumentException)
        {
            return ascii;
        }
    }

    private static string Map(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var mapped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (IsVoicedMark(letter) && TryCompose(mapped, TakesVoicedMark, 1)) continue;
            if (IsSemiVoicedMark(letter) && TryCompose(mapped, TakesSemiVoicedMark, 2)) continue;
            mapped.Append(letter switch
            {
                '。' or '．' or '｡' => '.',
                >= '！' and <= '～' => (char)(letter - '！' + '!'),
                >= 'ｦ' and <= 'ﾝ' => HalfWidthKatakana[letter - 'ｦ'],
                _ => letter,
            });
        }

        return mapped.ToString().ToLowerInvariant();
    }

    private static bool IsVoicedMark(char letter) => letter is '\u3099' or '\uff9e';

    private static bool IsSemiVoicedMark(char letter) => letter is '\u309a' or '\uff9f';

    /// <summary>Voiced kana stand one code point after the plain one, semi-voiced two (Unicode charts U+3040, U+30A0).</summary>
    private static bool TryCompose(StringBuilder mapped, string bases, int distance)
    {
        if (mapped.Length == 0 || !bases.Contains(mapped[^1], StringComparison.Ordinal)) return false;
        mapped[^1] = (char)(mapped[^1] + distance);
        return true;
    }
}
