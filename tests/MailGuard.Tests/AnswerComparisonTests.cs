using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests;

public sealed class AnswerComparisonTests
{
    private const string Here = "@ TXT \"v=spf1 mx ~all\"\n@ TXT note\n@ MX 10 mx\nmx A 192.0.2.1\n_dmarc TXT \"v=DMARC1; p=none\"";

    [Theory]
    [InlineData("@ TXT \"v=spf1 -all\"\n@ TXT note\n@ MX 10 mx\n_dmarc TXT \"v=DMARC1; p=none\"", "hospital.example TXT")]
    [InlineData("@ TXT \"v=spf1 mx ~all\"\n@ TXT note\n@ MX 10 mx", "_dmarc.hospital.example TXT")]                                      // there is none
    [InlineData("@ TXT \"v=spf1 mx ~all\"\n@ TXT note\n@ MX 20 mx\n_dmarc TXT \"v=DMARC1; p=reject\"", "hospital.example MX, _dmarc.hospital.example TXT")]
    [InlineData("www TXT x", "hospital.example TXT, hospital.example MX, _dmarc.hospital.example TXT")]
    [InlineData("@ 60 TXT note\n@ 60 TXT \"v=spf1 \" \"mx ~all\"\n@ MX 10 mx\n_dmarc CNAME d\nd TXT \"v=DMARC1; p=none\"", "")]              // order, TTL, cuts and aliases do not count
    [InlineData(Here, "")]
    public async Task Other_data_is_the_finding(string there, string expected)
    {
        var findings = await FindingsAsync(new WrittenDns(there));
        Assert.Equal(expected, string.Join(", ", findings.Select(finding => $"{finding.Evidence.Subject} {((EvidenceValue.Text)finding.Evidence.Values[0]).Value}")));
        foreach (var text in findings.SelectMany(finding => Enum.GetValues<Language>().Select(finding.Problem))) Assert.DoesNotMatch(@"\{[a-z]+\}", text);
    }

    [Fact]
    public async Task A_second_opinion_that_fails_is_no_opinion_and_leaves_nothing_open()
    {
        var there = new WrittenDns("@ TXT other").Failing("hospital.example", DnsType.Txt).Failing("hospital.example", DnsType.Mx).Failing("_dmarc.hospital.example", DnsType.Txt);
        var audit = await new WrittenDns(Here).AuditAsync(options: new() { SecondOpinions = [there] });
        Assert.Empty(audit.Facts.Differences);
        Assert.Empty(audit.Undetermined);
        Assert.Empty(audit.Facts.Failures);
    }

    [Fact]
    public async Task Where_the_run_itself_has_no_answer_nothing_is_compared()
    {
        var audit = await new WrittenDns(Here).Failing("hospital.example", DnsType.Txt).AuditAsync(options: new() { SecondOpinions = [new WrittenDns(Here)] });
        Assert.Empty(audit.Facts.Differences);
    }

    [Fact]
    public async Task The_same_other_data_is_said_once_and_only_three_questions_are_asked()
    {
        var (there, elsewhere) = (new WrittenDns("www TXT x"), new WrittenDns("www TXT y"));
        Assert.Equal(3, (await FindingsAsync(there, elsewhere)).Count);
        Assert.Equal(["hospital.example"], there.Asked(DnsType.Mx));
        Assert.Equal(["_dmarc.hospital.example", "hospital.example"], there.Asked(DnsType.Txt).Order());
    }

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(params IDnsResolver[] others) =>
        [.. (await new WrittenDns(Here).AuditAsync(options: new() { SecondOpinions = [.. others] })).Findings.Where(finding => finding.Rule.Id == "run.answers-differ")];
}
