using System.Text;

namespace MailGuard.Rendering;

/// <summary>Text that Markdown (CommonMark with GitHub's tables and links) shows as it is.</summary>
internal static class MarkdownText
{
    /// <summary>Letters that mean something inside a line. Colon and full stop are treated apart: they only make links.</summary>
    private const string Special = @"\`*_[]<>|~&@";

    /// <summary>Letters that mean something at the start of a line.</summary>
    private const string SpecialFirst = "#+-=";

    /// <summary>A sentence or a table cell.</summary>
    public static string Of(string? text)
    {
        var plain = PlainText.Of(text);
        var escaped = new StringBuilder(plain.Length);
        for (var at = 0; at < plain.Length; at++)
        {
            if (MeansSomething(plain, at)) escaped.Append('\\');
            escaped.Append(plain[at]);
        }

        return escaped.ToString();
    }

    /// <summary>A name or record inside a line, in code style; <paramref name="isCell"/> where a bar would end a table cell.</summary>
    public static string Code(string record, bool isCell = false)
    {
        var plain = PlainText.OfRecord(record);
        if (isCell) plain = plain.Replace("|", @"\|", StringComparison.Ordinal);
        var fence = new string('`', LongestRunOfBackticks(plain) + 1);
        var pad = plain is "" || plain[0] is '`' or ' ' || plain[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{pad}{plain}{pad}{fence}";
    }

    /// <summary>Records as a block that nothing inside can close.</summary>
    public static string Block(IEnumerable<string> lines)
    {
        var plain = lines.ToList();
        var fence = new string('`', Math.Max(3, plain.Select(LongestRunOfBackticks).DefaultIfEmpty().Max() + 1));
        return $"{fence}text\n{string.Concat(plain.Select(line => line + "\n"))}{fence}\n";
    }

    private static bool MeansSomething(string text, int at) => text[at] switch
    {
        // http://… and www.… become links without any markup.
        ':' => at + 1 < text.Length && text[at + 1] == '/',
        '.' => at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) || IsListNumber(text, at),
        ')' => IsListNumber(text, at),
        var letter when Special.Contains(letter, StringComparison.Ordinal) => true,
        var letter => at == 0 && SpecialFirst.Contains(letter, StringComparison.Ordinal),
    };

    /// <summary><c>1.</c> or <c>1)</c> at the start of a line opens a list.</summary>
    private static bool IsListNumber(string text, int at) =>
        at > 0 && !text.AsSpan(0, at).ContainsAnyExceptInRange('0', '9') && (at + 1 == text.Length || text[at + 1] == ' ');

    private static int LongestRunOfBackticks(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
