using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dmarc;

public sealed class DmarcPolicyDiscoveryTests
{
    [Theory]
    [InlineData("example", "example")]
    [InlineData("a.b.example", "a.b.example b.example example")]
    [InlineData("a.b.c.d.e.f.example", "a.b.c.d.e.f.example b.c.d.e.f.example c.d.e.f.example d.e.f.example e.f.example f.example example")]
    [InlineData("a.b.c.d.e.f.g.example",
        "a.b.c.d.e.f.g.example b.c.d.e.f.g.example c.d.e.f.g.example d.e.f.g.example e.f.g.example f.g.example g.example example")]
    [InlineData("a.b.c.d.e.f.g.h.example",   // nine labels: the ancestor of eight is left out
        "a.b.c.d.e.f.g.h.example c.d.e.f.g.h.example d.e.f.g.h.example e.f.g.h.example f.g.h.example g.h.example h.example example")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.example",
        "a.b.c.d.e.f.g.h.i.j.k.l.example g.h.i.j.k.l.example h.i.j.k.l.example i.j.k.l.example j.k.l.example k.l.example l.example example")]
    public async Task The_walk_asks_at_most_eight_questions(string start, string asked)
    {
        var dns = new WrittenDns("");
        await WalkAsync(dns, start);
        Assert.Equal(asked.Split(' ').Select(name => $"_dmarc.{name}"), dns.Asked(DnsType.Txt));
    }

    [Theory]
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=none; psd=n\"\n_dmarc TXT \"v=DMARC1; p=none\"", "mail.hospital.example", "a.mail.hospital.example mail.hospital.example")]
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=none; psd=y\"", "hospital.example", "a.mail.hospital.example mail.hospital.example hospital.example example")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=none; psd=y\"", "mail.hospital.example", "a.mail.hospital.example mail.hospital.example hospital.example")]
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=none; psd=y\"", "a.mail.hospital.example", "a.mail.hospital.example")]   // at the start it names itself
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=none\"\n_dmarc TXT \"v=DMARC1; p=none\"", "hospital.example", "a.mail.hospital.example mail.hospital.example hospital.example example")]
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=none\"", "mail.hospital.example", "a.mail.hospital.example mail.hospital.example hospital.example example")]
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=none; psd=n\"\n_dmarc.mail TXT \"v=DMARC1; p=none\"", "a.mail.hospital.example", "a.mail.hospital.example mail.hospital.example hospital.example example")]   // two count as none
    [InlineData("", "a.mail.hospital.example", "a.mail.hospital.example mail.hospital.example hospital.example example")]
    public async Task The_organizational_domain_is_set_by_psd_or_has_the_fewest_labels(string records, string organization, string asked)
    {
        var walk = await WalkAsync(new(records), "a.mail.hospital.example");
        Assert.Equal(organization, walk.OrganizationalDomain.Text);
        Assert.Equal(asked, string.Join(' ', walk.Steps.Select(step => step.Domain)));
    }

    [Theory]
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=DMARC1; p=none\"", "a.mail.hospital.example p Reject")]
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=DMARC1; p=none\"", "hospital.example p None")]        // not the nearest ancestor
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=reject; psd=n\"\n_dmarc TXT \"v=DMARC1; p=none\"", "mail.hospital.example p Reject")]
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=reject; sp=quarantine; psd=y\"", "example sp Quarantine")]
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=reject; sp=reject; psd=y\"\n_dmarc TXT \"v=DMARC1; p=none\"", "hospital.example p None")]  // no supplement
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=none\"\na.mail A 192.0.2.1", "hospital.example sp Quarantine")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=none\"\nx.a.mail A 192.0.2.1", "hospital.example sp Quarantine")]     // NODATA: it exists
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=none\"", "hospital.example np None")]                              // NXDOMAIN
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=none\"\n* A 192.0.2.1", "hospital.example sp Quarantine")]            // a wildcard
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine\"", "hospital.example sp Quarantine")]                                 // np falls back to sp
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; adkim=s\"\n_dmarc TXT \"v=DMARC1; p=reject\"", "a.mail.hospital.example p ")]  // found, so nobody looks further
    [InlineData("", " ")]
    public async Task The_record_is_the_domains_own_or_the_organizations_or_the_suffixs(string records, string applied)
    {
        var view = (await ReadAsync(new(records), "a.mail.hospital.example")).ByTreeWalk!;
        Assert.Equal(applied, view.Applied is null ? " " : $"{view.Applied.Location} {view.Tag} {view.Exact}");
    }

    [Theory]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=none\"", "hospital.example Quarantine")]     // no np
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=none; psd=n\"\n_dmarc TXT \"v=DMARC1; p=reject\"", "hospital.example Reject")]  // no psd
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=reject; sp=none\"", "a.mail.hospital.example Reject")]
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=reject\"", "")]                                                   // neither own nor organizational
    public async Task Receivers_of_RFC_7489_ask_two_names(string records, string applied)
    {
        var view = (await ReadAsync(new(records), "a.mail.hospital.example")).ByPublicSuffix!;
        Assert.Equal("hospital.example", view.OrganizationalDomain.Text);
        Assert.Equal(applied, view.Applied is null ? "" : $"{view.Applied.Location} {view.Exact}");
    }

    [Theory]
    [InlineData("p=quarantine; t=y", DmarcPolicy.Quarantine, DmarcPolicy.None)]
    [InlineData("p=quarantine; pct=0", DmarcPolicy.None, DmarcPolicy.Quarantine)]
    [InlineData("p=quarantine; t=y; pct=0", DmarcPolicy.None, DmarcPolicy.None)]
    [InlineData("p=reject; t=y", DmarcPolicy.Reject, DmarcPolicy.Quarantine)]
    [InlineData("p=reject; pct=0", DmarcPolicy.Quarantine, DmarcPolicy.Reject)]
    [InlineData("p=reject; t=y; pct=0", DmarcPolicy.Quarantine, DmarcPolicy.Quarantine)]
    [InlineData("p=reject; pct=100", DmarcPolicy.Reject, DmarcPolicy.Reject)]
    public async Task Each_generation_reads_its_own_of_t_and_pct(string tags, DmarcPolicy older, DmarcPolicy newer)
    {
        var dmarc = await ReadAsync(new($"_dmarc TXT \"v=DMARC1; {tags}\""), "hospital.example");
        Assert.Equal((older, newer), (dmarc.ByPublicSuffix!.Exact, dmarc.ByTreeWalk!.Exact));
        Assert.Equal(older < newer ? older : newer, dmarc.WeakerExact);
    }

    [Theory]
    [InlineData("hospital.example", "p=reject; sp=quarantine; np=none", "Quarantine None")]
    [InlineData("hospital.example", "p=quarantine; np=reject", "Quarantine Reject")]
    [InlineData("hospital.example", "p=reject; sp=reject; np=quarantine; t=y", "Quarantine None")]       // t lowers all three
    [InlineData("a.b.c.d.e.hospital.example", "p=reject", "Reject Reject")]                              // seven labels: a name below still meets it
    [InlineData("a.b.c.d.e.f.hospital.example", "p=reject", " ")]                                        // eight: not any more
    public async Task Names_below_follow_sp_and_np_of_the_record_they_meet(string domain, string tags, string below)
    {
        var view = (await ReadAsync(new($"_dmarc.{domain}. TXT \"v=DMARC1; {tags}\""), domain)).ByTreeWalk!;
        Assert.Equal(below, $"{view.Subdomain} {view.Nonexistent}");
    }

    [Fact]
    public async Task Sp_of_a_subdomain_is_not_read_for_its_children()
    {
        var dns = new WrittenDns("_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc.mail TXT \"v=DMARC1; p=quarantine; sp=none\"\na.mail A 192.0.2.1");
        var own = (await ReadAsync(dns, "mail.hospital.example")).ByTreeWalk!;
        Assert.Equal((DmarcPolicy.Quarantine, DmarcPolicy.Reject), (own.Exact, own.Subdomain));
        Assert.Equal(DmarcPolicy.Reject, (await ReadAsync(dns, "a.mail.hospital.example")).ByTreeWalk!.Exact);
    }

    [Theory]
    [InlineData("_dmarc.hospital.example", 1)]
    [InlineData("_dmarc.example", 2)]
    public async Task A_question_that_fails_ends_the_walk_undetermined(string failing, int steps)
    {
        var walk = await WalkAsync(new WrittenDns("").Failing(failing, DnsType.Txt), "hospital.example");
        Assert.True(walk.IsUndetermined);
        Assert.Equal(steps, walk.Steps.Length);
    }

    [Theory]
    [InlineData("_dmarc CNAME one\none CNAME two.keeper.test.\ntwo.keeper.test. TXT \"v=DMARC1; p=reject\"", "Reject")]
    [InlineData("* TXT \"v=spf1 -all\"", "")]                                                     // a wildcard's text is no DMARC record
    [InlineData("_dmarc TXT \"v=DMARC1; \" \"p=rej\" \"ect\"", "Reject")]                         // joined without a separator
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=DMARC1; oops\"", "")]         // one broken behind v: both discarded
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=dmarc1; p=none\"", "Reject")]
    public async Task The_record_is_read_as_receivers_read_it(string records, string exact) =>
        Assert.Equal(exact, (await ReadAsync(new(records), "hospital.example")).ByTreeWalk!.Exact.ToString());

    [Fact]
    public async Task An_internationalized_domain_is_asked_by_its_A_labels()
    {
        var dns = new WrittenDns("_dmarc.xn--wgv71a119e.example. TXT \"v=DMARC1; p=reject\"");
        Assert.Equal(DmarcPolicy.Reject, (await ReadAsync(dns, "日本語.example")).WeakerExact);
        Assert.Equal(DmarcPolicy.Reject, (await ReadAsync(dns, "xn--wgv71a119e.example")).WeakerExact);
    }

    private static Task<DmarcWalk> WalkAsync(WrittenDns dns, string start) =>
        new DmarcPolicyDiscovery(dns).WalkAsync(DomainName.Parse(start), TestContext.Current.CancellationToken);

    private static Task<DmarcPublication> ReadAsync(WrittenDns dns, string domain) =>
        new DmarcReader(dns, PublicSuffixes.Embedded).ReadAsync(DomainName.Parse(domain), TestContext.Current.CancellationToken);
}
