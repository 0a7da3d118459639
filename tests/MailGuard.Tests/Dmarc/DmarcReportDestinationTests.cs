using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dmarc;

/// <summary>RFC 9990 section 4.</summary>
public sealed class DmarcReportDestinationTests
{
    private const string Asked = "hospital.example._report._dmarc.box.test";

    [Theory]
    [InlineData("mailto:a@hospital.example", "", DmarcAuthorization.NotNeeded, null)]
    [InlineData("mailto:a@reports.hospital.example", "", DmarcAuthorization.NotNeeded, null)]                  // same organization
    [InlineData("mailto:a@lab.hospital.example", "_dmarc.lab TXT \"v=DMARC1; p=none; psd=n\"", DmarcAuthorization.Missing, "hospital.example._report._dmarc.lab.hospital.example")]
    [InlineData("mailto:a@box.test", "", DmarcAuthorization.Missing, Asked)]
    [InlineData("mailto:a@box.test", Asked + ". TXT \"v=DMARC1\"", DmarcAuthorization.Given, Asked)]
    [InlineData("mailto:a@box.test", Asked + ". TXT \"v=dmarc1\"", DmarcAuthorization.Missing, Asked)]
    [InlineData("mailto:a@box.test", Asked + ". TXT note\n" + Asked + ". TXT \"v=DMARC1;\"", DmarcAuthorization.Given, Asked)]
    [InlineData("mailto:a@box.test", "*._report._dmarc.box.test. TXT \"v=DMARC1\"", DmarcAuthorization.Given, Asked)]
    [InlineData("mailto:a@box.test", Asked + ". TXT \"v=DMARC1; rua=mailto:other@box.test\"", DmarcAuthorization.Given, Asked)]
    [InlineData("mailto:a@box.test", Asked + ". TXT \"v=DMARC1; rua=mailto:a@elsewhere.test\"", DmarcAuthorization.Missing, Asked)]
    public async Task Another_organization_has_to_agree(string rua, string records, DmarcAuthorization authorization, string? asked)
    {
        var destination = Assert.Single(await ReadAsync(new($"_dmarc TXT \"v=DMARC1; p=none; rua={rua}\"\n{records}")));
        Assert.Equal(authorization, destination.Authorization);
        Assert.Equal(asked, destination.AuthorizationName?.Text);
    }

    [Theory]
    [InlineData(Asked, "", DmarcAuthorization.Undetermined)]
    [InlineData("_dmarc.test", "", DmarcAuthorization.Undetermined)]                                          // whose organization box.test belongs to
    [InlineData("_dmarc.test", Asked + ". TXT \"v=DMARC1\"", DmarcAuthorization.Given)]                       // agreed whatever the organization
    public async Task A_question_that_fails_leaves_the_agreement_open(string failing, string records, DmarcAuthorization authorization)
    {
        var dns = new WrittenDns($"_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@box.test\"\n{records}").Failing(failing, DnsType.Txt);
        Assert.Equal(authorization, Assert.Single(await ReadAsync(dns)).Authorization);
    }

    [Theory]
    [InlineData("box.test. MX 10 mx.box.test.", true)]
    [InlineData("box.test. A 192.0.2.1", true)]
    [InlineData("box.test. AAAA 2001:db8::1", true)]
    [InlineData("box.test. MX 0 .", false)]
    [InlineData("box.test. TXT note", false)]
    [InlineData("", false)]
    public async Task The_mailbox_needs_a_host_that_receives_mail(string records, bool isReachable) => Assert.Equal(
        isReachable,
        Assert.Single(await ReadAsync(new($"_dmarc TXT \"v=DMARC1; p=none; ruf=mailto:a@box.test\"\n{records}"))).IsReachable);

    [Fact]
    public async Task A_name_too_long_for_the_DNS_cannot_agree()
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 56), 4)) + ".test";
        var destination = Assert.Single(await ReadAsync(new($"_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@\" \"{host}\"")));
        Assert.Equal((DmarcAuthorization.Missing, null), (destination.Authorization, destination.AuthorizationName));
    }

    private static async Task<IEnumerable<DmarcReportDestination>> ReadAsync(WrittenDns dns) =>
        (await new DmarcReader(dns, PublicSuffixes.Embedded).ReadAsync(DomainName.Parse(WrittenDns.Hospital), TestContext.Current.CancellationToken)).Destinations;
}
