using System.Collections.Immutable;
using System.Globalization;

namespace MailGuard.Spf;

/// <summary>Reads macro-strings and domain-specs (RFC 7208 section 7.1).</summary>
internal static class SpfMacroParser
{
    private const string LettersOutsideExplanations = "slodiphv";

    private const string LettersInExplanations = LettersOutsideExplanations + "crt";

    private const string Delimiters = ".-+,/_=";

    /// <summary>Gives the problem, or null; the parts then are set.</summary>
    public static string? ReadDomainSpec(string text, out SpfDomainSpec? spec)
    {
        spec = null;
        if (text.Length == 0) return "the domain name is missing";
        var problem = ReadMacroString(text, out var parts);
        if (problem is not null) return problem;
        if (!EndsInDomainEnd(parts)) return "the name does not end in a top-level label";
        spec = new(text, parts);
        return null;
    }

    /// <summary>explain-string: a macro-string with spaces and three more letters (RFC 7208 section 6.2).</summary>
    public static string? ReadExplainString(string text, out ImmutableArray<SpfMacroPart> parts) => Read(text, ' ', LettersInExplanations, out parts);

    public static string? ReadMacroString(string text, out ImmutableArray<SpfMacroPart> parts) => Read(text, '!', LettersOutsideExplanations, out parts);

    /// <param name="first">The first character of ASCII that may stand for itself.</param>
    private static string? Read(string text, char first, string letters, out ImmutableArray<SpfMacroPart> parts)
    {
        var read = ImmutableArray.CreateBuilder<SpfMacroPart>();
        parts = [];
        for (var at = 0; at < text.Length;)
        {
            var percent = text.IndexOf('%', at);
            var end = percent < 0 ? text.Length : percent;
            if (text.AsSpan()[at..end].ContainsAnyExceptInRange(first, '~')) return "a character outside ASCII, or a control character";
            if (end > at) read.Add(new SpfMacroPart.Literal(text[at..end]));
            at = end;
            if (percent < 0) break;
            if (ReadMacroExpand(text, letters, ref at) is not { } macro) return "a percent sign that starts no macro";
            read.Add(macro);
        }

        parts = read.ToImmutable();
        return null;
    }

    private static SpfMacroPart? ReadMacroExpand(string text, string letters, ref int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        var plain = next switch { '%' => "%", '_' => " ", '-' => "%20", _ => null };
        if (plain is not null)
        {
            at += 2;
            return new SpfMacroPart.Literal(plain);
        }

        var close = text.IndexOf('}', at);
        if (next != '{' || close < at + 3) return null;
        var inside = text[(at + 2)..close];
        at = close + 1;
        return letters.Contains(char.ToLowerInvariant(inside[0]), StringComparison.Ordinal) ? ReadTransformers(inside[0], inside[1..]) : null;
    }

    private static SpfMacroPart.Expand? ReadTransformers(char letter, string text)
    {
        var digits = text.Length - text.AsSpan().TrimStart("0123456789").Length;
        int? rightmost = null;
        if (digits > 0)
        {
            // A count larger than any name has parts keeps them all.
            if (!int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) count = int.MaxValue;
            if (count == 0) return null;
            rightmost = count;
        }

        var isReversed = digits < text.Length && text[digits] is 'r' or 'R';
        var delimiters = text[(digits + (isReversed ? 1 : 0))..];
        return delimiters.AsSpan().ContainsAnyExcept(Delimiters) ? null : new(letter, rightmost, isReversed, delimiters);
    }

    /// <summary>domain-end: a macro-expand, which <c>%%</c>, <c>%_</c> and <c>%-</c> are too, or a dot and a toplabel with an optional dot behind it.</summary>
    private static bool EndsInDomainEnd(ImmutableArray<SpfMacroPart> parts)
    {
        if (parts[^1] is not SpfMacroPart.Literal { Text: var text } || text[0] is '%' or ' ') return true;
        if (text.EndsWith('.')) text = text[..^1];
        var dot = text.LastIndexOf('.');
        return dot >= 0 && IsTopLabel(text.AsSpan()[(dot + 1)..]);
    }

    /// <summary>toplabel: letters, digits and inner hyphens, not digits alone.</summary>
    private static bool IsTopLabel(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty || label[0] == '-' || label[^1] == '-') return false;
        var hasLetterOrHyphen = false;
        foreach (var letter in label)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-') return false;
            hasLetterOrHyphen |= !char.IsAsciiDigit(letter);
        }

        return hasLetterOrHyphen;
    }
}
