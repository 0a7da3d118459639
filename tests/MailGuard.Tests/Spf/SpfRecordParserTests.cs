using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

public sealed class SpfRecordParserTests
{
    [Theory]
    [InlineData("v=spf1", true)]
    [InlineData("v=spf1 -all", true)]
    [InlineData("V=SPF1 -all", true)]          // ABNF literals ignore case
    [InlineData("v=spf1  ", true)]
    [InlineData("v=spf10 -all", false)]
    [InlineData("v=spf1\t-all", false)]        // a tab is no space
    [InlineData("v=spf1-all", false)]
    [InlineData("v=spf", false)]
    [InlineData(" v=spf1 -all", false)]
    [InlineData("\"v=spf1 -all\"", false)]     // quotes inside the data are data
    [InlineData("v=spf2.0/pra -all", false)]
    [InlineData("", false)]
    public void The_version_is_followed_by_a_space_or_the_end(string text, bool expected) =>
        Assert.Equal(expected, SpfRecordParser.Parse(text) is not null);

    [Theory]
    [InlineData("all", "Pass all")]
    [InlineData("+all", "Pass all")]
    [InlineData("-all", "Fail all")]
    [InlineData("~ALL", "SoftFail all")]
    [InlineData("?all", "Neutral all")]
    [InlineData("include:_spf.provider.example", "Pass include _spf.provider.example")]
    [InlineData("~Include:_SPF.Provider.example", "SoftFail include _SPF.Provider.example")]      // kept as published
    [InlineData("a", "Pass a - /32 /128")]
    [InlineData("A", "Pass a - /32 /128")]
    [InlineData("a/24", "Pass a - /24 /128")]
    [InlineData("a/0", "Pass a - /0 /128")]
    [InlineData("a//64", "Pass a - /32 /64")]
    [InlineData("a/24//64", "Pass a - /24 /64")]
    [InlineData("a:host.example", "Pass a host.example /32 /128")]
    [InlineData("a:host.example/24", "Pass a host.example /24 /128")]
    [InlineData("a:host.example//64", "Pass a host.example /32 /64")]
    [InlineData("a:host.example/24//64", "Pass a host.example /24 /64")]
    [InlineData("a:host/24.example", "Pass a host/24.example /32 /128")]                          // a slash may stand in a macro-literal
    [InlineData("mx", "Pass mx - /32 /128")]
    [InlineData("-mx//64", "Fail mx - /32 /64")]
    [InlineData("mx:hospital.example/32//128", "Pass mx hospital.example /32 /128")]
    [InlineData("ptr", "Pass ptr -")]
    [InlineData("ptr:hospital.example", "Pass ptr hospital.example")]
    [InlineData("exists:%{ir}.%{v}._spf.hospital.example", "Pass exists %{ir}.%{v}._spf.hospital.example")]
    [InlineData("ip4:192.0.2.1", "Pass ip 192.0.2.1/32")]
    [InlineData("IP4:192.0.2.0/24", "Pass ip 192.0.2.0/24")]
    [InlineData("ip4:192.0.2.77/24", "Pass ip 192.0.2.0/24")]                                     // host bits are not compared
    [InlineData("ip4:192.0.2.1/0", "Pass ip 0.0.0.0/0")]
    [InlineData("ip4:255.255.255.255/31", "Pass ip 255.255.255.254/31")]
    [InlineData("ip6:2001:db8::1", "Pass ip 2001:db8::1/128")]
    [InlineData("ip6:2001:DB8::/32", "Pass ip 2001:db8::/32")]
    [InlineData("ip6:2001:db8:ffff::/35", "Pass ip 2001:db8:e000::/35")]
    [InlineData("ip6:::/0", "Pass ip ::/0")]
    [InlineData("ip6:::ffff:192.0.2.1", "Pass ip ::ffff:192.0.2.1/128")]                          // RFC 4291 section 2.2, form 3
    [InlineData("redirect=_spf.hospital.example", "redirect _spf.hospital.example")]
    [InlineData("REDIRECT=%{d2}", "redirect %{d2}")]
    [InlineData("exp=explain._spf.%{d}", "exp explain._spf.%{d}")]
    [InlineData("moo=", "modifier moo")]
    [InlineData("ra=postmaster", "modifier ra")]                                                  // RFC 6652
    [InlineData("x-1.y_z=%{d}%%%_%-", "modifier x-1.y_z")]
    [InlineData("a=b:c/d", "modifier a")]                                                         // an equals sign makes a modifier of any name
    public void A_term_is_read(string term, string expected)
    {
        var record = SpfRecordParser.Parse($"v=spf1 {term}")!;
        Assert.Equal([expected], record.Terms.Select(Describe));
        Assert.Empty(record.Errors);
    }

