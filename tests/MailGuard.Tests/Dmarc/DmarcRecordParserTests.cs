using MailGuard.Dmarc;

namespace MailGuard.Tests.Dmarc;

public sealed class DmarcRecordParserTests
{
    [Theory]
    [InlineData("v=DMARC1; p=none", DmarcPolicy.None)]
    [InlineData("v=DMARC1;p=quarantine;", DmarcPolicy.Quarantine)]
    [InlineData("V = DMARC1 ;\tP = REJECT ; ", DmarcPolicy.Reject)]     // only the version's value has a case; white space around = and ;
    [InlineData("v=DMARC1; rua=mailto:a@b.example; sp=none; p=reject", DmarcPolicy.Reject)]  // any order behind v
    [InlineData("v=DMARC1; p=none; p=reject", DmarcPolicy.None)]        // the first of a repeated tag
    [InlineData("v=DMARC1", null)]
    [InlineData("v=DMARC1; p=", null)]
    [InlineData("v=DMARC1; p=rejected", null)]
    [InlineData("v=DMARC1; p=none sp=reject", null)]
    [InlineData("v=DMARC1\t;\tp\t=\tnone\t;\t", DmarcPolicy.None)]
    [InlineData("v=DMARC1;\r\np=none", null)]                           // line ends are no white space here
    [InlineData("v=DMARC1;\u00a0p=none", null)]
    [InlineData("v=DMARC1; p=none\u00a0", null)]
    [InlineData("v=DMARC1; p=none\u0000", null)]
    [InlineData("v=DMARC1;;; p=none", DmarcPolicy.None)]
    [InlineData("v=DMARC1; v=DMARC2; p=none", DmarcPolicy.None)]
    [InlineData("v=DMARC1; p =quarantine; junk; =; x", DmarcPolicy.Quarantine)]
    public void Parse_reads_the_policy(string text, DmarcPolicy? policy) => Assert.Equal(policy, Parse(text).Policy);

    [Theory]
    [InlineData("v=dmarc1; p=none")]
    [InlineData("v=DMARC1.0; p=none")]
    [InlineData("p=none; v=DMARC1")]
    [InlineData("v=DMARC1 p=none")]
    [InlineData("v=spf1 -all")]
    [InlineData(" v=DMARC1; p=none")]                                   // white space may stand around = and ;, not before the version
    [InlineData("\tv=DMARC1; p=none")]
    [InlineData("v=\u0000DMARC1; p=none")]
    [InlineData("v=DMARC1\r\n; p=none")]
    [InlineData("\"v=DMARC1; p=none\"")]
    [InlineData("")]
    public void A_text_that_does_not_begin_with_the_version_is_no_record(string text) => Assert.Null(DmarcRecordParser.Parse(text));

    [Theory]
    [InlineData("p=reject", DmarcApplication.AsPublished, DmarcApplication.AsPublished)]
    [InlineData("p=reject; sp=none; np=quarantine", DmarcApplication.AsPublished, DmarcApplication.AsPublished)]
    [InlineData("adkim=s", DmarcApplication.NotApplied, DmarcApplication.NotApplied)]
    [InlineData("rua=mailto:a@b.example", DmarcApplication.AsNone, DmarcApplication.AsNone)]
    [InlineData("rua=https://b.example/reports", DmarcApplication.AsNone, DmarcApplication.AsNone)]       // a valid URI, though nobody sends there
    [InlineData("rua=mailto:a@b.example!10m", DmarcApplication.AsNone, DmarcApplication.AsNone)]
    [InlineData("rua=mailto:a@b.example!many", DmarcApplication.NotApplied, DmarcApplication.NotApplied)]
    [InlineData("rua=mailto:a%2@b.example", DmarcApplication.NotApplied, DmarcApplication.NotApplied)]
    [InlineData("rua=nonsense,mailto:a@b.example", DmarcApplication.AsNone, DmarcApplication.AsNone)]     // one is enough
    [InlineData("rua=a@b.example", DmarcApplication.NotApplied, DmarcApplication.NotApplied)]             // a rua, but no valid one
    [InlineData("ruf=mailto:a@b.example", DmarcApplication.NotApplied, DmarcApplication.NotApplied)]
    [InlineData("p=", DmarcApplication.NotApplied, DmarcApplication.NotApplied)]
    [InlineData("p=; rua=mailto:a@b.example", DmarcApplication.AsNone, DmarcApplication.AsNone)]
    [InlineData("p=reject; sp=odd", DmarcApplication.NotApplied, DmarcApplication.NotApplied)]
    [InlineData("p=reject; sp=odd; rua=mailto:a@b.example", DmarcApplication.AsNone, DmarcApplication.AsNone)]
    [InlineData("p=reject; np=odd", DmarcApplication.NotApplied, DmarcApplication.AsPublished)]           // RFC 7489 does not know np
    [InlineData("p=reject; np=odd; rua=mailto:a@b.example", DmarcApplication.AsNone, DmarcApplication.AsPublished)]
    [InlineData("p=reject; t=odd; psd=odd; adkim=odd", DmarcApplication.AsPublished, DmarcApplication.AsPublished)]  // those fall to their defaults
    public void A_broken_policy_tag_makes_the_record_none_or_nothing(string tags, DmarcApplication newer, DmarcApplication older)
    {
        var record = Parse($"v=DMARC1; {tags}");
        Assert.Equal(newer, record.ApplicationBy(DmarcGeneration.Rfc9989));
        Assert.Equal(older, record.ApplicationBy(DmarcGeneration.Rfc7489));
    }

