namespace MailGuard.Findings;

/// <summary>What somebody who mistyped a word most likely meant.</summary>
public static class NearMiss
{
    /// <summary>The known word with the fewest letters to change, <c>spf.missing</c> for <c>spf.mising</c>; null when none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return known
            .Select(word => (Word: word, Changes: Changes(typed, word)))
            .Where(candidate => candidate.Changes <= MostChanges(candidate.Word))
            .OrderBy(candidate => candidate.Changes)
            .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .FirstOrDefault().Word;
    }

    /// <summary>A third of the letters: with more of them changed it is another word.</summary>
    private static int MostChanges(string word) => Math.Max(1, word.Length / 3);

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (optimal string alignment); case does not count.</summary>
    private static int Changes(string typed, string word)
    {
        if (Math.Abs(typed.Length - word.Length) > MostChanges(word)) return int.MaxValue;
        var beforePrevious = new int[word.Length + 1];
        var previous = Enumerable.Range(0, word.Length + 1).ToArray();
        for (var row = 1; row <= typed.Length; row++)
        {
            var current = new int[word.Length + 1];
            current[0] = row;
            for (var column = 1; column <= word.Length; column++)
            {
                var replaced = previous[column - 1] + (Same(typed[row - 1], word[column - 1]) ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(previous[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && Same(typed[row - 1], word[column - 2]) && Same(typed[row - 2], word[column - 1]))
                    current[column] = Math.Min(current[column], beforePrevious[column - 2] + 1);
            }

            (beforePrevious, previous) = (previous, current);
        }

        return previous[word.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