    [Theory]
    [InlineData("all.", "unknown mechanism")]
    [InlineData("all:hospital.example", "nothing may follow all")]
    [InlineData("-all/24", "nothing may follow all")]
    [InlineData("--all", "unknown mechanism")]
    [InlineData("-", "unknown mechanism")]
    [InlineData("+", "unknown mechanism")]
    [InlineData("al", "unknown mechanism")]
    [InlineData("ipv4:192.0.2.1", "unknown mechanism")]
    [InlineData("192.0.2.1", "unknown mechanism")]
    [InlineData("=x", "unknown mechanism")]
    [InlineData("-moo=x", "unknown mechanism")]                                                   // a modifier has no qualifier
    [InlineData("-redirect=a.example", "unknown mechanism")]
    [InlineData("1x=y", "unknown mechanism")]                                                     // a name begins with a letter
    [InlineData("redirect:a.example", "unknown mechanism")]
    [InlineData("include", "a colon and a domain name are missing")]
    [InlineData("include/24", "a colon and a domain name are missing")]
    [InlineData("include:", "the domain name is missing")]
    [InlineData("include:a.example/24", "the name does not end in a top-level label")]
    [InlineData("exists", "a colon and a domain name are missing")]
    [InlineData("exists:a.example//64", "the name does not end in a top-level label")]
    [InlineData("a:", "the domain name is missing")]
    [InlineData("a:/24", "the domain name is missing")]
    [InlineData("a/", "a colon and a domain name are missing")]
    [InlineData("a/33", "the ip4 prefix length is not between 0 and 32")]
    [InlineData("a/024", "the ip4 prefix length is not between 0 and 32")]
    [InlineData("a/00", "the ip4 prefix length is not between 0 and 32")]
    [InlineData("a/99999999999999999999", "the ip4 prefix length is not between 0 and 32")]
    [InlineData("a//129", "the ip6 prefix length is not between 0 and 128")]
    [InlineData("a//064", "the ip6 prefix length is not between 0 and 128")]
    [InlineData("a/24/64", "the ip4 prefix length is not between 0 and 32")]
    [InlineData("a/24/24", "a colon and a domain name are missing")]
    [InlineData("a//64/24", "a colon and a domain name are missing")]
    [InlineData("a///64", "a colon and a domain name are missing")]
    [InlineData("a/-1", "a colon and a domain name are missing")]
    [InlineData("a:host.example/x", "the name does not end in a top-level label")]
    [InlineData("mx:host.example:25", "the name does not end in a top-level label")]
    [InlineData("ptr/24", "a colon and a domain name are missing")]
    [InlineData("ptr:", "the domain name is missing")]
    [InlineData("ip4", "a colon and an address are missing")]
    [InlineData("ip4:", "a colon and an address are missing")]
    [InlineData("ip4:192.0.2.1/33", "the prefix length is not between 0 and 32")]
    [InlineData("ip4:192.0.2.1/", "the prefix length is not between 0 and 32")]
    [InlineData("ip4:192.0.2.1/08", "the prefix length is not between 0 and 32")]
    [InlineData("ip4:192.0.2.1//32", "the prefix length is not between 0 and 32")]
    [InlineData("ip4:192.0.2", "not an address of this kind")]
    [InlineData("ip4:192.0.2.256", "not an address of this kind")]
    [InlineData("ip4:192.0.2.01", "not an address of this kind")]
    [InlineData("ip4:192.0.2.", "not an address of this kind")]
    [InlineData("ip4:0x7f.0.0.1", "not an address of this kind")]
    [InlineData("ip4:2001:db8::1", "not an address of this kind")]
    [InlineData("ip6:192.0.2.1", "not an address of this kind")]
    [InlineData("ip6:2001:db8::1/129", "the prefix length is not between 0 and 128")]
    [InlineData("ip6:2001:db8::1//64", "the prefix length is not between 0 and 128")]
    [InlineData("ip6:2001:db8::1::2", "not an address of this kind")]
    [InlineData("ip6:2001:db8:1", "not an address of this kind")]
    [InlineData("ip6:12345::", "not an address of this kind")]
    [InlineData("ip6:fe80::1%25eth0", "not an address of this kind")]
    [InlineData("ip6:[2001:db8::1]", "not an address of this kind")]
    [InlineData("redirect=", "the domain name is missing")]
    [InlineData("redirect=localhost", "the name does not end in a top-level label")]
    [InlineData("exp=", "the domain name is missing")]
    [InlineData("moo=%", "a percent sign that starts no macro")]
    [InlineData("moo=%abc", "a percent sign that starts no macro")]
    [InlineData("a\tmx", "a colon and a domain name are missing")]
    [InlineData("a:host\0.example", "a character outside ASCII, or a control character")]
    [InlineData("a:host\u00e3.example", "a character outside ASCII, or a control character")]
    [InlineData("\u00efall", "unknown mechanism")]
    [InlineData("\"mx\"", "unknown mechanism")]
    public void A_mistake_is_named(string terms, string problem)
    {
        var record = SpfRecordParser.Parse($"v=spf1 mx {terms} -all")!;
        Assert.Equal([problem], record.Errors.Select(error => error.Problem));
        Assert.False(record.IsValid);
        Assert.Equal("Fail all", Describe(record.Terms[^1]));     // reading goes on
    }

