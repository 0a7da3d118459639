using MailGuard.Findings;

namespace MailGuard.Rendering.Html;

/// <summary>A rule's remedy for many members at once: as far as it needs no member's own values.</summary>
internal static class SharedAction
{
    /// <param name="text">Null for a rule the catalogue does not know.</param>
    public static string Of(RuleText? text, ReportWords words)
    {
        var sentences = Sentences(text?.Remedy ?? "").ToList();
        var general = string.Concat(sentences.TakeWhile(NeedsNoValue)).Trim();
        if (general.Length > 0) return general;
        return sentences.Count > 0 && BeforeColon(sentences[0]) is { } announcement
            ? announcement + words.Choose(".", "。")
            : words.Choose("Do what each member's section says.", "各機関の欄の「対応」にあるとおりに変更してください。");
    }

    private static bool NeedsNoValue(string text) => !text.Contains('{', StringComparison.Ordinal);

    /// <summary>What to do, where the sentence ends in a colon and the value; null for any other sentence.</summary>
    private static string? BeforeColon(string sentence) =>
        sentence.IndexOfAny([':', '：']) is > 0 and var colon && NeedsNoValue(sentence[..colon]) ? sentence[..colon] : null;

    /// <summary>Each with its full stop; a dot inside a name ends nothing.</summary>
    private static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var isEnd = text[at] is '。' || (text[at] is '.' && (at + 1 == text.Length || text[at + 1] is ' '));
            if (!isEnd) continue;
            yield return text[start..(at + 1)];
            start = at + 1;
        }

        if (start < text.Length) yield return text[start..];
    }
}
