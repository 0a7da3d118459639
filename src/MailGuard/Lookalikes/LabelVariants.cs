namespace MailGuard.Lookalikes;

/// <summary>A label that resembles another.</summary>
/// <param name="Text">As people read it; not checked against what a registry takes.</param>
/// <param name="Rank">As in <see cref="LookalikeCandidate"/>, within one suffix.</param>
internal readonly record struct LabelVariant(string Text, LookalikeKind Kind, int Rank);

/// <summary>Labels that resemble a label: every kind of likeness but those that need the suffix.</summary>
internal static class LabelVariants
{
    /// <summary>Of shorter names one letter more or less is simply another name, and mostly somebody's.</summary>
    public const int MinLettersForTypos = 5;

    /// <param name="label">As people read it: lower case, U-label.</param>
    public static IEnumerable<LabelVariant> Of(string label) => System.Text.Ascii.IsValid(label) ? OfAscii(label) : OfInternational(label);

    private static IEnumerable<LabelVariant> OfAscii(string label) =>
    [
        .. AsciiHomoglyphs(label),
        .. Hyphens(label),
        .. Romanizations(label),
        .. Words(label),
        .. label.Length < MinLettersForTypos ? [] : Slips(label),
        .. LatinMarks(label),
        .. OtherScripts(label),
    ];

    private static IEnumerable<LabelVariant> OfInternational(string label) =>
    [
        .. Exchanged(label, JapaneseLikeness.Homoglyphs).Select(text => new LabelVariant(text, LookalikeKind.IdnHomoglyph, 10)),
        .. Exchanged(label, JapaneseLikeness.SameWord).Select(text => new LabelVariant(text, LookalikeKind.JapaneseSpelling, 12)),
        .. Exchanged(label, JapaneseLikeness.Voiced).Select(text => new LabelVariant(text, LookalikeKind.IdnHomoglyph, 20)),
        .. TypingVariants.Transpositions(label).Select(text => new LabelVariant(text, LookalikeKind.Transposition, 40)),
        .. TypingVariants.Omissions(label).Select(text => new LabelVariant(text, LookalikeKind.Omission, 45)),
    ];

    private static IEnumerable<LabelVariant> AsciiHomoglyphs(string label)
    {
        foreach (var (rank, (from, to)) in LatinHomoglyphs.Ascii.Index())
        {
            for (var at = label.IndexOf(from, StringComparison.Ordinal); at >= 0; at = label.IndexOf(from, at + 1, StringComparison.Ordinal))
                yield return new(label[..at] + to + label[(at + from.Length)..], LookalikeKind.AsciiHomoglyph, 5 + rank);
            if (rank < LatinHomoglyphs.DrawnAlike) yield return new(label.Replace(from, to, StringComparison.Ordinal), LookalikeKind.AsciiHomoglyph, 5 + rank);
        }
    }

    private static IEnumerable<LabelVariant> Hyphens(string label)
    {
        if (label.Contains('-', StringComparison.Ordinal))
        {
            yield return new(label.Replace("-", "", StringComparison.Ordinal), LookalikeKind.Hyphen, 3);
            for (var at = label.IndexOf('-', StringComparison.Ordinal); at >= 0; at = label.IndexOf('-', at + 1)) yield return new(label.Remove(at, 1), LookalikeKind.Hyphen, 4);
        }
        else if (HospitalWords.Split(label) is var (name, word))
            yield return new($"{name}-{word}", LookalikeKind.Hyphen, 3);

        for (var at = 1; at < label.Length; at++) yield return new(label.Insert(at, "-"), LookalikeKind.Hyphen, 60);
    }

    private static IEnumerable<LabelVariant> Romanizations(string label)
    {
        var parts = label.Split('-');
        return from at in Enumerable.Range(0, parts.Length)
               let split = HospitalWords.Split(parts[at])
               where !HospitalWords.IsWord(parts[at]) || parts[at] is "byoin" or "byouin"
               from text in RomanizationVariants.Of(split?.Name ?? parts[at])
               select new LabelVariant(string.Join('-', [.. parts[..at], text + split?.Word, .. parts[(at + 1)..]]), LookalikeKind.Romanization, 18);
    }

