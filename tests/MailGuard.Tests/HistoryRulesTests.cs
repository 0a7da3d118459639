using MailGuard.Cli.Input;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Results;
using MailGuard.Tests.Dkim;
using MailGuard.Tests.Dmarc;
using MailGuard.Transport;

namespace MailGuard.Tests;

public sealed class HistoryRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly string Key = $"p={DkimKeys.Rsa(2048)}";

    [Theory]
    [InlineData("p=reject", "p=quarantine", true)]
    [InlineData("p=quarantine", "p=none", true)]
    [InlineData("p=reject", null, true)]                       // the record is gone
    [InlineData("p=reject", "p=reject; t=y", true)]            // what is applied counts
    [InlineData("p=reject", "p=reject; sp=none", true)]        // names below
    [InlineData("p=reject", "p=reject; adkim=s", false)]
    [InlineData("p=none", "p=reject", false)]
    [InlineData("p=none", null, false)]                        // nothing was enforced
    public async Task A_policy_weaker_than_in_the_earlier_result_is_told(string before, string? now, bool isTold)
    {
        var earlier = await EarlierAsync(Record(before), days: 30);
        var audit = await AuditAsync(now is null ? "" : Record(now), earlier);
        var finding = audit.Findings.FirstOrDefault(finding => finding.Rule.Id == "dmarc.policy-weakened");
        Assert.Equal(isTold, finding is not null);
        if (finding is null) return;
        Assert.DoesNotMatch(@"\{[a-zA-Z]+\}", finding.Problem(Language.English) + finding.Remedy(Language.Japanese));
        var restored = new WrittenDns(now is null ? "" : Record(now)).Publishing(finding.Evidence.Proposed!);
        Assert.DoesNotContain((await AuditAsync(restored, earlier)).Findings, one => one.Rule.Id == "dmarc.policy-weakened");
    }

    [Theory]
    [InlineData(30, "dkim.testing-flag")]
    [InlineData(31, "dkim.testing-flag-forgotten")]
    public async Task A_testing_flag_is_forgotten_after_thirty_days(int days, string rule)
    {
        var earlier = await EarlierAsync(KeyRecord("t=y; " + Key), days);
        var fired = (await AuditAsync(KeyRecord("t=y; " + Key), earlier)).Findings.Select(finding => finding.Rule.Id)
            .Where(id => id.StartsWith("dkim.testing-flag", StringComparison.Ordinal));
        Assert.Equal([rule], fired);
    }

    [Fact]
    public async Task Another_key_has_a_test_of_its_own() => Assert.Contains(
        (await AuditAsync(KeyRecord($"t=y; p={DkimKeys.Rsa(2047)}"), await EarlierAsync(KeyRecord("t=y; " + Key), 90))).Findings,
        finding => finding.Rule.Id == "dkim.testing-flag");

    [Theory]
    [InlineData(365, false)]
    [InlineData(366, true)]
    public async Task A_key_is_old_after_a_year(int days, bool isOld) => Assert.Equal(
        isOld,
        (await AuditAsync(KeyRecord(Key), await EarlierAsync(KeyRecord(Key), days))).Findings.Any(finding => finding.Rule.Id == "dkim.key-old"));

    [Fact]
    public async Task Monthly_runs_carry_the_first_day_on()
    {
        EarlierAudit? earlier = null;
        for (var month = 0; month < 13; month++)
        {
            var day = new DateOnly(2025, 10, 22).AddMonths(month);
            var document = Describe(await AuditAsync(new WrittenDns(KeyRecord("t=y; " + Key)), earlier, day), day);
            Assert.Equal(("2025-10-22", "2025-10-22"), (document.Dkim![0].Since, document.Dkim[0].TestingSince));
            Assert.DoesNotContain(document.Findings, finding => finding.Rule == "dkim.key-old");
            earlier = EarlierAudits.Of(AuditJson.Read(AuditJson.Write(document)));
        }

        var last = await AuditAsync(KeyRecord(Key), earlier);
        Assert.Contains(last.Findings, finding => finding.Rule.Id == "dkim.key-old");
    }

    [Theory]
    [InlineData(MtaStsMode.Testing, "Fetched version: STSv1|mode: testing|mx: mx.hospital.example|max_age: 86400", 91, true)]
    [InlineData(MtaStsMode.Testing, "Fetched version: STSv1|mode: testing|mx: mx.hospital.example|max_age: 86400", 90, false)]
    [InlineData(MtaStsMode.Enforce, "Fetched version: STSv1|mode: testing|mx: mx.hospital.example|max_age: 86400", 200, false)]
    [InlineData(MtaStsMode.Testing, "Fetched version: STSv1|mode: enforce|mx: mx.hospital.example|max_age: 86400", 200, false)]
    [InlineData(MtaStsMode.Testing, "Status 404", 200, false)]          // gone
    public async Task A_policy_tests_too_long_after_ninety_days(MtaStsMode before, string now, int days, bool isTold)
    {
        var earlier = new EarlierAudit(Today.AddDays(-days)) { MtaStsMode = before, MtaStsModeSince = Today.AddDays(-days) };
        var audit = await AuditAsync($"_mta-sts TXT \"v=STSv1; id=1\"\n; fetch https://mta-sts.hospital.example/.well-known/mta-sts.txt {now}", earlier);
        Assert.Equal(isTold, audit.Findings.Any(finding => finding.Rule.Id == "mta-sts.testing-too-long"));
    }

    [Theory]
    [InlineData("_dmarc.hospital.example", "dmarc.policy-weakened")]
    [InlineData("mail._domainkey.hospital.example", "dkim.key-old")]
    [InlineData("_mta-sts.hospital.example", "mta-sts.testing-too-long")]
    public async Task Without_an_answer_a_rule_is_open_where_there_is_an_earlier_result(string name, string rule)
    {
        var earlier = await EarlierAsync(Record("p=reject"), days: 30);
        var dns = new WrittenDns(Record("p=none") + KeyRecord(Key)).Failing(name, DnsType.Txt);
        Assert.Contains(rule, (await AuditAsync(dns, earlier)).Undetermined);
        Assert.DoesNotContain(rule, (await AuditAsync(dns, earlier: null)).Undetermined);
    }

    [Fact]
    public async Task An_earlier_result_that_makes_no_sense_is_no_proof()
    {
        var document = Describe(await AuditAsync(KeyRecord("t=y; " + Key), null), Today);
        var hostile = document with
        {
            Dkim = [document.Dkim![0] with { Since = "0001-13-99", TestingSince = "9999-12-31" }],
            Dmarc = document.Dmarc! with { Location = "..", EffectivePolicy = "\u001b[31m", Rfc7489 = null! },
        };
        Assert.Empty((await AuditAsync(KeyRecord("t=y; " + Key), EarlierAudits.Of(hostile))).Findings.Where(finding => HistoryRules.Ids.Contains(finding.Rule.Id)));
        Assert.Null(EarlierAudits.Of(hostile with { AsOf = "yesterday" }));
    }

    private static string Record(string tags) => $"_dmarc TXT \"v=DMARC1; {tags}\"\n";

    private static string KeyRecord(string text) => $"mail._domainkey TXT {DkimKeys.Strings(text)}\n";

    private static async Task<EarlierAudit> EarlierAsync(string records, int days)
    {
        var day = Today.AddDays(-days);
        return EarlierAudits.Of(Describe(await AuditAsync(new WrittenDns(records), null, day), day))!;
    }

    private static AuditDocument Describe(DomainAudit audit, DateOnly day) => new AuditRow(1, WrittenDns.Hospital).Describe(
        audit, Language.English, new(day, TimeOnly.MinValue, TimeSpan.Zero));

    private static Task<DomainAudit> AuditAsync(string records, EarlierAudit? earlier) => AuditAsync(new WrittenDns(records), earlier);

    private static Task<DomainAudit> AuditAsync(WrittenDns dns, EarlierAudit? earlier, DateOnly? day = null) =>
        new DomainAuditor(dns, dns.Probing(new() { Clock = new FixedClock(new(day ?? Today, TimeOnly.MinValue, TimeSpan.Zero)) })).AuditAsync(
            new(DomainName.Parse(WrittenDns.Hospital)) { Earlier = earlier, Selectors = ["mail"] }, TestContext.Current.CancellationToken);
}
