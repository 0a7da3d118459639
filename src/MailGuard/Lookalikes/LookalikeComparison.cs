using System.Collections.Immutable;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Lookalikes;

/// <summary>Whether a name that was seen, in a report or a message, resembles a member's, and how. Pure.</summary>
public static class LookalikeComparison
{
    /// <summary>Under another suffix too, one letter of a short name is no likeness: there are many short names.</summary>
    private const int MinLettersForTyposElsewhere = 8;

    /// <summary>Kinds of likeness, in the order of <see cref="LookalikeKind"/>; none for the member itself, for names below it, and for names that are not alike.</summary>
    /// <remarks>Compared are the registrable domains. Other members' names are the caller's to leave out.</remarks>
    public static ImmutableArray<LookalikeKind> KindsOf(DomainName name, DomainName member, PublicSuffixes? suffixes = null)
    {
        suffixes ??= PublicSuffixes.Embedded;
        if (suffixes.RegistrableDomainOf(name) is not { } seen || suffixes.RegistrableDomainOf(member) is not { } own || seen == own) return [];
        var isElsewhere = seen.Parent != own.Parent;
        var (label, ownLabel) = (InternationalName.ToUnicode(seen.Labels[0]), InternationalName.ToUnicode(own.Labels[0]));
        if (label == ownLabel) return [LookalikeKind.Suffix];
        if (OfLabels(label, ownLabel, isElsewhere) is { } kind) return isElsewhere ? [LookalikeKind.Suffix, kind] : [kind];
        return HoldsSuffix(seen, own) ? [LookalikeKind.SuffixInLabel] : [];
    }

    private static LookalikeKind? OfLabels(string label, string own, bool isElsewhere)
    {
        if (LabelSkeleton.Of(label) == LabelSkeleton.Of(own))
            return System.Text.Ascii.IsValid(label) ? LookalikeKind.AsciiHomoglyph : LookalikeKind.IdnHomoglyph;
        if (WithoutHyphens(label) == WithoutHyphens(own)) return LookalikeKind.Hyphen;
        var isLongEnough = own.Length >= (isElsewhere ? MinLettersForTyposElsewhere : LabelVariants.MinLettersForTypos);
        return isLongEnough && EditDistance.IsAtMostOne(label, own) ? LookalikeKind.Typo : null;
    }

    /// <summary><c>kirisawa-or.jp</c> and <c>kirisawaorjp.com</c> for <c>kirisawa.or.jp</c>.</summary>
    private static bool HoldsSuffix(DomainName seen, DomainName own)
    {
        var label = WithoutHyphens(seen.Labels[0]);
        return Enumerable.Range(2, own.Labels.Length - 1).Any(taken => label == WithoutHyphens(string.Concat(own.Labels[..taken])));
    }

    private static string WithoutHyphens(string label) => label.Replace("-", "", StringComparison.Ordinal);
}

/// <summary>A label with all characters that look alike made the same.</summary>
internal static class LabelSkeleton
{
    /// <summary>What only a close look tells apart; weaker pairs such as u and v are typing mistakes when names are compared.</summary>
    private static readonly (string From, string To)[] Ascii =
        [("rn", "m"), ("nn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("2", "z"), ("8", "b"), ("9", "g"), ("q", "g")];

    private static readonly Dictionary<char, char> Characters = FindCharacters();

    public static string Of(string label)
    {
        var skeleton = string.Concat(label.Select(letter => Characters.GetValueOrDefault(letter, letter)));
        foreach (var (from, to) in Ascii) skeleton = skeleton.Replace(from, to, StringComparison.Ordinal);
        return skeleton;
    }

    /// <summary>The Latin letter of each that looks like one; for Japanese characters one of all that are taken for each other.</summary>
    private static Dictionary<char, char> FindCharacters()
    {
        var first = new Dictionary<char, char>();
        foreach (var group in (string[])[.. JapaneseLikeness.Homoglyphs, .. JapaneseLikeness.SameWord, .. JapaneseLikeness.Voiced]) Join(first, group);
        foreach (var (latin, marked) in LatinHomoglyphs.LatinMarks) AddAll(first, marked, latin);
        foreach (var (latin, other) in LatinHomoglyphs.Cyrillic.Concat(LatinHomoglyphs.Greek)) first[other] = latin;
        return first;
    }

    private static void Join(Dictionary<char, char> first, string group)
    {
        var target = first.GetValueOrDefault(group[0], group[0]);
        var joined = group.Select(letter => first.GetValueOrDefault(letter, letter)).ToHashSet();
        foreach (var letter in first.Where(one => joined.Contains(one.Value)).Select(one => one.Key).ToList()) first[letter] = target;
        foreach (var letter in group) first[letter] = target;
    }

    private static void AddAll(Dictionary<char, char> first, string letters, char target)
    {
        foreach (var letter in letters) first[letter] = target;
    }
}
