using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Tests.Dmarc;
using MailGuard.Tests.Providers;

namespace MailGuard.Tests;

/// <summary>Each rule with records that show it and the nearest that are right, around <c>hospital.example</c>.</summary>
public sealed class ProviderRulesTests
{
    private const string Filtered = "@ MX 10 mx1.in.filter.test.\n@ MX 20 mx2.in.filter.test.\nmx1.in.filter.test. A 192.0.2.1\nmx2.in.filter.test. A 192.0.2.2\n";
    private const string Backup = "@ MX 30 mx\nmx A 192.0.2.3\n";
    private const string AtMailbox = "@ MX 10 hospital.mx.mailbox.test.\nhospital.mx.mailbox.test. A 192.0.2.1\n";
    private const string OfficeTenant = "@ TXT \"office-site=42\"\n";

    private const string Spf = """
        _spf.mailbox.test. TXT "v=spf1 ip4:192.0.2.0/28 -all"
        _spf.office.test. TXT "v=spf1 ip4:192.0.2.16/28 -all"
        _spf.hosting.test. TXT "v=spf1 ip4:192.0.2.32/28 -all"
        _spf.news.test. TXT "v=spf1 ip4:192.0.2.48/28 -all"
        spf.reseller.test. TXT "v=spf1 include:_spf.hosting.test -all"
        wide.test. TXT "v=spf1 ip4:10.0.0.0/8 -all"
        sub._spf.news.test. TXT "v=spf1 ip4:10.0.0.0/8 -all"

        """;

    [Theory]
    [InlineData("spf.shared-hosting-range", "@ TXT \"v=spf1 include:_spf.hosting.test -all\"", "@ TXT \"v=spf1 include:_spf.news.test -all\"")]
    [InlineData("spf.shared-hosting-range", "@ TXT \"v=spf1 include:spf.reseller.test -all\"", "@ TXT \"v=spf1 ~include:_spf.hosting.test -all\"")]
    [InlineData("spf.shared-hosting-range", "@ TXT \"v=spf1 redirect=_spf.hosting.test\"", "@ TXT \"v=spf1 include:_spf.mailbox.test -all\"")]          // nobody knows whether that is shared
    [InlineData("mx.differs-from-provider", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"", AtMailbox + "@ TXT \"v=spf1 include:_spf.office.test -all\"")]
    [InlineData("mx.differs-from-provider", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test include:_spf.mailbox.test -all\"")]          // people at both
    [InlineData("mx.differs-from-provider", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"", Filtered + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"")]          // a filter before the mailboxes
    [InlineData("mx.differs-from-provider", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"", Backup + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"")]          // a server of one's own
    [InlineData("mx.differs-from-provider", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.news.test -all\"")]          // a tenant kept for something else
    [InlineData("mx.differs-from-provider", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"", AtMailbox + Backup + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"")]
    [InlineData("mx.backup-unfiltered", Filtered + Backup, Filtered)]
    [InlineData("mx.backup-unfiltered", Filtered + "@ MX 30 hospital.mx.mailbox.test.\nhospital.mx.mailbox.test. A 192.0.2.3", Filtered + "@ MX 30 mx.guard.test.\nmx.guard.test. A 192.0.2.3")]          // another filter
    [InlineData("mx.backup-unfiltered", Filtered + Backup, Filtered + "@ MX 30 mx")]          // takes no mail: mx.target-unresolvable
    [InlineData("mx.backup-unfiltered", Filtered + Backup, "@ MX 10 mx\nmx A 192.0.2.3\n@ MX 20 mx1.in.filter.test.\nmx1.in.filter.test. A 192.0.2.1")]          // the filter is the backup
    [InlineData("mx.backup-unfiltered", Filtered + Backup, AtMailbox + Backup)]
    public async Task A_rule_fires_on_its_example_and_not_on_the_nearest_that_is_right(string rule, string fires, string doesNot)
    {
        Assert.Contains(rule, await RulesShownAsync(new(Spf + fires)));
        Assert.DoesNotContain(rule, await RulesShownAsync(new(Spf + doesNot)));
    }