    [Theory]
    [InlineData("p=none", DmarcPsd.Unspecified, false, null)]
    [InlineData("p=none; psd=Y; t=Y; pct=0", DmarcPsd.Yes, true, 0)]
    [InlineData("p=none; psd=n; t=n; pct=100", DmarcPsd.No, false, 100)]
    [InlineData("p=none; psd=u; t=1; pct=101", DmarcPsd.Unspecified, false, null)]
    [InlineData("p=none; psd=yes; t=; pct=-1", DmarcPsd.Unspecified, false, null)]
    [InlineData("p=none; pct= 50 ", DmarcPsd.Unspecified, false, 50)]
    [InlineData("p=none; pct=50%", DmarcPsd.Unspecified, false, null)]
    public void Psd_t_and_pct_fall_to_their_defaults(string tags, DmarcPsd psd, bool isTesting, int? percent)
    {
        var record = Parse($"v=DMARC1; {tags}");
        Assert.Equal((psd, isTesting, percent), (record.Psd, record.IsTesting, record.Percent));
    }

    [Theory]
    [InlineData("mailto:a@b.example", "a@b.example")]
    [InlineData("MAILTO:a@B.example!10m", "a@b.example")]                              // the size is obsolete
    [InlineData("mailto:a@b.example!10M", "a@b.example")]
    [InlineData("mailto:a@b.example!", "-")]
    [InlineData("mailto:a@b.example!10mb", "-")]
    [InlineData("mailto:a@b.example!1!2", "-")]
    [InlineData("mailto:\u00e4@b.example", "-")]                                       // a URI is ASCII
    [InlineData("mailto:a@b.example\u00a0", "-")]
    [InlineData("mailto:a@b.example\t,\tmailto:c@d.example", "a@b.example c@d.example")]
    [InlineData(",,mailto:a@b.example,", "a@b.example")]
    [InlineData("mailto:a@b.example , mailto:c@d.example", "a@b.example c@d.example")]
    [InlineData("mailto:a%2Cb@c.example", "a,b@c.example")]                            // split first, decode after
    [InlineData("mailto:a%21b@c.example!5k", "a!b@c.example")]
    [InlineData("mailto:a@xn--wgv71a.example?subject=x", "a@xn--wgv71a.example")]
    [InlineData("a@b.example", "-")]
    [InlineData("mailto:a.b.example", "-")]
    [InlineData("mailto:a b@c.example", "-")]
    [InlineData("mailto:a@b@c.example", "-")]
    [InlineData("mailto:a%0Ab@c.example", "-")]
    [InlineData("mailto:a,b@c.example", "- -")]
    [InlineData("mailto:a!b@c.example", "-")]
    [InlineData("https://b.example/report", "-")]
    [InlineData("mailto:@b.example", "-")]
    [InlineData("mailto:a@localhost", "-")]
    [InlineData("", "")]
    public void Destinations_are_split_before_they_are_decoded(string rua, string mailboxes) =>
        Assert.Equal(mailboxes, string.Join(' ', Parse($"v=DMARC1; p=none; rua={rua}").Rua.Select(uri => uri.Mailbox ?? "-")));

