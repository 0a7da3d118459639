using FsCheck;
using FsCheck.Fluent;
using MailGuard.Dkim;

namespace MailGuard.Tests.Dkim;

public sealed class DkimSignatureTests
{
    private const string Whole = "v=1; a=rsa-sha256; d=hospital.example; s=mail; h=from:to; bh=AAAA; b=AAAA";

    [Fact]
    public void Every_tag_is_read()
    {
        var signature = DkimSignature.Parse(
            " v=1; a=RSA-SHA256; c=relaxed/simple; d=Hospital.Example;\r\n\ts=Mail.2026; t=1700000000; x=1700086400; l=120; q=dns/txt;\r\n"
            + " i=news@m.hospital.example; h=From : to:\r\n\tSubject; z=From:a|To:b; bh=AQ\r\n ID; b=BAUG");
        Assert.Empty(signature.Mistakes);
        Assert.Equal(("1", "rsa-sha256", "relaxed", "simple"), (signature.Version, signature.Algorithm, signature.HeaderCanonicalization, signature.BodyCanonicalization));
        Assert.Equal(("hospital.example", "mail.2026", "m.hospital.example"), (signature.Domain!.Text, signature.Selector, signature.IdentityDomain!.Text));
        Assert.Equal((1700000000, 1700086400, 120), (signature.SignedAtUnixSeconds, signature.ExpiresAtUnixSeconds, signature.BodyLength));
        Assert.Equal(["From", "to", "Subject"], signature.SignedHeaders);
        Assert.Equal(["dns/txt"], signature.QueryMethods);
        Assert.Equal([1, 2, 3], signature.BodyHash);
        Assert.Equal([4, 5, 6], signature.Signature);
        Assert.Equal("From:a|To:b", signature.CopiedHeaders);
    }

    [Theory]
    [InlineData(Whole, "")]
    [InlineData(Whole + ";", "")]                                                       // the last semicolon is optional
    [InlineData(Whole + "; r=y; rs=x", "")]                                             // unknown tags are passed over
    [InlineData(Whole + ";;", "text that is no tag")]
    [InlineData(Whole + "; d=other.example", "a tag given twice")]
    [InlineData("v=2; a=rsa-sha256; d=hospital.example; s=mail; h=from; bh=AAAA; b=AAAA", "v is not 1")]
    [InlineData("V=1; a=rsa-sha256; d=hospital.example; s=mail; h=from; bh=AAAA; b=AAAA", "the v tag is missing")]   // names have a case
    [InlineData("v=1; a=sha256; d=hospital.example; s=mail; h=from; bh=AAAA; b=AAAA", "a names no algorithm")]
    [InlineData("v=1; a=rsa-sha256; d=hospital; s=mail; h=from; bh=AAAA; b=AAAA", "d is no domain name")]
    [InlineData("v=1; a=rsa-sha256; d=hos pital.example; s=mail; h=from; bh=AAAA; b=AAAA", "d is no domain name")]
    [InlineData("v=1; a=rsa-sha256; d=hospital.example; s=ma/il; h=from; bh=AAAA; b=AAAA", "s is no selector")]
    [InlineData("v=1; a=rsa-sha256; d=hospital.example; s=mail; h=to; bh=AAAA; b=AAAA", "From is not signed")]
    [InlineData("v=1; a=rsa-sha256; d=hospital.example; s=mail; h=from::to; bh=AAAA; b=AAAA", "h is no list of field names")]
    [InlineData("v=1; a=rsa-sha256; d=hospital.example; s=mail; h=from; bh=***; b=AAAA", "bh is not base64")]
    [InlineData("v=1; a=rsa-sha256; d=hospital.example; s=mail; h=from; bh=AAAA; b=", "b is not base64")]
    [InlineData(Whole + "; c=nowsp", "c names no canonicalization")]
    [InlineData(Whole + "; q=dns/txt:x", "")]
    [InlineData(Whole + "; q=x", "q names no known way to ask for the key")]
    [InlineData(Whole + "; i=@sub.hospital.example", "")]
    [InlineData(Whole + "; i=@notthehospital.example", "i is not at or below d")]
    [InlineData(Whole + "; i=nobody", "i has no domain")]
    [InlineData(Whole + "; l=-1", "l is no number")]
    [InlineData(Whole + "; t=5; x=5", "x is not after t")]
    [InlineData(Whole + "; t=1234567890123", "t is no number")]                         // 12 digits at most
    [InlineData("", "the v tag is missing, the a tag is missing, the b tag is missing, the bh tag is missing, the d tag is missing, the h tag is missing, the s tag is missing")]
    public void Mistakes_are_collected(string text, string problems) =>
        Assert.Equal(problems, string.Join(", ", DkimSignature.Parse(text).Mistakes.Select(mistake => mistake.Problem)));

    [Fact]
    public void A_length_beyond_any_message_is_the_largest() =>
        Assert.Equal(long.MaxValue, DkimSignature.Parse(Whole + "; l=" + new string('9', 76)).BodyLength);

    [Theory]
    [InlineData("v=1; b=AAAA; d=x", "v=1; b=; d=x")]
    [InlineData("v=1; b = AA\r\n AA \r\n", "v=1; b =")]            // all white space around the value goes too
    [InlineData("v=1; bh=AAAA", "v=1; bh=AAAA")]                   // bh is not b
    [InlineData("v=1", "v=1")]
    public void The_signature_is_taken_out_as_it_was_signed(string text, string expected) =>
        Assert.Equal(expected, DkimSignature.Parse(text).TextWithoutSignature);

    [Theory]
    [InlineData("xn--eckd8k4cwc.example")]
    [InlineData("\u00e3\u0083\u0093\u00e3\u0083\u00a7\u00e3\u0082\u00a6\u00e3\u0082\u00a4\u00e3\u0083\u00b3.example")]   // UTF-8 (RFC 8616)
    public void An_international_domain_is_read_in_both_forms(string domain) =>
        Assert.Equal("xn--eckd8k4cwc.example", DkimSignature.Parse($"d={domain}").Domain?.Text);

    [Fact]
    public void Mistakes_are_bounded() =>
        Assert.Equal(DkimSignature.MaxMistakes, DkimSignature.Parse(string.Concat(Enumerable.Repeat("x;", 100_000))).Mistakes.Length);

    [Fact]
    public void No_text_makes_the_parser_fail()
    {
        var octets = Gen.Choose(0, 255).Select(octet => (char)octet);
        var likely = Gen.Elements("v=1", "a=", "b=", "bh=", "d=hospital.example", "s=", "h=from", "l=", "t=", "x=", "i=@", "q=", "c=/", ";", "=", " ", "\r\n\t", "\0", "\u00e3\u0083");
        var text = Gen.OneOf(octets.ListOf().Select(letters => string.Concat(letters)), likely.ListOf().Select(words => string.Concat(words)));
        Prop.ForAll(text.ToArbitrary(), one =>
        {
            var signature = DkimSignature.Parse(one);
            return signature.Mistakes.Length <= DkimSignature.MaxMistakes && signature.TextWithoutSignature.Length <= one.Length
                && signature.Mistakes.All(mistake => mistake.Offset >= 0 && mistake.Offset <= one.Length);
        }).QuickCheckThrowOnFailure();
    }
}
