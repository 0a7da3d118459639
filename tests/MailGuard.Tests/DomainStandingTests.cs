using MailGuard.Dmarc;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests;

public sealed class DomainStandingTests
{
    private const string Sends = "@ MX 10 mx\nmx A 192.0.2.1\n@ TXT \"v=spf1 mx ~all\"\n";

    [Theory]
    [InlineData(Sends, DomainStage.None, Spoofability.Yes)]
    [InlineData(Sends + "_dmarc TXT \"v=DMARC1; adkim=s\"", DomainStage.None, Spoofability.Yes)]                     // found, not applied
    [InlineData(Sends + "_dmarc TXT \"v=DMARC1; p=none\"", DomainStage.Monitoring, Spoofability.Yes)]
    [InlineData(Sends + "_dmarc TXT \"v=DMARC1; p=quarantine; t=y\"", DomainStage.Monitoring, Spoofability.Yes)]     // none for RFC 9989
    [InlineData(Sends + "_dmarc TXT \"v=DMARC1; p=quarantine; pct=50\"", DomainStage.Monitoring, Spoofability.Yes)]  // none for RFC 7489
    [InlineData(Sends + "_dmarc TXT \"v=DMARC1; p=quarantine\"", DomainStage.Quarantine, Spoofability.Partly)]
    [InlineData(Sends + "_dmarc TXT \"v=DMARC1; p=reject; pct=0\"", DomainStage.Quarantine, Spoofability.Partly)]
    [InlineData(Sends + "_dmarc TXT \"v=DMARC1; p=reject; np=none\"", DomainStage.Reject, Spoofability.Partly)]
    [InlineData(Sends + "_dmarc TXT \"v=DMARC1; p=reject\"", DomainStage.Reject, Spoofability.No)]
    [InlineData("@ TXT \"v=spf1 +all\"\n_dmarc TXT \"v=DMARC1; p=reject\"", DomainStage.Reject, Spoofability.Yes)]   // a stranger's mail passes
    [InlineData("@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\"", DomainStage.Parked, Spoofability.No)]
    [InlineData("@ MX 10 mx\n@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\"", DomainStage.Reject, Spoofability.No)]
    public async Task Stage_and_spoofability_follow_the_weaker_generation(string records, DomainStage stage, Spoofability spoofable) =>
        Assert.Equal(new DomainStanding(stage, spoofable), (await new WrittenDns(records).AuditAsync()).Standing);

    [Theory]
    [InlineData(Sends, DomainRole.Sending)]
    [InlineData("@ MX 10 mx", DomainRole.Sending)]
    [InlineData("@ MX 10 mx\n@ TXT \"v=spf1 -all\"", DomainRole.ReceivingOnly)]
    [InlineData("@ TXT \"v=spf1 -all\"", DomainRole.Parked)]
    [InlineData("@ MX 0 .", DomainRole.Parked)]
    [InlineData("@ A 192.0.2.1", DomainRole.Unknown)]
    [InlineData("@ TXT \"v=spf1 -all\"\nmail._domainkey TXT \"k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"", DomainRole.Sending)]
    public async Task The_role_is_what_the_records_show(string records, DomainRole role) =>
        Assert.Equal(role, (await new WrittenDns(records).AuditAsync()).Facts.Role);

    [Theory]
    [InlineData(DomainRole.Sending, "spf.missing dkim.missing mta-sts.missing caa.missing")]
    [InlineData(DomainRole.ReceivingOnly, "spf.missing mta-sts.missing caa.missing")]
    [InlineData(DomainRole.Parked, "caa.missing")]
    public async Task A_role_skips_what_makes_no_sense_for_it(DomainRole role, string missing)
    {
        var audit = await new WrittenDns("@ MX 10 mx\nmx A 192.0.2.1\n_dmarc TXT \"v=DMARC1; p=none\"").AuditAsync(role: role);
        var shown = audit.Findings.Select(finding => finding.Rule.Id).Where(rule => rule.EndsWith(".missing", StringComparison.Ordinal));
        Assert.Equal(missing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), shown.Order());
    }

    [Fact]
    public async Task An_owner_who_wants_none_is_only_told_of_none()
    {
        var dns = new WrittenDns(Sends + "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@hospital.example\"");
        var request = new AuditRequest(DomainName.Parse(WrittenDns.Hospital), Target: DmarcPolicy.None);
        var audit = await new DomainAuditor(dns, new()).AuditAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(Severity.Info, Assert.Single(audit.Findings, finding => finding.Rule.Id == "dmarc.policy-none").Severity);
    }

    [Theory]
    [InlineData("_dmarc TXT \"v=dmarc1; p=none\"", "dmarc.version-invalid", "dmarc.missing")]
    [InlineData("_dmarc CNAME h.gone.test.", "dmarc.policy-cname-registrable", "dmarc.missing dmarc.policy-cname-dead")]
    [InlineData("@ MX 10 mx.gone.test.", "mx.target-registrable", "mx.target-unresolvable")]
    [InlineData("@ A 192.0.2.1\n@ TXT \"v=spf1 -all\"", "parked.accepts-mail", "mx.implicit")]
    public async Task One_cause_is_one_finding(string records, string cause, string related)
    {
        var findings = (await new WrittenDns(records).AuditAsync()).Findings;
        var effects = Assert.Single(findings, finding => finding.Rule.Id == cause).Related.Select(other => other.Rule.Id).ToList();
        Assert.Equal(related.Split(' ').Order(), effects.Order());
        Assert.DoesNotContain(findings, finding => effects.Contains(finding.Rule.Id));
    }

    [Fact]
    public async Task The_most_urgent_stands_first()
    {
        var findings = (await new WrittenDns(Sends + "_dmarc TXT \"v=dmarc1\"\n_smtp._tls TXT \"v=TLSRPTv1\"").AuditAsync()).Findings;
        Assert.Equal(
            findings.OrderByDescending(finding => finding.Rule.Urgency).ThenByDescending(finding => finding.Severity).Select(finding => finding.Rule.Id),
            findings.Select(finding => finding.Rule.Id));
        Assert.True(findings.Length > 3);
    }
}
