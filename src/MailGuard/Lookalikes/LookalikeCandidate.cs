using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Lookalikes;

/// <summary>How a name resembles another one.</summary>
public enum LookalikeKind
{
    /// <summary>The same label under another public suffix: <c>kirisawa.com</c> for <c>kirisawa.or.jp</c>.</summary>
    Suffix,

    /// <summary>The suffix, or a subdomain, drawn into the label: <c>kirisawa-or.jp</c>.</summary>
    SuffixInLabel,

    /// <summary>A hyphen more or less.</summary>
    Hyphen,

    /// <summary>ASCII letters that look alike: <c>rn</c> for <c>m</c>, <c>0</c> for <c>o</c>.</summary>
    AsciiHomoglyph,

    /// <summary>Letters beyond ASCII that look alike: <c>ı</c> for <c>i</c>, <c>ロ</c> for <c>口</c>.</summary>
    IdnHomoglyph,

    /// <summary>The old form of a kanji for the new one, small kana for large ones and the like: other characters, read as the same word.</summary>
    JapaneseSpelling,

    /// <summary>Another romanisation of the same Japanese word: <c>siga</c> for <c>shiga</c>.</summary>
    Romanization,

    /// <summary>The member's Japanese name as a domain.</summary>
    JapaneseName,

    /// <summary>A word of the trade beside the name, or another one in its place: <c>kirisawa-hp</c>.</summary>
    Word,

    Omission,

    Repetition,

    Transposition,

    /// <summary>A letter from the neighbouring key.</summary>
    NeighbouringKey,

    VowelSwap,

    /// <summary>One bit of one letter flipped, as faulty memory does.</summary>
    BitFlip,

    /// <summary>One letter more, less, other or swapped; said when names are compared, not generated.</summary>
    Typo,
}

/// <summary>A name somebody could register to be taken for a member.</summary>
/// <param name="Domain">The registrable domain, e.g. <c>kirisawa-h0spital.or.jp</c>.</param>
/// <param name="Kinds">In the order of <see cref="LookalikeKind"/>, each once, at least one.</param>
/// <param name="Rank">The smaller, the sooner a reader is deceived or a stranger registers it; candidates beyond a cap have the largest.</param>
public sealed record LookalikeCandidate(DomainName Domain, ImmutableArray<LookalikeKind> Kinds, int Rank);
