using MailGuard.Findings;

namespace MailGuard.Tests.Spf;

public sealed class SpfProposalTests
{
    [Theory]
    [InlineData("v=spf1 ipv4:192.0.2.1 -al", "v=spf1 ip4:192.0.2.1 -all")]
    [InlineData("v=spf1 include: _spf.provider.example ~all", "v=spf1 include:_spf.provider.example ~all")]
    [InlineData("v=spf1 include=_spf.provider.example ip4=192.0.2.1 ~alll", "v=spf1 include:_spf.provider.example ip4:192.0.2.1 ~all")]
    [InlineData("v=spf1 redirect:_spf.provider.example", "v=spf1 redirect=_spf.provider.example")]
    [InlineData("v=spf1 mx, ip4:192.0.2.1, ~all", "v=spf1 mx ip4:192.0.2.1 ~all")]
    [InlineData("v=spf1 mx; ~all;", "v=spf1 mx ~all")]
    [InlineData("v=spf1 \"mx\" ~all\"", "v=spf1 mx ~all")]
    [InlineData("v=spf1 “mx” ~all", "v=spf1 mx ~all")]
    [InlineData("v=spf1\u00a0mx\u3000~all", "v=spf1 mx ~all")]
    [InlineData("v=spf1 mx\t~all", "v=spf1 mx ~all")]
    [InlineData("v=spf1 mx －ａｌｌ", "v=spf1 mx -all")]
    [InlineData("v=spf1 mx –all", "v=spf1 mx -all")]
    [InlineData("v=spf1 mx ‐all", "v=spf1 mx -all")]
    [InlineData("v=spf1 mx ーall", "v=spf1 mx -all")]
    [InlineData("v=spf1 mx ～all", "v=spf1 mx ~all")]
    [InlineData("v=spf1 mx 〜all", "v=spf1 mx ~all")]
    [InlineData("v=spf1 192.0.2.1 2001:db8::/32 ~all", "v=spf1 ip4:192.0.2.1 ip6:2001:db8::/32 ~all")]
    [InlineData("v=spf1 ip4:2001:db8::1 ip6:192.0.2.1 a:192.0.2.2 ~all", "v=spf1 ip6:2001:db8::1 ip4:192.0.2.1 ip4:192.0.2.2 ~all")]
    [InlineData("v=spf1 ip4:mail.hospital.example ~all", "v=spf1 a:mail.hospital.example ~all")]
    [InlineData("v=spf1 inculde:_spf.provider.example. ~all.", "v=spf1 include:_spf.provider.example ~all")]
    [InlineData("v=spf1 mx ra=postmaster exsits:%{i}.provider.example -all", "v=spf1 mx ra=postmaster exists:%{i}.provider.example -all")]
    public async Task A_damaged_record_is_mended(string record, string expected) =>
        Assert.Contains(expected, await ProposedAsync(record, "spf.syntax-error", "spf.bad-characters"));

    [Theory]
    [InlineData("v=spf1 ip4:192.0.2.256 -all")]           // which address was meant?
    [InlineData("v=spf1 include: -all")]
    [InlineData("v=spf1 a/33 -all")]
    [InlineData("v=spf1 mx something -all")]
    [InlineData("v=spf1 redirect=a.example redirect=b.example")]
    public async Task Nothing_is_guessed(string record) => Assert.Equal([null], await ProposedAsync(record, "spf.syntax-error"));

    [Theory]
    [InlineData("v=spf mx ~all", "v=spf1 mx ~all")]
    [InlineData("spf1 mx ~all", "v=spf1 mx ~all")]
    [InlineData("v=spf10 mx ~all", "v=spf1 mx ~all")]
    [InlineData("v=spf2 mx ~all", "v=spf1 mx ~all")]
    [InlineData("v = spf1 mx ~all", "v=spf1 mx ~all")]
    [InlineData("v=spf 1 mx ~all", "v=spf1 mx ~all")]
    [InlineData("v=spf1: mx ~all", "v=spf1 mx ~all")]
    [InlineData("v=spf1;mx;~all", "v=spf1 mx ~all")]
    [InlineData("\"v=spf1 mx ~all\"", "v=spf1 mx ~all")]
    public async Task A_misspelt_version_is_mended(string record, string expected) =>
        Assert.Equal([expected], await ProposedAsync(record, "spf.version-misspelt"));