    [Theory]
    [InlineData("v=spf1 foo bar:x -all", "7 foo|11 bar:x")]
    [InlineData("v=spf1  ip4:1.2.3   ~al  ", "8 ip4:1.2.3|20 ~al")]
    [InlineData("V=SPF1 redirect=a.example mx redirect=b.example", "29 redirect=b.example")]
    [InlineData("v=spf1 exp=a.example EXP=a.example exp=b.example", "21 EXP=a.example|35 exp=b.example")]
    [InlineData("v=spf1 moo=1 moo=2 redirect=a.example exp=a.example", "")]
    [InlineData("v=spf1", "")]
    public void Every_mistake_has_its_place(string text, string expected)
    {
        var record = SpfRecordParser.Parse(text)!;
        Assert.Equal(expected, string.Join('|', record.Errors.Select(error => $"{error.Offset} {error.Found}")));
        Assert.All(record.Terms, term => Assert.Equal(term.Text, text.Substring(term.Offset, term.Text.Length)));
    }

    [Theory]
    [InlineData("v=spf1 mx -all a ~all redirect=a.example", "mx|-all")]      // nothing behind all, no redirect beside it
    [InlineData("v=spf1 redirect=a.example mx foo moo=1", "mx|redirect=a.example")]
    [InlineData("v=spf1 exp=a.example", "")]
    public void Evaluation_ends_at_all_or_in_the_redirect(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SpfRecordParser.Parse(text)!.EvaluatedTerms.Select(term => term.Text)));

    [Theory]
    [InlineData("v=spf1 -all", true)]
    [InlineData("v=spf1 -all mx exp=a.example", true)]
    [InlineData("v=spf1 ~all", false)]
    [InlineData("v=spf1 mx -all", false)]
    [InlineData("v=spf1 -all redirect=a.example", false)]
    [InlineData("v=spf1 -all foo", false)]
    [InlineData("v=spf1", false)]
    public void Only_a_lone_fail_authorises_nobody(string text, bool expected) =>
        Assert.Equal(expected, SpfRecordParser.Parse(text)!.AuthorizesNobody);

    [Fact]
    public void No_octets_make_parsing_throw()
    {
        const string Likely = "v=spf1 allincudexmp46tr:./%{}-+~?=_0129SLODIPHVCRT,\"\\\t\0\u0080\u00a0\u00ff";
        var random = new Random(7208);
        for (var round = 0; round < 5_000; round++)
        {
            var text = "v=spf1 " + string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => round % 5 == 0 ? (char)random.Next(256) : Likely[random.Next(Likely.Length)]));
            var record = SpfRecordParser.Parse(text)!;
            Assert.All(record.Errors, error => Assert.Equal(error.Found, text.Substring(error.Offset, error.Found.Length)));
            var again = SpfRecordParser.Parse(string.Join(' ', ["v=spf1", .. record.Terms.Select(term => term.Text)]))!;
            Assert.Equal(record.Terms.Select(Describe), again.Terms.Select(Describe));
            Assert.True(SpfCorrection.Corrected(text) is not { } corrected || SpfRecordParser.Parse(corrected) is { IsValid: true });
        }
    }

    private static string Describe(SpfTerm term) => term switch
    {
        SpfTerm.Directive directive => $"{directive.Qualifier} {Describe(directive.Mechanism)}",
        SpfTerm.Redirect redirect => $"redirect {redirect.Domain.Text}",
        SpfTerm.Explanation explanation => $"exp {explanation.Domain.Text}",
        SpfTerm.UnknownModifier modifier => $"modifier {modifier.Name}",
        _ => $"invalid {term.Text}",
    };

    private static string Describe(SpfMechanism mechanism) => mechanism switch
    {
        SpfMechanism.All => "all",
        SpfMechanism.Include include => $"include {include.Domain.Text}",
        SpfMechanism.A a => $"a {a.Domain?.Text ?? "-"} /{a.Ip4PrefixBits} /{a.Ip6PrefixBits}",
        SpfMechanism.Mx mx => $"mx {mx.Domain?.Text ?? "-"} /{mx.Ip4PrefixBits} /{mx.Ip6PrefixBits}",
        SpfMechanism.Ptr ptr => $"ptr {ptr.Domain?.Text ?? "-"}",
        SpfMechanism.Ip ip => $"ip {ip.Network}",
        SpfMechanism.Exists exists => $"exists {exists.Domain.Text}",
        _ => throw new InvalidOperationException(mechanism.ToString()),
    };
}
