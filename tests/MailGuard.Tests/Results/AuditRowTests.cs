using MailGuard.Findings;
using MailGuard.Results;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests.Results;

public sealed class AuditRowTests
{
    [Fact]
    public async Task A_document_says_what_applies_and_where_it_stands()
    {
        var dns = new WrittenDns("""
            @ MX 10 mx
            mx A 192.0.2.1
            _dmarc TXT "v=DMARC1; p=reject; sp=quarantine; t=y; rua=mailto:a@hospital.example"
            """);
        var document = new AuditRow(3, "Ward.Hospital.example.").Describe(await dns.AuditAsync("ward.hospital.example"), Language.English, DateTimeOffset.UnixEpoch);
        Assert.Equal((3, "Ward.Hospital.example.", "ward.hospital.example", "1970-01-01T00:00:00Z"), (document.Row, document.Input, document.Domain, document.AsOf));
        var dmarc = document.Dmarc!;
        Assert.Equal(("hospital.example", "hospital.example", "reject"), (dmarc.Location, dmarc.OrganizationalDomain, dmarc.Policy));
        Assert.Equal(("none", "quarantine"), (dmarc.EffectivePolicy, dmarc.Rfc7489.EffectivePolicy));
        Assert.Equal(["mailto:a@hospital.example"], dmarc.Rua);
    }

    [Theory]
    [InlineData("gone.example", "no-such-name")]
    [InlineData("mx.hospital.example", null)]        // exists and has no SPF record
    public async Task A_name_that_does_not_exist_is_told_from_one_without_records(string domain, string? status)
    {
        var audit = await new WrittenDns("@ MX 10 mx\nmx A 192.0.2.1").AuditAsync(domain);
        var document = new AuditRow(1, domain).Describe(audit, Language.English, DateTimeOffset.UnixEpoch);
        Assert.Equal(("none", status), (document.Spf!.Result, document.Spf.Tree?.Status));
    }

    [Theory]
    [InlineData(Language.English, "no domain")]
    [InlineData(Language.Japanese, "ドメインがない")]
    public void A_row_without_a_domain_stays_as_a_finding(Language language, string problem)
    {
        var document = new AuditRow(7, "???").DescribeUnreadable("no domain", "ドメインがない", language, DateTimeOffset.UnixEpoch);
        Assert.Null(document.Domain);
        var finding = Assert.Single(document.Findings);
        Assert.Equal(("run.unreadable-row", "???"), (finding.Rule, finding.Subject));
        Assert.Contains(problem, finding.Problem, StringComparison.Ordinal);
    }
}
