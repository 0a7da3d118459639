namespace MailGuard.Lookalikes;

/// <summary>What comes of one slip of a finger, or of one flipped bit.</summary>
internal static class TypingVariants
{
    private static readonly string[] Rows = ["1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

    private static readonly Dictionary<char, string> Neighbours = FindNeighbours();

    public static IEnumerable<string> Omissions(string label) => Enumerable.Range(0, label.Length).Select(at => label.Remove(at, 1));

    public static IEnumerable<string> Repetitions(string label) => Enumerable.Range(0, label.Length).Select(at => label.Insert(at, label[at].ToString()));

    public static IEnumerable<string> Transpositions(string label) =>
        from at in Enumerable.Range(0, Math.Max(0, label.Length - 1))
        where label[at] != label[at + 1]
        select $"{label[..at]}{label[at + 1]}{label[at]}{label[(at + 2)..]}";

    /// <summary>The letters and digits around a key are at the same places on JIS and QWERTY keyboards.</summary>
    public static IEnumerable<string> NeighbouringKeys(string label) =>
        from at in Enumerable.Range(0, label.Length)
        from key in Neighbours.GetValueOrDefault(label[at], "")
        select Replace(label, at, key);

    public static IEnumerable<string> VowelSwaps(string label)
    {
        const string vowels = "aiueo";
        return from at in Enumerable.Range(0, label.Length)
               where vowels.Contains(label[at], StringComparison.Ordinal)
               from vowel in vowels
               where vowel != label[at]
               select Replace(label, at, vowel);
    }

    public static IEnumerable<string> BitFlips(string label) =>
        from at in Enumerable.Range(0, label.Length)
        from bit in Enumerable.Range(0, 7)
        let flipped = char.ToLowerInvariant((char)(label[at] ^ (1 << bit)))
        where flipped != label[at] && (char.IsAsciiLetterLower(flipped) || char.IsAsciiDigit(flipped) || flipped == '-')
        select Replace(label, at, flipped);

    private static string Replace(string label, int at, char letter) => string.Concat(label.AsSpan(0, at), [letter], label.AsSpan(at + 1));

    /// <summary>A key touches those beside it, and two in the row above and below.</summary>
    private static Dictionary<char, string> FindNeighbours()
    {
        var places = Rows.SelectMany((row, y) => row.Select((key, x) => (Key: key, Y: y, X: x))).ToList();
        return places.ToDictionary(place => place.Key, place => string.Concat(
            from other in places
            let right = other.X - place.X
            where (other.Y - place.Y, right) is (0, 1) or (0, -1) or (-1, 0) or (-1, 1) or (1, 0) or (1, -1)
            select other.Key));
    }
}