    [Theory]
    [InlineData("v=spf1 mx -all|v=spf1 include:provider.example -all", "v=spf1 include:provider.example mx -all")]      // in the stable order of answers
    [InlineData("v=spf1 mx -all|v=spf1 MX a ~all", "v=spf1 MX a ~all")]                                   // the milder end
    [InlineData("v=spf1 mx +all|v=spf1 a -all", "v=spf1 a mx ~all")]
    [InlineData("v=spf1 -all|v=spf1 -all exp=x.example", "v=spf1 -all")]
    [InlineData("v=spf1 mx|v=spf1 redirect=provider.example", "v=spf1 mx include:provider.example ~all")]
    [InlineData("v=spf1 mx -al|v=spf1 ipv4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 mx -all")]               // mended first
    [InlineData("v=spf1 mx -all|v=spf1 something -all", null)]
    public async Task Several_records_are_merged(string records, string? expected) => Assert.Equal([expected], await ProposedAsync(records, "spf.multiple-records"));

    [Theory]
    [InlineData("spf.terms-after-all", "v=spf1 mx -all a include:provider.example", "v=spf1 mx a include:provider.example -all")]
    [InlineData("spf.terms-after-all", "v=spf1 -all exp=x.example mx ra=x ~all", "v=spf1 exp=x.example mx ra=x -all")]        // no modifier is lost
    [InlineData("spf.redirect-ignored", "v=spf1 mx redirect=provider.example -all", "v=spf1 mx include:provider.example -all")]
    [InlineData("spf.redirect-ignored", "v=spf1 mx -all exp=x.example redirect=provider.example", "v=spf1 mx exp=x.example include:provider.example -all")]
    [InlineData("spf.duplicate-term", "v=spf1 mx a mx +mx -all", "v=spf1 mx a -all")]
    [InlineData("spf.no-effective-all", "v=spf1 mx ?all exp=x.example", "v=spf1 mx exp=x.example ~all")]
    [InlineData("spf.no-effective-all", "v=spf1 mx", "v=spf1 mx ~all")]
    [InlineData("spf.no-effective-all", "v=spf1 ?all", null)]                                                                // no sender is known
    [InlineData("spf.allows-everyone", "v=spf1 mx ip4:0.0.0.0/0 +all", "v=spf1 mx ~all")]
    [InlineData("spf.allows-everyone", "v=spf1 +all", null)]
    [InlineData("spf.include-nonexistent", "v=spf1 mx include:gone.example ~all", "v=spf1 mx ~all")]
    [InlineData("spf.include-nonexistent", "v=spf1 include:gone.example -all", null)]                                        // would turn all mail away
    [InlineData("spf.include-nonexistent", "v=spf1 mx redirect=gone.example", "v=spf1 mx ~all")]
    [InlineData("spf.include-nonexistent", "v=spf1 redirect=gone.example", null)]
    [InlineData("spf.host-nonexistent", "v=spf1 a:gone.example mx ~all", "v=spf1 mx ~all")]
    [InlineData("spf.loop", "v=spf1 mx include:hospital.example ~all", "v=spf1 mx ~all")]
    [InlineData("spf.include-without-record", "v=spf1 mx include:empty.example foo ~all", null)]                             // still broken
    public async Task A_record_is_changed_as_the_rule_says(string rule, string record, string? expected) => Assert.Equal([expected], await ProposedAsync(record, rule));

    [Theory]
    [InlineData("10 mail.hospital.example.", "v=spf1 mx ~all")]
    [InlineData("10 aspmx.l.google.com.", "v=spf1 include:_spf.google.com ~all")]
    [InlineData("10 mx.provider.example.", null)]
    [InlineData("0 .", null)]
    public async Task Senders_are_proposed_as_far_as_the_mail_hosts_show_them(string mx, string? expected) =>
        Assert.Equal([expected], Values(await SpfZone.FindingsAsync($"hospital.example MX {mx}", "spf.missing")));

    [Fact]
    public async Task What_is_replaced_stands_beside_the_proposal()
    {
        var proposed = Assert.Single(await SpfZone.FindingsAsync("hospital.example TXT v=spf1 mx ?all", "spf.no-effective-all")).Evidence.Proposed!;
        Assert.Equal(("hospital.example", "TXT", "v=spf1 mx ?all"), (proposed.Name.Text, proposed.Type, proposed.Previous));
    }

    private static async Task<IEnumerable<string?>> ProposedAsync(string records, params string[] rules)
    {
        var zone = $"""
            {string.Join('\n', records.Split('|').Select(record => $"hospital.example TXT {record}"))}
            hospital.example A 192.0.2.1
            provider.example TXT v=spf1 ip4:192.0.2.0/24 -all
            empty.example A 192.0.2.2
            """;
        return Values((await Task.WhenAll(rules.Select(rule => SpfZone.FindingsAsync(zone, rule)))).SelectMany(findings => findings));
    }

    private static IEnumerable<string?> Values(IEnumerable<Finding> findings) => findings.Select(finding => finding.Evidence.Proposed?.Value);
}
