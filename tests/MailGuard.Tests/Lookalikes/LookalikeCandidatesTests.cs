using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MailGuard.Lookalikes;
using MailGuard.Names;

namespace MailGuard.Tests.Lookalikes;

public sealed class LookalikeCandidatesTests
{
    private static readonly LookalikeOptions All = new() { MaxCandidates = int.MaxValue };

    [Theory]
    [InlineData("kirisawa-hospital.or.jp", "kirisawa-hospital.jp", LookalikeKind.Suffix)]
    [InlineData("kirisawa-hospital.or.jp", "kirisawa-hospital.com", LookalikeKind.Suffix)]
    [InlineData("kirisawa-hospital.or.jp", "kirisawa-hospital.clinic", LookalikeKind.Suffix)]
    [InlineData("kirisawa.jp", "kirisawa.or.jp", LookalikeKind.Suffix)]
    [InlineData("kirisawa.or.jp", "kirisawa-or.jp", LookalikeKind.SuffixInLabel)]
    [InlineData("kirisawa.or.jp", "kirisawaorjp.com", LookalikeKind.SuffixInLabel)]
    [InlineData("kirisawa.or.jp", "kirisawa-or-jp.com", LookalikeKind.SuffixInLabel)]
    [InlineData("kenshin.kirisawa.or.jp", "kenshin-kirisawa.or.jp", LookalikeKind.SuffixInLabel)]
    [InlineData("kirisawa-hospital.or.jp", "kirisawahospital.or.jp", LookalikeKind.Hyphen)]
    [InlineData("kirisawahospital.or.jp", "kirisawa-hospital.or.jp", LookalikeKind.Hyphen)]
    [InlineData("minamo.or.jp", "rninamo.or.jp", LookalikeKind.AsciiHomoglyph)]
    [InlineData("minamo.or.jp", "rninamo.jp", LookalikeKind.AsciiHomoglyph)]           // under the open sister suffix too
    [InlineData("kirisawa.jp", "kirisavva.jp", LookalikeKind.AsciiHomoglyph)]
    [InlineData("dojima.jp", "clojima.jp", LookalikeKind.AsciiHomoglyph)]
    [InlineData("hospital.example", "h0spital.example", LookalikeKind.AsciiHomoglyph)]
    [InlineData("hospital.example", "hosp1tal.example", LookalikeKind.AsciiHomoglyph)]
    [InlineData("hospital.example", "ho5pital.example", LookalikeKind.AsciiHomoglyph)]
    [InlineData("kirisawa.com", "kırisawa.com", LookalikeKind.IdnHomoglyph)]           // Latin with a mark: one script
    [InlineData("joyo.com", "јоуо.com", LookalikeKind.IdnHomoglyph)]                   // wholly Cyrillic
    [InlineData("kirisawa.example", "kirisаwa.example", LookalikeKind.IdnHomoglyph)]   // no registry refuses it
    [InlineData("朝霧診療所.jp", "朝霧診寮所.jp", null)]                                  // not alike enough
    [InlineData("カトウ病院.jp", "力トウ病院.jp", LookalikeKind.IdnHomoglyph)]            // the kanji for power
    [InlineData("カトウ病院.jp", "カ卜ウ病院.jp", LookalikeKind.IdnHomoglyph)]            // the kanji for divination
    [InlineData("センター病院.jp", "センタ一病院.jp", LookalikeKind.IdnHomoglyph)]        // the kanji for one
    [InlineData("はるかぜ医院.jp", "ばるかぜ医院.jp", LookalikeKind.IdnHomoglyph)]        // dakuten
    [InlineData("さくら医院.jp", "さくら醫院.jp", LookalikeKind.JapaneseSpelling)]
    [InlineData("国立沢医会.jp", "國立沢医会.jp", LookalikeKind.JapaneseSpelling)]
    [InlineData("斎藤医院.jp", "斉藤医院.jp", LookalikeKind.JapaneseSpelling)]
    [InlineData("茅ヶ崎病院.jp", "茅ケ崎病院.jp", LookalikeKind.JapaneseSpelling)]
    [InlineData("高橋医院.com", "髙橋医院.com", LookalikeKind.JapaneseSpelling)]
    [InlineData("shigure.jp", "sigure.jp", LookalikeKind.Romanization)]
    [InlineData("tsukimi.jp", "tukimi.jp", LookalikeKind.Romanization)]
    [InlineData("chiba-hp.jp", "tiba-hp.jp", LookalikeKind.Romanization)]
    [InlineData("fuji.jp", "huji.jp", LookalikeKind.Romanization)]
    [InlineData("fuji.jp", "fuzi.jp", LookalikeKind.Romanization)]
    [InlineData("shajin.jp", "syajin.jp", LookalikeKind.Romanization)]
    [InlineData("ono.jp", "ohno.jp", LookalikeKind.Romanization)]
    [InlineData("ouno.jp", "ono.jp", LookalikeKind.Romanization)]
    [InlineData("namba.jp", "nanba.jp", LookalikeKind.Romanization)]
    [InlineData("sapporo.jp", "saporo.jp", LookalikeKind.Romanization)]
    [InlineData("kirisawa-hospital.jp", "kirisawa-hp.jp", LookalikeKind.Word)]
    [InlineData("kirisawa-hospital.jp", "kirisawa-byoin.jp", LookalikeKind.Word)]
    [InlineData("kirisawa-hospital.jp", "kirisawa.jp", LookalikeKind.Word)]
    [InlineData("kirisawa.jp", "kirisawahospital.jp", LookalikeKind.Word)]
    [InlineData("kirisawa.jp", "webmail-kirisawa.jp", LookalikeKind.Word)]
    [InlineData("kirisawa.jp", "kirisawa-renkei.jp", LookalikeKind.Word)]
    [InlineData("kirisawa.jp", "kirsawa.jp", LookalikeKind.Omission)]
    [InlineData("kirisawa.jp", "kiriisawa.jp", LookalikeKind.Repetition)]
    [InlineData("kirisawa.jp", "kiriswaa.jp", LookalikeKind.Transposition)]
    [InlineData("kirisawa.jp", "kirisaea.jp", LookalikeKind.NeighbouringKey)]
    [InlineData("kirisawa.jp", "kirisewa.jp", LookalikeKind.VowelSwap)]
    [InlineData("kirisawa.jp", "kipisawa.jp", LookalikeKind.BitFlip)]
    public void A_name_that_resembles_is_a_candidate_with_its_kind(string member, string candidate, LookalikeKind? kind)
    {
        var found = Of(member).FirstOrDefault(one => one.Domain == DomainName.Parse(candidate));
        if (kind is { } expected) Assert.Contains(expected, found?.Kinds ?? []);
        else Assert.Null(found);
    }

