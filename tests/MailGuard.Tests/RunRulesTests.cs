using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Results;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests;

public sealed class RunRulesTests
{
    private const string TwoIncludes =
        "@ TXT \"v=spf1 include:a.hospital.example include:b.hospital.example -all\"\na TXT \"v=spf1 -all\"\nb TXT \"v=spf1 -all\"\n";

    private static readonly DateTimeOffset AsOf = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(DnsFailure.ServerFailure)]
    [InlineData(DnsFailure.Refused)]
    [InlineData(DnsFailure.Timeout)]
    public async Task A_question_that_stays_open_is_told(DnsFailure failure)
    {
        var audit = await new WrittenDns(TwoIncludes).Failing("b.hospital.example", DnsType.Txt, failure).AuditAsync();
        var finding = Assert.Single(audit.Findings, finding => finding.Rule.Id == "run.dns-undetermined");
        Assert.Contains("b.hospital.example TXT", finding.Problem(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_leaves_nothing_open()
    {
        var audit = await new WrittenDns(TwoIncludes.Replace("b TXT", "c TXT", StringComparison.Ordinal)).AuditAsync();
        Assert.DoesNotContain(audit.Findings, finding => finding.Rule.Id == "run.dns-undetermined");
        Assert.Empty(audit.Undetermined);
    }

    [Theory]
    [InlineData(3, true)]      // the record, its two includes; the MX that suggests senders is the fourth
    [InlineData(4, false)]     // nothing depends on the fifth, the obsolete type
    public async Task A_bound_on_questions_is_told_when_it_cuts_one(int maxSpfQuestions, bool isTold)
    {
        var audit = await new WrittenDns(TwoIncludes).AuditAsync(options: new() { MaxSpfQuestionsPerDomain = maxSpfQuestions });
        Assert.Equal(isTold, audit.Findings.Any(finding => finding.Rule.Id == "run.limit-reached"));
        Assert.DoesNotContain(audit.Findings, finding => finding.Rule.Id == "run.dns-undetermined");
    }

    [Fact]
    public async Task Only_a_row_without_a_usable_domain_is_unreadable()
    {
        var row = new AuditRow(2, "hospital.example");
        var unreadable = row.DescribeUnreadable("it is empty.", "空欄です。", Language.English, AsOf);
        var readable = row.Describe(await new WrittenDns(TwoIncludes).AuditAsync(), Language.English, AsOf);
        Assert.Equal("run.unreadable-row", Assert.Single(unreadable.Findings).Rule);
        Assert.DoesNotContain(readable.Findings, finding => finding.Rule == "run.unreadable-row");
    }
}
