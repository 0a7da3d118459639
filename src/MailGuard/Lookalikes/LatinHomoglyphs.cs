namespace MailGuard.Lookalikes;

/// <summary>Letters taken for Latin ones.</summary>
internal static class LatinHomoglyphs
{
    /// <summary>ASCII that looks like other ASCII in common fonts, closest first.</summary>
    public static readonly (string From, string To)[] Ascii =
    [
        ("m", "rn"), ("rn", "m"), ("l", "1"), ("i", "l"), ("l", "i"), ("o", "0"), ("i", "1"), ("w", "vv"), ("vv", "w"), ("d", "cl"), ("cl", "d"),
        ("1", "l"), ("0", "o"), ("s", "5"), ("5", "s"), ("g", "q"), ("q", "g"), ("u", "v"), ("v", "u"), ("m", "nn"), ("nn", "m"), ("n", "m"), ("m", "n"),
        ("g", "9"), ("z", "2"), ("2", "z"), ("b", "8"), ("h", "b"), ("e", "c"), ("c", "e"),
    ];

    /// <summary>Pairs at the start of <see cref="Ascii"/> that deceive even where all of a label's letters are exchanged.</summary>
    public const int DrawnAlike = 17;

    /// <summary>Latin letters with a mark that is easily missed, closest first. Registries that want one script in a label take them.</summary>
    public static readonly (char From, string To)[] LatinMarks =
    [
        ('i', "ıíìịī"), ('a', "ạáàâäąā"), ('o', "ọóòôöőō"), ('e', "ẹéèėęē"), ('u', "ụúùüūų"), ('s', "ṣşśš"), ('l', "ḷłļĺ"), ('n', "ṇńņñ"),
        ('k', "ḳķ"), ('t', "ṭţť"), ('d', "ḍďđ"), ('r', "ṛŕŗ"), ('m', "ṃ"), ('h', "ḥħ"), ('c', "ćçċ"), ('g', "ġģğ"), ('w', "ẉẇŵ"), ('y', "ỵýÿ"), ('z', "ẓżź"),
        ('b', "ḅ"), ('v', "ṿ"),
    ];

    /// <summary>Cyrillic letters that are drawn like Latin ones. Registries of one script take a label only when all its letters have one.</summary>
    public static readonly Dictionary<char, char> Cyrillic = Paired("abcdehijklmnopqrstuvwxy", "аьсԁеһіјкӏмпорԛгѕтцѵԝху");

    /// <summary>Those Cyrillic letters that nobody tells from the Latin ones; the others only pass in a word that is wholly Cyrillic.</summary>
    public const string SameInCyrillic = "acdehijlopqswxy";

    /// <summary>Greek letters that are drawn like Latin ones.</summary>
    public static readonly Dictionary<char, char> Greek = Paired("aiknoptuvwy", "αικηορτυνωγ");

    /// <summary>Those Greek letters that nobody tells from the Latin ones.</summary>
    public const string SameInGreek = "oviu";

    private static Dictionary<char, char> Paired(string latin, string other) => latin.Zip(other).ToDictionary(pair => pair.First, pair => pair.Second);
}
