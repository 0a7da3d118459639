using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests.Dns;

public sealed class EnclosingZoneTests
{
    private const string Records = """
        @ NS ns1
        @ NS ns2
        @ DS 1 8 2 AB
        alias CNAME box.test.
        host A 192.0.2.1
        a.b.c.d.e.f.g.host A 192.0.2.2
        lab NS ns1
        box.test. NS ns
        www.uncut.test. A 192.0.2.3
        co.jp. NS ns
        co.jp. DS 1 8 2 AB
        """;

    [Theory]
    [InlineData("hospital.example", "hospital.example", true)]
    [InlineData("host.hospital.example", "hospital.example", true)]             // no cut of its own
    [InlineData("lab.hospital.example", "lab.hospital.example", false)]         // a zone of its own, and no DS
    [InlineData("alias.hospital.example", "hospital.example", true)]            // the NS of the target are not its own
    [InlineData("gone.hospital.example", null, null)]                           // what does not exist stands in no zone
    [InlineData("gone.test", null, null)]
    [InlineData("www.uncut.test", null, null)]                                  // the zone begins above the organizational domain
    [InlineData("co.jp", "co.jp", true)]                                        // a public suffix is its own organizational domain
    [InlineData("a.b.c.d.e.f.g.host.hospital.example", null, null)]             // too deep to climb
    public async Task The_apex_is_the_first_name_upwards_with_servers(string name, string? apex, bool? isSigned)
    {
        var zone = await FindAsync(new WrittenDns(Records), name);
        Assert.Equal((apex, isSigned, false), (zone.Apex?.Text, zone.IsSigned, zone.IsUndetermined));
    }

    [Theory]
    [InlineData("host.hospital.example", DnsType.Ns, null)]
    [InlineData("hospital.example", DnsType.Ns, null)]
    [InlineData("hospital.example", DnsType.Ds, "hospital.example")]
    public async Task An_answer_that_is_missing_is_neither_signed_nor_unsigned(string failing, DnsType type, string? apex)
    {
        var zone = await FindAsync(new WrittenDns(Records).Failing(failing, type), "host.hospital.example");
        Assert.Equal((apex, null, true), (zone.Apex?.Text, zone.IsSigned, zone.IsUndetermined));
    }

    private static Task<EnclosingZone> FindAsync(WrittenDns dns, string name) =>
        EnclosingZone.FindAsync(dns, PublicSuffixes.Embedded, DomainName.Parse(name), TestContext.Current.CancellationToken);
}
