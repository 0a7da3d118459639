namespace MailGuard.Lookalikes;

/// <summary>Words that stand beside the name of a hospital in a domain, and words a forger puts there.</summary>
internal static class HospitalWords
{
    /// <summary>What an institution calls itself.</summary>
    private static readonly string[] Institutions =
    [
        "hospital", "hosp", "hp", "byoin", "byouin", "clinic", "iin", "med", "medical", "shinryojo", "shinryosho", "center", "mc", "gh",
    ];

    /// <summary>What a mail or page pretends to be for.</summary>
    private static readonly string[] Purposes =
    [
        "mail", "webmail", "owa", "login", "secure", "support", "info", "online", "web", "net", "jimu", "renkei", "chiiki", "kenshin", "yoyaku", "recruit",
        "reserve", "saiyo", "kango", "soumu", "keiri", "portal", "vpn", "sso", "cloud", "japan", "group",
    ];

    /// <summary>Likeliest first.</summary>
    public static IEnumerable<string> Added => Institutions.Concat(Purposes);

    /// <summary>For another institution's word in the place of the name's own.</summary>
    public static IEnumerable<string> InPlaceOf(string word) => Institutions.Where(other => other != word);

    public static bool IsWord(string part) => Institutions.Contains(part) || Purposes.Contains(part);

    /// <summary>Splits <c>kirisawa-hospital</c> and <c>kirisawahospital</c> into the name and the word; null when no such word ends the label.</summary>
    public static (string Name, string Word)? Split(string label)
    {
        foreach (var word in Institutions.OrderByDescending(word => word.Length))
        {
            if (!label.EndsWith(word, StringComparison.Ordinal)) continue;
            var name = label[..^word.Length];
            if (name.EndsWith('-')) name = name[..^1];
            else if (word.Length < MinJoinedLetters) continue;
            if (name.Length >= MinNameLetters) return (name, word);
        }

        return null;
    }

    /// <summary>Shorter words end other words by chance: <c>mc</c>, <c>hp</c>, <c>iin</c>.</summary>
    private const int MinJoinedLetters = 5;

    private const int MinNameLetters = 3;
}
