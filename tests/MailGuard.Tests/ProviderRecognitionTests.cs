using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Results;
using MailGuard.Tests.Dmarc;
using MailGuard.Tests.Providers;

namespace MailGuard.Tests;

public sealed class ProviderRecognitionTests
{
    [Theory]
    [InlineData("@ MX 10 a.mx.mailbox.test.", "mailbox-cloud: mx")]
    [InlineData("@ TXT \"v=spf1 include:_spf.office.test -all\"", "office-cloud: spf")]          // also when the name does not answer as it should
    [InlineData("@ TXT \"v=spf1 redirect=_spf.hospital.example\"\n_spf TXT \"v=spf1 include:_spf.office.test -all\"", "office-cloud: spf")]
    [InlineData("@ TXT \"v=spf1 include:spf.reseller.test -all\"\nspf.reseller.test. TXT \"v=spf1 include:_spf.office.test -all\"", "")]          // the reseller is whom to ask
    [InlineData("box1._domainkey CNAME h.dkim.mailbox.test.\nh.dkim.mailbox.test. TXT \"p=\"", "mailbox-cloud: dkim")]
    [InlineData("box1._domainkey CNAME h.dkim.mailbox.test.", "mailbox-cloud: dkim")]          // dangling, and still a trace
    [InlineData("box1._domainkey TXT \"p=\"", "")]          // its customers have an alias; somebody else chose the word
    [InlineData("office._domainkey TXT \"p=\"", "office-cloud: dkim")]
    [InlineData("office._domainkey CNAME k\nk TXT \"p=\"", "")]
    [InlineData("@ TXT \"mailbox-verification=42\"", "mailbox-cloud: verification")]
    [InlineData("@ TXT \"my mailbox-verification=42\"", "")]
    [InlineData("@ MX 10 a.mx.mailbox.test.\n@ MX 20 in.filter.test.\n@ TXT \"v=spf1 include:_spf.mailbox.test include:_spf.news.test -all\"", "mailbox-cloud: mx spf; filter-gate: mx; news-mail: spf")]
    [InlineData("@ MX 10 mx\n@ TXT \"v=spf1 mx -all\"", "")]
    public async Task A_provider_is_recognised_by_what_points_to_it(string records, string expected) =>
        Assert.Equal(expected, string.Join("; ", (await DescribeAsync(new(records)))!.Select(provider => $"{provider.Id}: {string.Join(' ', provider.Signals)}")));

    [Fact]
    public async Task What_could_not_be_asked_is_not_the_absence_of_a_provider()
    {
        Assert.Null(await DescribeAsync(new WrittenDns("").Failing(WrittenDns.Hospital, DnsType.Mx)));
        Assert.Single((await DescribeAsync(new WrittenDns("@ TXT \"office-site=1\"").Failing(WrittenDns.Hospital, DnsType.Mx)))!);
    }

    [Fact]
    public async Task Names_are_in_the_language_of_the_report() =>
        Assert.Equal("架空のoffice-cloud", Assert.Single((await DescribeAsync(new("@ TXT \"office-site=1\""), Language.Japanese))!).Name);

    private static async Task<IReadOnlyList<ProviderEntry>?> DescribeAsync(WrittenDns dns, Language language = Language.English)
    {
        var audit = await dns.AuditAsync(options: new() { Providers = WrittenCatalog.Fictional });
        return new AuditRow(1, WrittenDns.Hospital).Describe(audit, language, DateTimeOffset.UnixEpoch).Providers;
    }
}