    private static IEnumerable<LabelVariant> Words(string label)
    {
        var name = label;
        if (HospitalWords.Split(label) is var (before, own))
        {
            name = before;
            yield return new(name, LookalikeKind.Word, 20);
            foreach (var (rank, other) in HospitalWords.InPlaceOf(own).Index())
            {
                yield return new($"{name}-{other}", LookalikeKind.Word, 20 + rank);
                yield return new(name + other, LookalikeKind.Word, 20 + rank);
            }
        }

        foreach (var (rank, word) in HospitalWords.Added.Where(word => !label.Contains(word, StringComparison.Ordinal)).Index())
        {
            yield return new($"{label}-{word}", LookalikeKind.Word, 22 + rank);
            yield return new(label + word, LookalikeKind.Word, 24 + rank);
            yield return new($"{word}-{label}", LookalikeKind.Word, 26 + rank);
            yield return new(word + label, LookalikeKind.Word, 28 + rank);
        }
    }

    private static IEnumerable<LabelVariant> Slips(string label) =>
    [
        .. TypingVariants.Omissions(label).Select(text => new LabelVariant(text, LookalikeKind.Omission, 24)),
        .. TypingVariants.Transpositions(label).Select(text => new LabelVariant(text, LookalikeKind.Transposition, 25)),
        .. TypingVariants.Repetitions(label).Select(text => new LabelVariant(text, LookalikeKind.Repetition, 26)),
        .. TypingVariants.VowelSwaps(label).Select(text => new LabelVariant(text, LookalikeKind.VowelSwap, 45)),
        .. TypingVariants.NeighbouringKeys(label).Select(text => new LabelVariant(text, LookalikeKind.NeighbouringKey, 55)),
        .. TypingVariants.BitFlips(label).Select(text => new LabelVariant(text, LookalikeKind.BitFlip, 75)),
    ];

    private static IEnumerable<LabelVariant> LatinMarks(string label) =>
        from pair in LatinHomoglyphs.LatinMarks
        from at in Enumerable.Range(0, label.Length)
        where label[at] == pair.From
        from mark in pair.To.Index()
        select new LabelVariant(Replace(label, at, mark.Item), LookalikeKind.IdnHomoglyph, 30 + (12 * mark.Index));

    /// <summary>One letter for registries that refuse nothing, all letters for those that want one script.</summary>
    private static IEnumerable<LabelVariant> OtherScripts(string label) =>
    [
        .. InScript(label, LatinHomoglyphs.Cyrillic, LatinHomoglyphs.SameInCyrillic),
        .. InScript(label, LatinHomoglyphs.Greek, LatinHomoglyphs.SameInGreek),
    ];

    private static IEnumerable<LabelVariant> InScript(string label, Dictionary<char, char> script, string same)
    {
        if (label.Any(char.IsAsciiLetter) && label.All(letter => !char.IsAsciiLetter(letter) || script.ContainsKey(letter)))
            yield return new(string.Concat(label.Select(letter => script.GetValueOrDefault(letter, letter))), LookalikeKind.IdnHomoglyph, 8);
        for (var at = 0; at < label.Length; at++)
        {
            if (same.Contains(label[at], StringComparison.Ordinal)) yield return new(Replace(label, at, script[label[at]]), LookalikeKind.IdnHomoglyph, 28);
        }
    }

    /// <summary>Each character exchanged for another one of a group it is in.</summary>
    private static IEnumerable<string> Exchanged(string label, string[] groups) =>
        from at in Enumerable.Range(0, label.Length)
        from characters in groups
        where characters.Contains(label[at], StringComparison.Ordinal)
        from other in characters
        where other != label[at]
        select Replace(label, at, other);

    private static string Replace(string label, int at, char letter) => string.Concat(label.AsSpan(0, at), [letter], label.AsSpan(at + 1));
}