    [Theory]
    [InlineData("kirisawa.jp", "kirisаwa.jp")]              // Cyrillic is refused under .jp
    [InlineData("kirisawa.jp", "kırisawa.jp")]              // and so are Latin letters with marks
    [InlineData("kirisawa.com", "kirisаwa.com")]            // two scripts in one label
    [InlineData("カトウ病院.jp", "カトウ病院.or.jp")]         // attribute-type names are ASCII
    [InlineData("高橋医院.jp", "髙橋医院.jp")]               // not in JIS X 0208
    [InlineData("nch.or.jp", "nhc.or.jp")]                  // short names are somebody's
    [InlineData("univ.ac.jp", "univv.ac.jp")]               // strangers get no name there
    [InlineData("abc.jp", "ab.jp")]                         // .jp wants three letters
    public void What_a_registry_refuses_or_nobody_takes_for_it_is_left_out(string member, string candidate) =>
        Assert.DoesNotContain(DomainName.Parse(candidate), Of(member).Select(one => one.Domain));

    [Fact]
    public void A_japanese_name_is_tried_as_a_domain()
    {
        var found = LookalikeCandidates.Of(new(DomainName.Parse("kirisawa.or.jp"), "霧沢中央病院（本院）"), All).Candidates;
        Assert.Contains(DomainName.Parse("霧沢中央病院.jp"), found.Select(one => one.Domain));
        Assert.DoesNotContain(found, one => one.Kinds.Contains(LookalikeKind.JapaneseName) && one.Domain.Unicode.Contains('本', StringComparison.Ordinal));
    }

