using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

public sealed class ZoneResolverTests
{
    /// <summary>RFC 4592 section 2.2.1, with its host names under .example as there.</summary>
    private static readonly ZoneResolver Rfc4592 = Zones.Resolver(("example", """
        $ORIGIN example.
        example.                 3600 IN  SOA   ns hostmaster 1 2 3 4 60
        example.                 3600     NS    ns.example.com.
        example.                 3600     NS    ns.example.net.
        *.example.               3600     TXT   "this is a wildcard"
        *.example.               3600     MX    10 host1.example.
        sub.*.example.           3600     TXT   "this is not a wildcard"
        host1.example.           3600     A     192.0.2.1
        _ssh._tcp.host1.example. 3600     SRV   0 0 22 host1.example.
        _ssh._tcp.host2.example. 3600     SRV   0 0 22 host2.example.
        """));

    [Theory]
    [InlineData("host3.example", "MX", "Found: 10 host1.example.")]                 // synthesised
    [InlineData("host3.example", "A", "NoData")]                                    // synthesised name without the type
    [InlineData("foo.bar.example", "TXT", "Found: \"this is a wildcard\"")]         // over two labels
    [InlineData("host1.example", "MX", "NoData")]                                   // exists
    [InlineData("sub.*.example", "MX", "NoData")]                                   // exists
    [InlineData("sub.*.example", "TXT", "Found: \"this is not a wildcard\"")]
    [InlineData("_telnet._tcp.host1.example", "TXT", "NoSuchName")]                 // the closest encloser has no wildcard
    [InlineData("host2.example", "TXT", "NoData")]                                  // empty non-terminal
    [InlineData("_tcp.host2.example", "TXT", "NoData")]
    [InlineData("x.host2.example", "TXT", "NoSuchName")]                            // it blocks the wildcard
    [InlineData("*.example", "TXT", "Found: \"this is a wildcard\"")]               // asked for itself
    [InlineData("ghost.*.example", "MX", "NoSuchName")]                             // the wildcard is the closest encloser
    [InlineData("host.sub.*.example", "TXT", "NoSuchName")]
    [InlineData("example", "TXT", "NoData")]                                        // not its own apex
    [InlineData("host1.example", "A", "Found: 192.0.2.1")]
    [InlineData("other.test", "A", "NoSuchName")]                                   // outside
    public async Task Wildcards_follow_the_example_of_RFC_4592(string name, string type, string expected) =>
        Assert.Equal(expected, await Zones.ShowAsync(Rfc4592, name, type));

    private static readonly ZoneResolver Hospitals = Zones.Resolver(
        ("hospital.example", """
            @ 3600 SOA ns host 1 2 3 4 300
            @ NS ns
            www CNAME web
            web A 192.0.2.1
            away 60 CNAME spf.provider.test.
            dangling CNAME gone
            dangling-away CNAME gone.provider.test.
            outside CNAME host.nowhere.test.
            no-type CNAME web
            loop CNAME loop2
            loop2 CNAME loop
            self CNAME self
            *.wild CNAME web
            deep.a.wild TXT x
            lab NS ns.lab
            host.lab A 192.0.2.2
            hidden.child TXT "of the parent"
            child DS 1 8 2 AB
            """),
        ("child.hospital.example", "@ SOA ns host 1 2 3 4 60\n@ TXT \"of the child\""),
        ("provider.test", "@ 3600 SOA ns host 1 2 3 4 30\nspf 120 TXT \"v=spf1 -all\"\n_spf CNAME spf"));

