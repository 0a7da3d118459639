using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Lookalikes;

/// <summary>Public suffixes a look-alike is registered under, and which labels their registries take.</summary>
internal static class LookalikeZones
{
    /// <summary>Where strangers register most; variants of a label are tried under these as well as under its own suffix.</summary>
    public static ImmutableArray<DomainName> Open { get; } = Parse("jp", "com");

    /// <summary>Where the same label is tried, likeliest first.</summary>
    public static ImmutableArray<DomainName> Swaps { get; } = Parse(
        "jp", "com", "or.jp", "net", "org", "co.jp", "ne.jp", "info", "biz", "xyz", "top", "site", "online", "shop", "hospital", "clinic", "health", "care", "gr.jp", "ac.jp",
        "go.jp", "ed.jp", "lg.jp", "tokyo", "osaka", "kyoto", "nagoya", "yokohama", "asia", "me", "co", "cc", "tv", "cn", "io", "pw", "icu", "cyou", "click", "link", "live", "life",
        "work", "club", "store", "website", "space", "cloud", "email", "doctor", "dental", "vip", "app", "page");

    /// <summary>Labels of .jp that name a kind of organisation: ASCII only, and one name an organisation (rules of JPRS for attribute-type names).</summary>
    private static readonly SearchValues<string> AttributeTypes =
        SearchValues.Create(["ac", "ad", "co", "ed", "go", "gr", "lg", "ne", "or"], StringComparison.Ordinal);

    /// <summary>RFC 2606 section 2: no registry, so nobody refuses anything.</summary>
    private static readonly SearchValues<string> Reserved = SearchValues.Create(["example", "invalid", "localhost", "test"], StringComparison.Ordinal);

    /// <summary>Shortest ASCII label of .jp (rules of JPRS).</summary>
    private const int MinJpLetters = 3;

    /// <summary>Longest Japanese label of .jp, in characters (rules of JPRS).</summary>
    private const int MaxJpJapaneseLetters = 15;

    /// <summary>Only checked members of a closed group get a name there.</summary>
    public static bool IsClosed(DomainName suffix) => RegistrationProbe.IsClosed(suffix);

    /// <param name="label">As people read it: lower case, U-label.</param>
    public static bool Takes(DomainName suffix, string label) =>
        IsLabel(label) && (suffix.Labels[^1] is "jp" ? JpTakes(suffix, label) : IsOneScript(label) || HasUnknownRules(suffix));

    private static bool JpTakes(DomainName suffix, string label)
    {
        if (System.Text.Ascii.IsValid(label)) return label.Length >= MinJpLetters;
        var isAsciiOnly = suffix.Labels.Length > 2 || (suffix.Labels.Length == 2 && AttributeTypes.Contains(suffix.Labels[0]));
        return !isAsciiOnly && label.Length <= MaxJpJapaneseLetters
            && label.All(letter => char.IsAscii(letter) || (JapaneseLikeness.IsJapanese(letter) && JapaneseLikeness.IsInJisX0208(letter)));
    }

    /// <summary>Generic top-level domains want one script a label, Japanese with Latin being one; of country domains other than .jp nothing is known here.</summary>
    private static bool HasUnknownRules(DomainName suffix) => suffix.Labels[^1].Length == 2 || Reserved.Contains(suffix.Labels[^1]);

    private static bool IsOneScript(string label)
    {
        var beyond = label.Where(letter => !char.IsAscii(letter)).ToList();
        if (beyond.Count == 0 || beyond.TrueForAll(JapaneseLikeness.IsJapanese) || beyond.TrueForAll(IsLatin)) return true;
        return !label.Any(char.IsAsciiLetter) && (beyond.TrueForAll(letter => letter is >= 'Ѐ' and <= 'ԯ') || beyond.TrueForAll(letter => letter is >= 'Ͱ' and <= 'Ͽ'));
    }

    private static bool IsLatin(char letter) => letter is (>= 'À' and <= 'ɏ') or (>= 'Ḁ' and <= 'ỿ');

    /// <summary>Letters, digits and hyphens, none at the ends and no pair at the third place (RFC 5890 section 2.3.1); nothing that IDNA maps or refuses.</summary>
    private static bool IsLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[^1] != '-' && !(label.Length > 3 && label[2] == '-' && label[3] == '-')
        && label.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-' || IsPlainLetter(letter));

    private static bool IsPlainLetter(char letter) => !char.IsAscii(letter) && char.GetUnicodeCategory(letter)
        is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter;

    private static ImmutableArray<DomainName> Parse(params ReadOnlySpan<string> suffixes)
    {
        var names = ImmutableArray.CreateBuilder<DomainName>(suffixes.Length);
        foreach (var suffix in suffixes) names.Add(DomainName.Parse(suffix));
        return names.DrainToImmutable();
    }
}
