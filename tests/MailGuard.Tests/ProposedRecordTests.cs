using MailGuard.Findings;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests;

/// <summary>What somebody pastes into a DNS panel.</summary>
public sealed class ProposedRecordTests
{
    [Theory]
    [InlineData("dmarc.missing", "@ MX 10 mx", "v=DMARC1; p=none; rua=mailto:dmarc-reports@hospital.example")]
    [InlineData("dmarc.version-invalid", "_dmarc TXT \"v=dmarc1; p=reject; rua=mailto:a@hospital.example\"", "v=DMARC1; p=reject; rua=mailto:a@hospital.example")]
    [InlineData("dmarc.separator-damaged", "_dmarc TXT \"v=DMARC1, p=quarantine, rua=mailto:a@hospital.example\"", "v=DMARC1; p=quarantine; rua=mailto:a@hospital.example")]
    [InlineData("dmarc.multiple-records", "_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@hospital.example\"", "v=DMARC1; p=none; rua=mailto:a@hospital.example")]
    [InlineData("dmarc.policy-missing", "_dmarc TXT \"v=DMARC1; rua=mailto:a@hospital.example\"", "v=DMARC1; p=none; rua=mailto:a@hospital.example")]
    [InlineData("dmarc.policy-invalid", "_dmarc TXT \"v=DMARC1; p=quarantene; sp=\"", "v=DMARC1; p=quarantine")]
    [InlineData("dmarc.unknown-tag", "_dmarc TXT \"v=DMARC1; p=none; ruaa=mailto:a@hospital.example\"", "v=DMARC1; p=none; rua=mailto:a@hospital.example")]
    [InlineData("dmarc.removed-tag", "_dmarc TXT \"v=DMARC1; p=none; pct=100; rf=afrf; ri=86400\"", "v=DMARC1; p=none")]
    [InlineData("dmarc.subdomain-policy-weaker", "_dmarc TXT \"v=DMARC1; p=quarantine; sp=none\"", "v=DMARC1; p=quarantine; np=reject")]
    [InlineData("dmarc.testing-mode", "_dmarc TXT \"v=DMARC1; p=reject; t=y; pct=0\"", "v=DMARC1; p=reject")]
    [InlineData("dmarc.monitoring-without-reports", "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@box.test\"", "v=DMARC1; p=none; rua=mailto:a@box.test,mailto:dmarc-reports@hospital.example")]
    [InlineData("dmarc.report-uri-invalid", "_dmarc TXT \"v=DMARC1; p=none; rua=a@hospital.example\"", "v=DMARC1; p=none; rua=mailto:a@hospital.example")]
    [InlineData("dmarc.generations-disagree", "_dmarc.example. TXT \"v=DMARC1; p=reject; sp=quarantine\"", "v=DMARC1; p=quarantine; psd=n")]
    [InlineData("dkim.testing-flag", "mail._domainkey TXT \"v=DKIM1; k=ed25519; t=y:s; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"", "v=DKIM1; k=ed25519; t=s; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")]
    [InlineData("mta-sts.record-invalid", "_mta-sts TXT \"v=STSv1; id=20260101\"\n_mta-sts TXT \"v=STSv1; id=2\"", "v=STSv1; id=2")]
    [InlineData("tls-rpt.record-invalid", "_smtp._tls TXT \"v=TLSRPTv1; rua=a@hospital.example\"", "v=TLSRPTv1; rua=mailto:tls-reports@hospital.example")]
    public async Task The_record_keeps_what_was_meant(string rule, string records, string value) =>
        Assert.Equal(value, (await ProposedAsync(records, rule))!.Value);

    [Fact]
    public async Task A_parked_domain_is_closed_with_three_records()
    {
        const string Open = "@ A 192.0.2.1\n_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@hospital.example\"";
        var dns = new WrittenDns(Open);
        foreach (var proposed in (await dns.AuditAsync(role: DomainRole.Parked)).Findings.Where(IsOfParked).Select(finding => finding.Evidence.Proposed!).ToList())
            dns.Publishing(proposed);
        var closed = await dns.AuditAsync();
        Assert.Equal((DomainRole.Parked, DomainStage.Parked, Spoofability.No), (closed.Facts.Role, closed.Standing.Stage, closed.Standing.Spoofable));
        Assert.DoesNotContain(closed.Findings, finding => finding.Rule.Id.StartsWith("parked.", StringComparison.Ordinal));
        Assert.Equal("v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:a@hospital.example", closed.Facts.Dmarc.OwnRecord!.Text);
    }

    [Fact]
    public async Task The_receiver_of_the_reports_is_told_what_to_publish()
    {
        var proposed = await ProposedAsync("_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@box.test\"\nbox.test. MX 10 mx", "dmarc.report-destination-unauthorized");
        Assert.Equal(("hospital.example._report._dmarc.box.test", "v=DMARC1", null), (proposed!.Name.Text, proposed.Value, proposed.Previous));
    }

    [Fact]
    public async Task A_key_behind_an_alias_is_not_ours_to_change() => Assert.Null(await ProposedAsync(
        "mail._domainkey CNAME k.there.test.\nk.there.test. TXT \"t=y; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"", "dkim.testing-flag"));

    private static bool IsOfParked(Finding finding) => finding.Rule.Id.StartsWith("parked.", StringComparison.Ordinal);

    private static async Task<ProposedRecord?> ProposedAsync(string records, string rule) =>
        Assert.Single((await new WrittenDns(records).AuditAsync()).Findings, finding => finding.Rule.Id == rule).Evidence.Proposed;
}
