using MailGuard.Names;

namespace MailGuard.Tests.Names;

public sealed class InternationalNameTests
{
    [Theory]
    [InlineData("hospital.example", "hospital.example")]
    [InlineData("HOSPITAL.example.", "hospital.example")]
    [InlineData("病院.example", "xn--0rys90e.example")]
    [InlineData("病院．example", "xn--0rys90e.example")]
    [InlineData("病院｡example", "xn--0rys90e.example")]
    [InlineData("ｶﾞｲﾄﾞ.example", "xn--eckp2g.example")]           // half-width kana and marks
    [InlineData("カ\u3099イト\u3099.example", "xn--eckp2g.example")]  // combining marks, as macOS writes file names
    [InlineData("ガイド.example", "xn--eckp2g.example")]
    [InlineData("ﾊﾟ.example", "xn--odk.example")]
    [InlineData("パ.example", "xn--odk.example")]
    [InlineData("_dmarc.病院.example", "_dmarc.xn--0rys90e.example")]
    [InlineData("", null)]
    [InlineData("a b.example", null)]
    [InlineData("病 院.example", null)]
    [InlineData("病院..example", null)]
    [InlineData("\ud800.example", null)]                           // half a surrogate pair
    public void ToAscii_reads_what_input_methods_write(string text, string? expected) => Assert.Equal(expected, InternationalName.ToAscii(text));

    [Theory]
    [InlineData("xn--0rys90e.example", "病院.example")]
    [InlineData("hospital.example", "hospital.example")]
    [InlineData("xn--.example", "xn--.example")]                   // no A-label
    [InlineData("xn--\u0001.example", "xn--\u0001.example")]
    public void ToUnicode_leaves_what_does_not_decode(string ascii, string expected) => Assert.Equal(expected, InternationalName.ToUnicode(ascii));
}