    [Fact]
    public void What_belongs_to_members_is_no_candidate()
    {
        var own = All with { Own = [DomainName.Parse("mail.kirisawa.jp"), DomainName.Parse("kirisawa.com")] };
        var found = LookalikeCandidates.Of(new(DomainName.Parse("kirisawa.or.jp")), own).Candidates.Select(one => one.Domain.Text).ToList();
        Assert.DoesNotContain("kirisawa.jp", found);
        Assert.DoesNotContain("kirisawa.com", found);
        Assert.DoesNotContain("kirisawa.or.jp", found);
        Assert.Contains("kirisawa.net", found);
    }

    [Fact]
    public void A_cap_keeps_the_likeliest_and_says_how_many_are_left_out()
    {
        var member = new LookalikeRequest(DomainName.Parse("kirisawa-hospital.or.jp"));
        var all = LookalikeCandidates.Of(member, All);
        var some = LookalikeCandidates.Of(member, All with { MaxCandidates = 50 });
        Assert.Equal(0, all.LeftOut);
        Assert.Equal(all.Candidates.Length - 50, some.LeftOut);
        Assert.Equal(all.Candidates.Take(50).Select(one => one.Domain), some.Candidates.Select(one => one.Domain));
        Assert.Equal(all.Candidates.Select(one => one.Rank).Order(), all.Candidates.Select(one => one.Rank));
    }

    [Theory]
    [InlineData("or.jp")]
    [InlineData("jp")]
    public void A_public_suffix_has_no_look_alikes(string suffix) => Assert.Empty(Of(suffix));

    [Fact]
    public void The_same_member_gives_the_same_names_and_every_one_can_be_registered() => Prop.ForAll(Members().ToArbitrary(), member =>
    {
        var options = new LookalikeOptions { MaxCandidates = 300 };
        var found = LookalikeCandidates.Of(new(member), options).Candidates;
        Assert.True(found.Length <= 300);
        Assert.Distinct(found.Select(one => one.Domain));
        Assert.Equal(found.Select(one => one.Domain), LookalikeCandidates.Of(new(member), options).Candidates.Select(one => one.Domain));
        var suffixes = PublicSuffixes.Embedded;
        Assert.All(found, one =>
        {
            Assert.NotEqual(suffixes.OrganizationalDomainOf(member), one.Domain);
            Assert.Equal(one.Domain, suffixes.RegistrableDomainOf(one.Domain));
            Assert.Equal(one.Domain, DomainName.Parse(one.Domain.Unicode));
            Assert.Matches("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", one.Domain.Labels[0]);
            Assert.NotEmpty(one.Kinds);
        });
    }).QuickCheckThrowOnFailure();

    private static Gen<DomainName> Members() =>
        from label in Gen.Elements("a0-くケ医一ーmrnclvw漢字é".ToCharArray()).ArrayOf().Select(letters => new string(letters))
        from suffix in Gen.Elements("jp", "or.jp", "com", "example", "tokyo.jp", "ac.jp", "co.uk")
        select DomainName.TryParse($"{label}.{suffix}", out var parsed) ? parsed : DomainName.Parse($"hospital.{suffix}");

    private static ImmutableArray<LookalikeCandidate> Of(string member) => LookalikeCandidates.Of(new(DomainName.Parse(member)), All).Candidates;
}
