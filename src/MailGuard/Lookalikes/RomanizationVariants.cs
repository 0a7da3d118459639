namespace MailGuard.Lookalikes;

/// <summary>Other romanisations of a Japanese word: Hepburn, Kunrei, long vowels, double consonants.</summary>
internal static class RomanizationVariants
{
    private static readonly (string From, string To)[] Pairs =
    [
        ("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"),
        ("sha", "sya"), ("shu", "syu"), ("sho", "syo"), ("cha", "tya"), ("chu", "tyu"), ("cho", "tyo"), ("ja", "zya"), ("ju", "zyu"), ("jo", "zyo"),
        ("ja", "jya"), ("ju", "jyu"), ("jo", "jyo"),
        ("nb", "mb"), ("np", "mp"), ("nm", "mm"), ("tch", "cch"), ("ou", "o"), ("oo", "o"), ("oh", "o"), ("uu", "u"),
    ];

    /// <summary>A long vowel is written in four ways, and often not at all.</summary>
    private static readonly string[] LongVowels = ["ou", "oh", "oo"];

    private const string Consonants = "kstpcgzdb";

    /// <summary>One change at each place, then each change wherever it fits.</summary>
    public static IEnumerable<string> Of(string word)
    {
        foreach (var (from, to) in Pairs.Concat(Pairs.Select(pair => (From: pair.To, To: pair.From)).Where(pair => pair.From.Length > 1)))
        {
            var places = Places(word, from).ToList();
            foreach (var at in places) yield return word[..at] + to + word[(at + from.Length)..];
            if (places.Count > 1) yield return word.Replace(from, to, StringComparison.Ordinal);
        }

        foreach (var longer in LongVowelsIn(word)) yield return longer;
        foreach (var doubled in DoubleConsonantsIn(word)) yield return doubled;
    }

    private static IEnumerable<int> Places(string word, string from)
    {
        for (var at = word.IndexOf(from, StringComparison.Ordinal); at >= 0; at = word.IndexOf(from, at + 1, StringComparison.Ordinal))
        {
            // The hu of shu and chu is no syllable of its own.
            if (from[0] != 'h' || at == 0 || word[at - 1] is not ('s' or 'c' or 'k' or 'g')) yield return at;
        }
    }

    private static IEnumerable<string> LongVowelsIn(string word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            var isShort = word[at] == 'o' && (at == 0 || word[at - 1] is not 'o') && (at + 1 == word.Length || word[at + 1] is not ('o' or 'u' or 'h'));
            if (!isShort) continue;
            foreach (var vowel in LongVowels) yield return word[..at] + vowel + word[(at + 1)..];
        }
    }

    private static IEnumerable<string> DoubleConsonantsIn(string word)
    {
        for (var at = 1; at < word.Length; at++)
        {
            if (!Consonants.Contains(word[at], StringComparison.Ordinal)) continue;
            if (word[at] == word[at - 1]) yield return word.Remove(at, 1);
            else if (IsVowel(word[at - 1]) && at + 1 < word.Length && word[at + 1] != word[at]) yield return word.Insert(at, word[at] == 'c' ? "t" : word[at].ToString());
        }
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'i' or 'u' or 'e' or 'o';
}
