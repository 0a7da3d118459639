using MailGuard.Tests.Dkim;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests;

public sealed class RequirementProfilesTests
{
    private const string Mail = "@ MX 10 mx\nmx A 192.0.2.1\n1.2.0.192.in-addr.arpa. PTR mx\n";
    private const string Spf = "@ TXT \"v=spf1 mx ~all\"\n";
    private const string Dmarc = "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@hospital.example\"\n";

    private static readonly string Dkim = $"mail._domainkey TXT {DkimKeys.Strings("p=" + DkimKeys.Rsa(2048))}\n";
    private static readonly string ShortKey = $"mail._domainkey TXT {DkimKeys.Strings("p=" + DkimKeys.Rsa(768))}\n";
    private static readonly string SecondKey = $"default._domainkey TXT {DkimKeys.Strings("p=" + DkimKeys.Rsa(2048))}\n";

    public static TheoryData<string, string, string> Standings => new()
    {
        { "google-all-senders", "pass", Mail + Spf + Dkim },
        { "google-all-senders", "pass", Mail + Spf },                                       // SPF alone is enough
        { "google-all-senders", "pass", Mail + Dkim },                                      // so is DKIM
        { "google-all-senders", "fail", Mail },                                             // neither
        { "google-all-senders", "fail", "www A 192.0.2.1" },                                // nor here, whatever the name is for
        { "google-all-senders", "fail", Mail + "@ TXT \"v=spf1 ipv4:192.0.2.1 ~all\"\n" },  // a broken record is none
        { "google-all-senders", "pass", Mail + "other._domainkey TXT note\n" + Spf },       // DKIM unknown, SPF settles it
        { "google-all-senders", "cannot-tell", Mail + "other._domainkey TXT note\n" },      // it may be signed with a selector nobody knows
        { "google-all-senders", "fail", "@ MX 10 mx\nmx A 192.0.2.1\n" + Spf + Dkim },      // no reverse name
        { "google-yahoo-bulk", "pass", Mail + Spf + Dkim + Dmarc },
        { "google-yahoo-bulk", "fail", Mail + Spf + Dkim },                                 // no DMARC
        { "google-yahoo-bulk", "fail", Mail + Spf + ShortKey + Dmarc },
        { "google-yahoo-bulk", "pass", Mail + Spf + ShortKey + SecondKey + Dmarc },         // another key signs
        { "google-yahoo-bulk", "cannot-tell", Mail + Spf + "other._domainkey TXT note\n" + Dmarc },
        { "microsoft-consumer-bulk", "pass", Mail + Spf + Dkim + Dmarc },
        { "microsoft-consumer-bulk", "fail", Mail + Spf + Dmarc },                          // not signed
        { "jp-government-baseline", "pass", Mail + Spf + Dmarc },
        { "jp-government-baseline", "fail", Mail + Spf + "_dmarc TXT \"v=DMARC1; p=monitor; rua=mailto:a@hospital.example\"\n" },
        { "m-isac-target", "pass", Mail + Spf + Dkim + Dmarc },
        { "m-isac-target", "fail", Mail + Spf + Dkim },
    };

    [Theory]
    [MemberData(nameof(Standings))]
    public async Task A_domain_stands_to_a_profile_as_its_records_show(string profile, string result, string records)
    {
        var audit = await new WrittenDns(records).AuditAsync();
        Assert.Equal(result, Word(audit.Profiles.Single(standing => standing.Profile.Id == profile).Result));
    }

    [Fact]
    public async Task What_stands_against_it_is_named()
    {
        var audit = await new WrittenDns(Mail + Spf).AuditAsync();
        var bulk = audit.Profiles.Single(standing => standing.Profile.Id == "google-yahoo-bulk");
        Assert.Equal(["dkim.missing", "dmarc.missing"], bulk.Failing.Order());
    }

    [Fact]
    public async Task A_name_that_sends_nothing_is_not_asked_what_senders_are()
    {
        var audit = await new WrittenDns("@ MX 0 .\n@ TXT \"v=spf1 -all\"\n").AuditAsync();
        Assert.Equal(["m-isac-target"], audit.Profiles.Select(standing => standing.Profile.Id));
    }

    [Fact]
    public void Profiles_name_rules_that_exist_or_wait_for_reports() => Assert.All(
        ["mx.reverse-dns-mismatch", "dkim.missing", "dkim.key-too-short", "dmarc.missing", "dmarc.policy-invalid", "spf.missing"],
        rule => Assert.NotNull(RuleCatalog.Find(rule)));

    private static string Word(ProfileResult result) => MailGuard.Results.SchemaWords.Of(result);
}
