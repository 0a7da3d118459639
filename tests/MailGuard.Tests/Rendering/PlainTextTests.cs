using System.Text;
using MailGuard.Rendering;

namespace MailGuard.Tests.Rendering;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("v=spf1 -all", "v=spf1 -all")]
    [InlineData("丘の上病院　本院", "丘の上病院　本院")]                       // the full-width space is seen
    [InlineData("Clinique Générale § 4", "Clinique Générale § 4")]
    [InlineData("\u001b[31mred\u0007", @"\x1b[31mred\x07")]
    [InlineData("a\r\nb\tc\u007f\0", @"a\x0d\x0ab\x09c\x7f\x00")]
    [InlineData("\u009b31m", @"\x9b31m")]                                    // C1: CSI in one character
    [InlineData("invoice\u202efdp.exe", @"invoice\u202efdp.exe")]
    [InlineData("a\u200bb\u2066c\u2069\ufeff", @"a\u200bb\u2066c\u2069\ufeff")]
    [InlineData("a\u2028b\u2029c", @"a\u2028b\u2029c")]
    [InlineData("a\u00a0b\u00adc", @"a\xa0b\xadc")]
    [InlineData("\u3164", @"\u3164")]                                        // a letter that is drawn as nothing
    [InlineData("\U000e0041", @"\U000e0041")]                                // tag characters
    [InlineData("😀", "😀")]
    [InlineData(null, "")]
    public void Of_spells_out_what_would_move_reorder_or_hide(string? text, string expected) => Assert.Equal(expected, PlainText.Of(text));

    [Fact]
    public void Of_spells_out_lone_surrogates()
    {
        Assert.Equal(@"a\ud83db", PlainText.Of("a" + (char)0xd83d + "b"));
        Assert.Equal(@"\ude00", PlainText.Of(((char)0xde00).ToString()));
    }

    [Theory]
    [InlineData("v=spf1 include:ｓｐｆ.example", "v=spf1 include:ｓｐｆ.example")]
    [InlineData("“v=spf1”", "“v=spf1”")]
    [InlineData("a\u202eb", @"a\u202eb")]                                    // harmless only after decoding
    public void OfRecord_reads_octets_as_utf8(string published, string expected) =>
        Assert.Equal(expected, PlainText.OfRecord(Octets(published)));

    [Theory]
    [InlineData("v=spf1 \u00e9", @"v=spf1 \xe9")]
    [InlineData("\u00e3\u0081\u0082 \u00ff", @"\xe3\x81\x82 \xff")]          // one octet that is not UTF-8 leaves the whole in doubt
    public void OfRecord_shows_other_octets_by_number(string record, string expected) => Assert.Equal(expected, PlainText.OfRecord(record));

    [Fact]
    public void A_sentence_may_quote_octets_of_a_record() =>
        Assert.Equal("レコードは「v=spf1　-all」です。", PlainText.Of($"レコードは「{Octets("v=spf1　-all")}」です。"));

    private static string Octets(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
