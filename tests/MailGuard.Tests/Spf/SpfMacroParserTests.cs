using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

public sealed class SpfMacroParserTests
{
    [Theory]
    [InlineData("hospital.example")]
    [InlineData("hospital.example.")]
    [InlineData("_spf.hospital.example")]
    [InlineData("a.xn--0rys90e")]
    [InlineData("a.museum1")]
    [InlineData("a.1x")]               // one letter is enough
    [InlineData("a.1-1")]              // or an inner hyphen
    [InlineData("a.b-c")]
    [InlineData(".example")]           // the macro-string before it may be empty
    [InlineData("a..example")]
    [InlineData("a!b,c.example")]      // any visible octet but the percent sign is a macro-literal
    [InlineData("%{d}")]
    [InlineData("%{D}")]
    [InlineData("a.%{d}")]
    [InlineData("a%{d}")]
    [InlineData("%{s}.a.example")]
    [InlineData("%{l}.%{o}.%{i}.%{p}.%{h}.%{v}")]
    [InlineData("%{d1}")]
    [InlineData("%{d128}")]
    [InlineData("%{d99999999999}")]
    [InlineData("%{ir}")]
    [InlineData("%{iR}")]
    [InlineData("%{l1r-}")]
    [InlineData("%{s.-+,/_=}")]
    [InlineData("%%%_%-.example")]
    [InlineData("a.example%%")]        // the escapes are macro-expands, which may end a domain-spec
    [InlineData("a%_")]
    [InlineData("a%-")]
    public void A_domain_spec_is_accepted(string text)
    {
        Assert.Null(SpfMacroParser.ReadDomainSpec(text, out var spec));
        Assert.Equal(text, spec!.Text);
    }

    [Theory]
    [InlineData("", "the domain name is missing")]
    [InlineData("example", "the name does not end in a top-level label")]
    [InlineData("example.", "the name does not end in a top-level label")]
    [InlineData("a.", "the name does not end in a top-level label")]
    [InlineData("a.example..", "the name does not end in a top-level label")]
    [InlineData("a.123", "the name does not end in a top-level label")]
    [InlineData("192.0.2.1", "the name does not end in a top-level label")]
    [InlineData("a.-b", "the name does not end in a top-level label")]
    [InlineData("a.b-", "the name does not end in a top-level label")]
    [InlineData("a.b_c", "the name does not end in a top-level label")]
    [InlineData("%{d}.", "the name does not end in a top-level label")]
    [InlineData("%{d}example", "the name does not end in a top-level label")]
    [InlineData("a.%%example", "the name does not end in a top-level label")]
    [InlineData("%", "a percent sign that starts no macro")]
    [InlineData("a%.example", "a percent sign that starts no macro")]
    [InlineData("%d.example", "a percent sign that starts no macro")]
    [InlineData("%{}.example", "a percent sign that starts no macro")]
    [InlineData("%{d", "a percent sign that starts no macro")]
    [InlineData("%{d.example", "a percent sign that starts no macro")]
    [InlineData("%(d).example", "a percent sign that starts no macro")]
    [InlineData("%{a}.example", "a percent sign that starts no macro")]
    [InlineData("%{c}.example", "a percent sign that starts no macro")]      // c, r and t belong to explanations
    [InlineData("%{r}.example", "a percent sign that starts no macro")]
    [InlineData("%{T}.example", "a percent sign that starts no macro")]
    [InlineData("%{d0}", "a percent sign that starts no macro")]
    [InlineData("%{dr2}", "a percent sign that starts no macro")]            // digits stand before r
    [InlineData("%{drr}", "a percent sign that starts no macro")]
    [InlineData("%{d:}", "a percent sign that starts no macro")]
    [InlineData("%{d.r}", "a percent sign that starts no macro")]
    [InlineData("%{ d}", "a percent sign that starts no macro")]
    [InlineData("a b.example", "a character outside ASCII, or a control character")]
    [InlineData("a\u007f.example", "a character outside ASCII, or a control character")]
    [InlineData("\u00e7.example", "a character outside ASCII, or a control character")]
    public void A_domain_spec_is_refused(string text, string problem)
    {
        Assert.Equal(problem, SpfMacroParser.ReadDomainSpec(text, out var spec));
        Assert.Null(spec);
    }

    /// <summary>RFC 7208 section 7.4, for strong-bad@email.example.com at 192.0.2.3.</summary>
    [Theory]
    [InlineData("%{s}", "strong-bad@email.example.com")]
    [InlineData("%{o}", "email.example.com")]
    [InlineData("%{d}", "email.example.com")]
    [InlineData("%{d4}", "email.example.com")]
    [InlineData("%{d3}", "email.example.com")]
    [InlineData("%{d2}", "example.com")]
    [InlineData("%{d1}", "com")]
    [InlineData("%{dr}", "com.example.email")]
    [InlineData("%{d2r}", "example.email")]
    [InlineData("%{l}", "strong-bad")]
    [InlineData("%{l-}", "strong.bad")]
    [InlineData("%{lr}", "strong-bad")]
    [InlineData("%{lr-}", "bad.strong")]
    [InlineData("%{l1r-}", "strong")]
    [InlineData("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com")]
    [InlineData("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com")]
    [InlineData("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com")]
    [InlineData("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com")]
    [InlineData("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net")]
    [InlineData("%{S}.example.net", "strong-bad%40email.example.com.example.net")]      // upper case escapes
    [InlineData("a%%b%_c%-d.example.net", "a%b c%20d.example.net")]
    public void Macros_expand_as_in_the_RFC(string text, string expected)
    {
        Assert.Null(SpfMacroParser.ReadDomainSpec(text, out var spec));
        Assert.Equal(expected, spec!.Expand(letter => letter switch
        {
            's' => "strong-bad@email.example.com",
            'l' => "strong-bad",
            'i' => "192.0.2.3",
            'v' => "in-addr",
            _ => "email.example.com",
        }));
    }

    [Fact]
    public void Labels_on_the_left_are_cut_until_the_name_fits()
    {
        var label = new string('a', 60);
        Assert.Null(SpfMacroParser.ReadDomainSpec($"first.{label}.%{{d}}", out var spec));
        Assert.Equal($"{label}.{label}.{label}.{label}.example", spec!.Expand(_ => $"{label}.{label}.{label}.example"));
    }

    [Theory]
    [InlineData("%{d}.example", false)]
    [InlineData("%{O}.example", false)]
    [InlineData("%{d}.%{l}.example", true)]
    [InlineData("%{i}.example", true)]
    [InlineData("%{H}.example", true)]
    [InlineData("%{v}.example", true)]
    [InlineData("i.example", false)]
    public void Only_the_domains_are_known_without_a_message(string text, bool expected)
    {
        Assert.Null(SpfMacroParser.ReadDomainSpec(text, out var spec));
        Assert.Equal(expected, spec!.DependsOnMessage);
    }
}
