using System.Text;
using MailGuard.Dns;

namespace MailGuard.Spf;

/// <summary>The explanation of a fail (RFC 7208 section 6.2), asked for when the result stands: it counts towards no limit.</summary>
internal sealed class SpfExplanation(SpfQuestions questions, SpfMacroValues values)
{
    /// <summary>Octets of an explanation; the RFC wants room left in an SMTP reply, and the rest is cut.</summary>
    private const int MaxOctets = 2_000;

    /// <param name="decided">The record whose directive gave the fail.</param>
    /// <returns>Null when there is none, more than one, or one that cannot be used.</returns>
    public async ValueTask<string?> FetchAsync(SpfVisitDraft decided, Func<ValueTask<SpfClientNames>> namesOfClient)
    {
        if (decided.Record?.Terms.OfType<SpfTerm.Explanation>().FirstOrDefault() is not { Domain: var spec }) return null;
        var validatedName = "";
        if (spec.UsesLetter('p')) validatedName = (await namesOfClient().ConfigureAwait(false)).For(decided.Domain!);
        if (!SpfNames.TryRead(spec.Expand(letter => values.Of(letter, decided.Text, validatedName)), out var name)) return null;
        var answer = await questions.AskAsync(name, DnsType.Txt).ConfigureAwait(false);
        if (answer.Records is not [DnsRecord.Txt text] || SpfMacroParser.ReadExplainString(text.Text, out var parts) is not null) return null;
        if (parts.OfType<SpfMacroPart.Expand>().Any(macro => macro.Letter is 'p' or 'P'))
            validatedName = (await namesOfClient().ConfigureAwait(false)).For(decided.Domain!);
        return Harmless(Expanded(parts, letter => values.Of(letter, decided.Text, validatedName)));
    }

    private static string Expanded(IEnumerable<SpfMacroPart> parts, Func<char, string> valueOf)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Expanded(valueOf));
            if (text.Length > MaxOctets) return text.ToString(0, MaxOctets);
        }

        return text.ToString();
    }

    /// <summary>It ends up in an SMTP reply, and senders choose what some macros stand for: ASCII without line ends, or nothing.</summary>
    private static string? Harmless(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? null : text;
}