    [Theory]
    [InlineData("spf.shared-hosting-range", "@ TXT \"v=spf1 include:_spf.hosting.test -all\"", "Fictional shared-hosting (_spf.hosting.test)", "架空のshared-hosting（_spf.hosting.test）")]
    [InlineData("mx.differs-from-provider", AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"", "those of Fictional office-cloud", "架空のoffice-cloud のもの")]
    [InlineData("mx.backup-unfiltered", Filtered + Backup, "the backup MX mx.hospital.example", "予備のMX mx.hospital.example")]
    public async Task Texts_name_the_providers_in_both_languages(string rule, string fires, string english, string japanese)
    {
        var finding = (await AuditAsync(new(Spf + fires))).Findings.First(finding => finding.Rule.Id == rule);
        Assert.Contains(english, finding.Problem(Language.English), StringComparison.Ordinal);
        Assert.Contains(japanese, finding.Problem(Language.Japanese), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\{[a-zA-Z]+\}", finding.Remedy(Language.English) + finding.Remedy(Language.Japanese));
        Assert.Equal(Confidence.Inferred, finding.Evidence.Confidence);
    }

    [Theory]
    [InlineData("hospital.example", DnsType.Txt, "spf.shared-hosting-range mx.differs-from-provider")]
    [InlineData("hospital.example", DnsType.Mx, "mx.differs-from-provider mx.backup-unfiltered")]
    [InlineData("_spf.office.test", DnsType.Txt, "spf.shared-hosting-range mx.differs-from-provider")]
    [InlineData("_domainkey.hospital.example", DnsType.Txt, "mx.differs-from-provider")]
    public async Task A_rule_whose_question_failed_is_open_and_does_not_fire(string name, DnsType type, string open)
    {
        var dns = new WrittenDns(Spf + AtMailbox + OfficeTenant + "@ TXT \"v=spf1 include:_spf.office.test -all\"").Failing(name, type);
        Assert.Equal(open.Split(' '), Ours((await AuditAsync(dns)).Undetermined));
        Assert.Empty(Ours(await RulesShownAsync(dns)));
    }

    [Fact]
    public async Task Whether_the_backup_takes_mail_must_be_known()
    {
        var dns = new WrittenDns(Filtered + Backup).Failing("mx.hospital.example", DnsType.A).Failing("mx.hospital.example", DnsType.Aaaa);
        Assert.Equal(["mx.backup-unfiltered"], Ours((await AuditAsync(dns)).Undetermined));
        Assert.Empty(Ours(await RulesShownAsync(dns)));
    }

    [Fact]
    public async Task What_the_catalogue_cannot_make_fire_is_not_open()
    {
        var dns = new WrittenDns(Backup + "@ TXT \"v=spf1 mx -all\"").Failing("_domainkey.hospital.example", DnsType.Txt);
        Assert.Empty(Ours((await AuditAsync(dns)).Undetermined));
    }

    /// <summary>A catalogued provider's wide range is its own matter; anybody else's is not.</summary>
    [Theory]
    [InlineData("include:sub._spf.news.test", false)]
    [InlineData("include:wide.test", true)]
    public async Task Wide_ranges_behind_a_provider_of_the_given_catalogue_do_not_count(string term, bool fires) =>
        Assert.Equal(fires, (await RulesShownAsync(new(Spf + $"@ TXT \"v=spf1 {term} -all\""))).Contains("spf.range-extremely-wide"));

    [Fact]
    public async Task A_proposed_record_includes_the_provider_of_the_given_catalogue()
    {
        var finding = (await AuditAsync(new(AtMailbox))).Findings.Single(finding => finding.Rule.Id == "spf.missing");
        Assert.Equal("v=spf1 include:_spf.mailbox.test ~all", finding.Evidence.Proposed?.Value);
    }

    [Fact]
    public void Every_rule_has_its_example() =>
        Assert.Equal(["spf.shared-hosting-range", "mx.differs-from-provider", "mx.backup-unfiltered"], ProviderRules.All.Rules.Select(rule => rule.Id));

    private static IEnumerable<string> Ours(IEnumerable<string> ids) => ids.Intersect(ProviderRules.All.Rules.Select(rule => rule.Id));

    private static Task<DomainAudit> AuditAsync(WrittenDns dns) => dns.AuditAsync(options: new() { Providers = WrittenCatalog.Fictional });

    private static async Task<List<string>> RulesShownAsync(WrittenDns dns) => [.. (await AuditAsync(dns)).Findings.Select(finding => finding.Rule.Id)];
}
