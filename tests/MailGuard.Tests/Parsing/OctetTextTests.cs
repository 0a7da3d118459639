using MailGuard.Parsing;

namespace MailGuard.Tests.Parsing;

public sealed class OctetTextTests
{
    [Theory]
    [InlineData("v=spf1", "v=spf1")]
    [InlineData("\u00e7\u0097\u0085", "病")]
    [InlineData("a\u00c2\u00a0b", "a\u00a0b")]
    [InlineData("\u00a0", "\u00a0")]                       // no UTF-8: as it is
    [InlineData("\u00e7\u0097", "\u00e7\u0097")]           // cut
    [InlineData("\u00c0\u00af", "\u00c0\u00af")]           // overlong
    [InlineData("\u00ed\u00a0\u0080", "\u00ed\u00a0\u0080")]   // a surrogate
    [InlineData("", "")]
    public void Octets_are_read_as_UTF8_where_they_are(string octets, string expected) => Assert.Equal(expected, OctetText.Decoded(octets));

    [Theory]
    [InlineData("", true)]
    [InlineData("\0\t~\u007f", true)]
    [InlineData("\u0080", false)]
    public void Ascii_ends_at_127(string text, bool expected) => Assert.Equal(expected, OctetText.IsAscii(text));
}
