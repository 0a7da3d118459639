using MailGuard.Findings;

namespace MailGuard.Lookalikes;

/// <summary>Kinds of likeness in plain words.</summary>
internal static class LikenessWords
{
    public static string Of(IEnumerable<LookalikeKind> kinds, Language language) =>
        string.Join(language is Language.Japanese ? "、" : ", ", kinds.Select(kind => Of(kind, language)));

    public static string Of(LookalikeKind kind, Language language)
    {
        var (english, japanese) = Of(kind);
        return language is Language.Japanese ? japanese : english;
    }

    private static (string English, string Japanese) Of(LookalikeKind kind) => kind switch
    {
        LookalikeKind.Suffix => ("same name, other ending", "名前は同じで末尾が違う"),
        LookalikeKind.SuffixInLabel => ("ending drawn into the name", "末尾の文字を名前に取り込んでいる"),
        LookalikeKind.Hyphen => ("a hyphen more or less", "ハイフンの有無"),
        LookalikeKind.AsciiHomoglyph => ("letters that look alike", "形の似た英数字"),
        LookalikeKind.IdnHomoglyph => ("characters that look alike", "形の似た文字"),
        LookalikeKind.JapaneseSpelling => ("other spelling of the same Japanese word", "表記の違い"),
        LookalikeKind.Romanization => ("other romanisation", "ローマ字のつづりの違い"),
        LookalikeKind.JapaneseName => ("the institution's Japanese name", "機関名と同じ日本語ドメイン"),
        LookalikeKind.Word => ("a usual word added or exchanged", "よく使われる語の追加または入れ替え"),
        LookalikeKind.Omission => ("a letter missing", "1文字抜け"),
        LookalikeKind.Repetition => ("a letter doubled", "1文字重複"),
        LookalikeKind.Transposition => ("two letters swapped", "2文字の入れ替わり"),
        LookalikeKind.NeighbouringKey => ("a neighbouring key", "隣のキーの打ち間違い"),
        LookalikeKind.VowelSwap => ("another vowel", "母音の違い"),
        LookalikeKind.BitFlip => ("one bit different", "1ビットの違い"),
        _ => ("one letter different", "1文字の違い"),
    };
}
