using MailGuard.Names;

namespace MailGuard.Tests.Names;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("Hospital.Example.", "hospital.example")]            // case and trailing dot
    [InlineData("病院.example", "xn--0rys90e.example")]               // U-label
    [InlineData("xn--0rys90e.example", "xn--0rys90e.example")]       // A-label
    [InlineData("病院。ＥＸＡＭＰＬＥ", "xn--0rys90e.example")]          // ideographic full stop, full-width letters
    [InlineData("ﾋﾞｮｳｲﾝ.example", "xn--eckd8k4cwc.example")]          // half-width kana with a voiced mark
    [InlineData("_dmarc.hospital.example", "_dmarc.hospital.example")]
    public void Parse_normalises(string text, string expected) => Assert.Equal(expected, DomainName.Parse(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..jp")]
    [InlineData(".jp")]
    [InlineData("a b.jp")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.jp")]   // 64 octets
    public void TryParse_refuses(string text) => Assert.False(DomainName.TryParse(text, out _));

    [Fact]
    public void Names_have_at_most_253_octets()
    {
        var label = new string('a', 49);
        Assert.True(DomainName.TryParse($"{label}.{label}.{label}.{label}.{label}.jp", out _));      // 252
        Assert.True(DomainName.TryParse($"{label}.{label}.{label}.{label}.{label}.jpn", out _));     // 253
        Assert.False(DomainName.TryParse($"{label}.{label}.{label}.{label}.{label}.jpnn", out _));   // 254
    }

    [Theory]
    [InlineData(@"a\.b.example", 2)]         // an escaped dot is part of its label, RFC 1035 section 5.1
    [InlineData(@"a\032b.example", 2)]
    [InlineData("example", 1)]
    public void TryFromDns_reads_escapes(string text, int labels)
    {
        Assert.True(DomainName.TryFromDns(text, out var name));
        Assert.Equal(labels, name.Labels.Length);
        Assert.Equal(text, name.Text);
    }

    [Theory]
    [InlineData("mail.hospital.example", "hospital.example", true)]
    [InlineData("hospital.example", "hospital.example", true)]
    [InlineData("myhospital.example", "hospital.example", false)]     // labels, not text
    public void IsAtOrBelow_compares_labels(string name, string ancestor, bool expected) =>
        Assert.Equal(expected, DomainName.Parse(name).IsAtOrBelow(DomainName.Parse(ancestor)));

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a\\")]                   // nothing behind the backslash
    [InlineData(@"a\256.example")]        // no octet
    [InlineData("\u00e9.example")]        // octets above 127 come escaped
    public void TryFromDns_refuses(string text) => Assert.False(DomainName.TryFromDns(text, out _));

    [Theory]
    [InlineData("", 0, "")]
    [InlineData(".", 0, "")]
    [InlineData("example.", 1, "example")]
    [InlineData("A.eXample", 2, "a.example")]
    [InlineData("a b.example", 2, @"a\032b.example")]
    [InlineData("a\0.example", 2, @"a\000.example")]
    [InlineData(@"\065.example", 2, "a.example")]              // one spelling for each name
    [InlineData(@"a\..example", 2, @"a\..example")]
    [InlineData(@"\255.example", 2, @"\255.example")]
    public void TryFromDns_gives_one_spelling(string text, int labels, string expected)
    {
        Assert.True(DomainName.TryFromDns(text, out var name));
        Assert.Equal((labels, expected), (name.Labels.Length, name.Text));
        Assert.True(DomainName.TryFromDns(name.Text, out var again));
        Assert.Equal(name, again);
    }

    [Fact]
    public void Prepend_gives_null_when_the_name_would_be_too_long()
    {
        Assert.Equal("_dmarc.hospital.example", DomainName.Parse("hospital.example").Prepend("_dmarc")!.Text);
        Assert.Null(DomainName.Parse("hospital.example").Prepend(new string('a', 64)));
        Assert.Null(DomainName.Parse($"{Long}.{Long}.{Long}.example").Prepend(new string('a', 54)));
        Assert.NotNull(DomainName.Parse($"{Long}.{Long}.{Long}.example").Prepend(new string('a', 53)));
    }

    [Theory]
    [InlineData("Mail._DomainKey")]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a\\.b")]
    [InlineData("a\\")]
    [InlineData("\\255")]
    public void Prepend_reads_the_whole_as_it_would_be_written(string labels)
    {
        var whole = DomainName.TryFromDns($"{labels}.hospital.example", out var name) ? name : null;
        var prepended = DomainName.Parse("hospital.example").Prepend(labels);
        Assert.Equal(whole, prepended);
        if (whole is not null) Assert.Equal(whole.Labels, prepended!.Labels);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "example")]
    [InlineData(2, "c.example")]
    [InlineData(3, "a\\.b.c.example")]
    public void A_suffix_has_so_many_labels(int labels, string expected)
    {
        Assert.True(DomainName.TryFromDns("a\\.b.c.example", out var name));
        Assert.Equal(expected, name.Suffix(labels).Text);
        Assert.Equal(labels, name.Suffix(labels).Labels.Length);
    }

    private static readonly string Long = new('a', 63);
}
