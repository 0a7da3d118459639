using System.Net;
using System.Text;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Spf;

/// <summary>What a damaged SPF record was meant to say, where that is plain to see.</summary>
internal static class SpfCorrection
{
    private static readonly string[] MechanismNames = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"];

    /// <summary>A valid record, or null when the text was not meant as one or cannot be mended without guessing.</summary>
    public static string? Corrected(string text)
    {
        var words = Retyped(text).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (!TakeVersion(words)) return null;
        JoinAfterColons(words);
        var corrected = string.Join(' ', ["v=spf1", .. words.Select(CorrectedTerm)]);
        return SpfRecordParser.Parse(corrected) is { IsValid: true } ? corrected : null;
    }

    /// <summary>Full-width and typographic characters as the keys they were typed with; quotes, which belong to master files, dropped.</summary>
    private static string Retyped(string text)
    {
        var retyped = new StringBuilder(text.Length);
        foreach (var letter in OctetText.Decoded(text))
        {
            retyped.Append(letter switch
            {
                '"' or '\'' or '\\' or '“' or '”' or '‘' or '’' or '\u200b' or '\ufeff' => "",
                ',' or ';' or '\t' or '\u00a0' or '\u3000' => " ",
                '‐' or '‑' or '–' or '—' or '―' or '−' or 'ー' => "-",
                '〜' => "~",
                >= '！' and <= '～' => ((char)(letter - '！' + '!')).ToString(),
                _ => letter.ToString(),
            });
        }

        return retyped.ToString();
    }

    /// <summary><c>v=spf1</c> in the misspellings seen in the wild: <c>v=spf</c>, <c>spf1</c>, <c>v=spf10</c>, <c>v = spf1</c>, <c>v=spf1:</c>.</summary>
    private static bool TakeVersion(List<string> words)
    {
        for (var taken = Math.Min(3, words.Count); taken > 0; taken--)
        {
            var version = string.Concat(words.Take(taken)).ToLowerInvariant().TrimEnd('.', ':');
            if (version is not ("v=spf1" or "v=spf" or "spf1" or "v=spf2" or "v=spf10" or "v:spf1" or "spf=1" or "v=spfv1" or "v-spf1" or "v=sfp1" or "vspf1")) continue;
            words.RemoveRange(0, taken);
            return true;
        }

        return false;
    }

    /// <summary><c>include: _spf.provider.example</c> is one term.</summary>
    private static void JoinAfterColons(List<string> words)
    {
        for (var i = 0; i < words.Count - 1; i++)
        {
            if (!words[i].EndsWith(':')) continue;
            words[i] += words[i + 1];
            words.RemoveAt(i + 1);
        }
    }

    private static string CorrectedTerm(string term)
    {
        var parsed = SpfRecordParser.Parse("v=spf1 " + term)!;
        if (parsed.IsValid && parsed.Terms is not [SpfTerm.UnknownModifier]) return term;
        var qualifier = term[0] is '+' or '-' or '~' or '?' ? term[..1] : "";
        var rest = term[qualifier.Length..].TrimEnd('.', ':');
        if (rest.StartsWith("redirect:", StringComparison.OrdinalIgnoreCase)) return rest.Replace(':', '=');
        var colon = rest.AsSpan().IndexOfAny(':', '=');
        var name = MechanismName(colon < 0 ? rest : rest[..colon]);
        if (name is null) return IsAddress(rest) ? qualifier + AddressName(rest) + rest : term;
        if (colon < 0) return qualifier + name;
        var value = rest[(colon + 1)..];
        return qualifier + NameFor(name, value) + value;
    }

    /// <summary>The mechanism that fits the value: addresses under ip4 or ip6, names not.</summary>
    private static string NameFor(string name, string value) => name switch
    {
        "a" or "mx" or "include" or "ip4" or "ip6" when IsAddress(value) => AddressName(value),
        "ip4" or "ip6" when DomainName.TryParse(value, out _) => "a:",
        _ => name + ":",
    };

    private static string? MechanismName(string written) => written.ToLowerInvariant() switch
    {
        "" => null,
        "ip" or "ipv4" => "ip4",
        "ipv6" => "ip6",
        "inc" => "include",
        var name => MechanismNames.Where(known => known.Length > 2)
            .Append(name is "a" or "mx" ? name : "")
            .FirstOrDefault(known => known.Length > 0 && EditDistance.IsAtMostOne(name, known)),
    };

    private static bool IsAddress(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        return address.AsSpan().IndexOfAny('.', ':') >= 0 && !address.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF.:") && IPAddress.TryParse(address, out _);
    }

    private static string AddressName(string address) => address.Contains(':', StringComparison.Ordinal) ? "ip6:" : "ip4:";
}