    [Theory]
    [InlineData("www.hospital.example", "A", "Found via web.hospital.example: 192.0.2.1")]
    [InlineData("www.hospital.example", "CNAME", "Found: web.hospital.example.")]                        // asked for itself, not followed
    [InlineData("www.hospital.example", "MX", "NoData via web.hospital.example")]
    [InlineData("away.hospital.example", "TXT", "Found via spf.provider.test: \"v=spf1 -all\"")]         // into another zone
    [InlineData("dangling.hospital.example", "A", "NoSuchName via gone.hospital.example")]
    [InlineData("dangling-away.hospital.example", "A", "NoSuchName via gone.provider.test")]
    [InlineData("outside.hospital.example", "A", "NoSuchName via host.nowhere.test")]
    [InlineData("loop.hospital.example", "A", "Failed AliasLoop via loop2.hospital.example")]
    [InlineData("self.hospital.example", "A", "Failed AliasLoop")]
    [InlineData("x.wild.hospital.example", "A", "Found via web.hospital.example: 192.0.2.1")]            // wildcard CNAME
    [InlineData("a.wild.hospital.example", "A", "NoData")]                                               // blocked by an empty non-terminal
    [InlineData("x.a.wild.hospital.example", "A", "NoSuchName")]
    [InlineData("lab.hospital.example", "NS", "Found: ns.lab.hospital.example.")]                        // data, no delegation
    [InlineData("host.lab.hospital.example", "A", "Found: 192.0.2.2")]
    [InlineData("child.hospital.example", "TXT", "Found: \"of the child\"")]                             // the most specific zone
    [InlineData("child.hospital.example", "DS", "Found: 1 8 2 AB")]                                      // the parent's
    [InlineData("hospital.example", "DS", "NoData")]                                                     // of a parent that is not there
    [InlineData("web.hospital.example", "DS", "NoData")]
    [InlineData("gone.hospital.example", "DS", "NoSuchName")]
    [InlineData("hidden.child.hospital.example", "TXT", "NoSuchName")]                                   // occluded by it
    [InlineData("provider.test", "A", "NoData")]
    [InlineData("test", "A", "NoSuchName")]                                                              // above a zone is outside
    [InlineData(".", "NS", "NoData")]                                                                    // the empty root
    public async Task Answers_are_those_of_a_server(string name, string type, string expected) =>
        Assert.Equal(expected, await Zones.ShowAsync(Hospitals, name, type));

    [Theory]
    [InlineData("web.hospital.example", "A", 3600)]
    [InlineData("away.hospital.example", "TXT", 60)]            // the smallest of the chain
    [InlineData("web.hospital.example", "MX", 300)]             // RFC 2308 section 5
    [InlineData("away.hospital.example", "A", 30)]              // of the zone that denies
    [InlineData("outside.hospital.example", "A", null)]         // nobody's SOA
    public async Task The_time_to_live_is_the_smallest_on_the_way(string name, string type, int? seconds)
    {
        var answer = await Hospitals.ResolveAsync(DomainName.Parse(name), Zones.Type(type), TestContext.Current.CancellationToken);
        Assert.Equal(seconds, answer.TimeToLive?.TotalSeconds);
    }

    [Fact]
    public async Task Nothing_is_signed_so_that_checking_makes_no_difference()
    {
        var question = new DnsQuestion(DomainName.Parse("web.hospital.example"), DnsType.A);
        var withoutChecking = await Hospitals.ResolveAsync(question with { CheckingDisabled = true }, TestContext.Current.CancellationToken);
        Assert.Equal(question with { CheckingDisabled = true }, withoutChecking.Question);
        Assert.Equal(Zones.Show(await Hospitals.ResolveAsync(question, TestContext.Current.CancellationToken)), Zones.Show(withoutChecking));
    }

    [Theory]
    [InlineData(16, "Found")]
    [InlineData(17, "Failed AliasLoop")]
    public async Task At_most_16_aliases_are_followed(int aliases, string expected)
    {
        var chain = string.Concat(Enumerable.Range(0, aliases).Select(at => $"a{at} CNAME a{at + 1}\n"));
        var resolver = Zones.Resolver(("hospital.example", $"{chain}a{aliases} A 192.0.2.1"));
        Assert.StartsWith(expected, await Zones.ShowAsync(resolver, "a0.hospital.example", "A"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_one_apex_are_one_zone_and_a_record_twice_is_one_record()
    {
        var resolver = Zones.Resolver(("hospital.example", "@ TXT b\n@ TXT a"), ("hospital.example", "@ TXT a\nwww A 192.0.2.1"));
        Assert.Equal("Found: \"a\" | \"b\"", await Zones.ShowAsync(resolver, "hospital.example", "TXT"));
        Assert.Equal("Found: 192.0.2.1", await Zones.ShowAsync(resolver, "www.hospital.example", "A"));
    }
}