    [Theory]
    [InlineData("", false, false)]
    [InlineData("adkim=s; aspf=r", true, false)]
    [InlineData("adkim=R; aspf=S", false, true)]
    [InlineData("adkim=strict; aspf=", false, false)]                   // unknown: the default
    [InlineData("aspf=s; aspf=r", false, true)]
    public void Alignment_is_relaxed_unless_the_tag_says_s(string tags, bool dkim, bool spf)
    {
        var record = Parse("v=DMARC1; p=none; " + tags);
        Assert.Equal((dkim, spf), (record.IsStrictDkim, record.IsStrictSpf));
    }

    [Theory]
    [InlineData("p=none", DmarcFailureOptions.AllFail)]
    [InlineData("fo=0", DmarcFailureOptions.AllFail)]
    [InlineData("fo=1", DmarcFailureOptions.AnyFails)]
    [InlineData("fo=D:s", DmarcFailureOptions.Dkim | DmarcFailureOptions.Spf)]
    [InlineData("fo=d:1:s", DmarcFailureOptions.AnyFails | DmarcFailureOptions.Dkim | DmarcFailureOptions.Spf)]
    [InlineData("fo=0:1", DmarcFailureOptions.AllFail)]                 // exclude each other: the default
    [InlineData("fo=d:d", DmarcFailureOptions.AllFail)]
    [InlineData("fo=1:", DmarcFailureOptions.AllFail)]
    [InlineData("fo=1,d", DmarcFailureOptions.AllFail)]
    public void Failure_options_fall_to_their_default(string tags, DmarcFailureOptions options) =>
        Assert.Equal(options, Parse($"v=DMARC1; p=none; {tags}").FailureOptions);

    [Theory]
    [InlineData("v=DMARC1; p=reject; rua=mailto:a@b.example", true)]
    [InlineData("v=DMARC1; rua=mailto:a@b.example; p=reject", false)]   // the same to RFC 9989
    [InlineData("v=DMARC1", false)]
    public void Receivers_of_RFC_7489_want_p_behind_v(string text, bool follows)
    {
        Assert.Equal(follows, Parse(text).PolicyFollowsVersion);
        Assert.Equal(Parse(text).Policy is not null, Parse(DmarcRecordPrinter.Print(Parse(text))).PolicyFollowsVersion);
    }

    [Theory]
    [InlineData("a@b.example", "mailto:a@b.example")]
    [InlineData("mailto: a@b.example", "mailto:a@b.example")]
    [InlineData("mailto://a@b.example", "mailto:a@b.example")]
    [InlineData("mailto=a@b.example", "mailto:a@b.example")]
    [InlineData("<a@b.example>", "mailto:a@b.example")]
    [InlineData("https://b.example/", null)]
    [InlineData("reports", null)]
    public void A_destination_is_corrected_where_the_meaning_is_plain(string text, string? corrected) =>
        Assert.Equal(corrected, DmarcReportUri.Corrected(text));

    [Theory]
    [InlineData("v=dmarc1; p=reject; rua=mailto:a@b.example", "v=DMARC1; p=reject; rua=mailto:a@b.example")]
    [InlineData("rua=mailto:a@b.example; p=quarantine; v=DMARC1", "v=DMARC1; p=quarantine; rua=mailto:a@b.example")]
    [InlineData("v=DMARC1, p=none, rua=mailto:a@b.example, mailto:c@b.example", "v=DMARC1; p=none; rua=mailto:a@b.example,mailto:c@b.example")]
    [InlineData("v=DMARC1 p=none rua=mailto:a@b.example", "v=DMARC1; p=none; rua=mailto:a@b.example")]
    [InlineData("v=DMARC1; p=rejct; ruaa=a@b.example; pct=100; rf=afrf", "v=DMARC1; p=reject; rua=mailto:a@b.example; pct=100")]
    [InlineData("v=DMARC1; p=none; p=reject; x=y", "v=DMARC1; p=none")]
    [InlineData("v=DMARC1\u00e2\u0080\u008b; p=none", "v=DMARC1; p=none")]              // a zero-width space in UTF-8
    [InlineData("\u00e2\u0080\u009cv=DMARC1; p=none\u00e2\u0080\u009d", "v=DMARC1; p=none")]  // curly quotes in UTF-8
    [InlineData("v=DMARC1\u00ef\u00bc\u009b p=none", "v=DMARC1; p=none")]               // a full-width semicolon in UTF-8
    public void A_draft_reads_what_was_meant(string text, string meant) => Assert.Equal(meant, DmarcDraft.Of(text).ToString());

    private static DmarcRecord Parse(string text)
    {
        var record = DmarcRecordParser.Parse(text);
        Assert.NotNull(record);
        return record;
    }
}
