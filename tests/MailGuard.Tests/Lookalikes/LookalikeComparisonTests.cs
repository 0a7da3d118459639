using MailGuard.Lookalikes;
using MailGuard.Names;

namespace MailGuard.Tests.Lookalikes;

public sealed class LookalikeComparisonTests
{
    [Theory]
    [InlineData("kirisawa.com", "kirisawa.or.jp", "Suffix")]
    [InlineData("mail.kirisawa.jp", "kirisawa.or.jp", "Suffix")]              // whatever stands below the registered name
    [InlineData("kirisavva.or.jp", "kirisawa.or.jp", "AsciiHomoglyph")]
    [InlineData("kir1sawa.com", "kirisawa.or.jp", "Suffix AsciiHomoglyph")]
    [InlineData("rninamo.jp", "minamo.jp", "AsciiHomoglyph")]
    [InlineData("kırisawa.jp", "kirisawa.jp", "IdnHomoglyph")]
    [InlineData("kirisаwa.jp", "kirisawa.jp", "IdnHomoglyph")]                // Cyrillic, even where no registry takes it
    [InlineData("力トウ病院.jp", "カトウ病院.jp", "IdnHomoglyph")]
    [InlineData("さくら醫院.jp", "さくら医院.jp", "IdnHomoglyph")]
    [InlineData("kirisawahospital.jp", "kirisawa-hospital.jp", "Hyphen")]
    [InlineData("kirsawa.jp", "kirisawa.jp", "Typo")]
    [InlineData("kirisawa-or.jp", "kirisawa.or.jp", "SuffixInLabel")]
    [InlineData("kirisawaorjp.com", "kirisawa.or.jp", "SuffixInLabel")]
    [InlineData("kirisawa.or.jp", "kirisawa.or.jp", "")]
    [InlineData("mail.kirisawa.or.jp", "kirisawa.or.jp", "")]                 // the member's own
    [InlineData("nhc.jp", "nch.jp", "")]                                      // short names are somebody's
    [InlineData("fukui.com", "fukue.jp", "")]                                 // one letter and another suffix, of a short name
    [InlineData("asanagi.jp", "kirisawa.jp", "")]
    [InlineData("or.jp", "kirisawa.or.jp", "")]
    public void A_name_resembles_a_member_or_not(string name, string member, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', LookalikeComparison.KindsOf(DomainName.Parse(name), DomainName.Parse(member))));

    /// <summary>What is generated as drawn alike is recognised as drawn alike.</summary>
    [Theory]
    [InlineData("minamo-clinic.or.jp")]
    [InlineData("カトウ医会病院.jp")]
    public void Generated_homoglyphs_are_recognised(string member)
    {
        var own = DomainName.Parse(member);
        var found = LookalikeCandidates.Of(new(own), new() { MaxCandidates = int.MaxValue }).Candidates
            .Where(one => one.Kinds.Any(kind => kind is LookalikeKind.IdnHomoglyph or LookalikeKind.JapaneseSpelling or LookalikeKind.AsciiHomoglyph or LookalikeKind.Suffix));
        Assert.Empty(found.Where(one => one.Domain.Parent == own.Parent && LookalikeComparison.KindsOf(one.Domain, own).IsEmpty).Select(one => one.Domain.Unicode));
    }
}
