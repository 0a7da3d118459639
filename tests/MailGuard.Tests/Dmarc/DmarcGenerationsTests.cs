using MailGuard.Dmarc;

namespace MailGuard.Tests.Dmarc;

/// <summary>One message, both generations of receivers: RFC 7489 beside RFC 9989.</summary>
public sealed class DmarcGenerationsTests
{
    private const string Author = "a.mail.hospital.example";

    /// <summary>Left RFC 7489, right RFC 9989: result, and what is asked for mail that fails.</summary>
    [Theory]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"", "", "fail reject", "fail reject")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=none\"", "", "fail quarantine", "fail none")]                 // np
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc.mail TXT \"v=DMARC1; p=none; psd=n\"", "", "fail reject", "fail none")]   // psd
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc.mail TXT \"v=DMARC1; p=none; psd=n\"", "dkim=hospital.example", "pass", "fail none")]
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=reject\"", "", "none", "fail reject")]                                          // the walk goes up to the TLD
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=reject\"", "", "none", "fail reject")]                                              // neither own nor organizational
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=none\"\n_dmarc.a.mail TXT \"v=DMARC1; p=quarantine\"\n_dmarc TXT \"v=DMARC1; p=reject\"", "", "none", "fail reject")]   // RFC 7489 section 6.6.3, step 5
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=reject; np=odd\"", "", "fail reject", "none")]                                    // np is unknown to the old
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=reject; t=y\"", "", "fail reject", "fail quarantine")]
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=reject; pct=0\"", "", "fail quarantine", "fail reject")]
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=reject\"", "dkim=b.hospital.example", "pass", "fail reject")]                     // an organization of its own for the new
    public async Task Both_are_judged_by_their_own_rules(string records, string message, string older, string newer)
    {
        var evaluation = await DmarcEvaluatorTests.EvaluateAsync(new(records), Author, message);
        Assert.Equal((older, newer), (Show(evaluation.ByPublicSuffix), Show(evaluation.ByTreeWalk)));
        Assert.Equal(older != newer, evaluation.GenerationsDiffer);
    }

    /// <summary>The table of mixed deployment: RFC 7489 section 6.6.4 and RFC 9989 section 4.7.</summary>
    [Theory]
    [InlineData("p=quarantine; t=y", DmarcPolicy.Quarantine, DmarcPolicy.None)]
    [InlineData("p=quarantine; pct=0", DmarcPolicy.None, DmarcPolicy.Quarantine)]
    [InlineData("p=quarantine; t=y; pct=0", DmarcPolicy.None, DmarcPolicy.None)]
    [InlineData("p=reject; t=y", DmarcPolicy.Reject, DmarcPolicy.Quarantine)]
    [InlineData("p=reject; pct=0", DmarcPolicy.Quarantine, DmarcPolicy.Reject)]
    [InlineData("p=reject; t=y; pct=0", DmarcPolicy.Quarantine, DmarcPolicy.Quarantine)]
    [InlineData("p=reject; pct=50", DmarcPolicy.Quarantine, DmarcPolicy.Reject)]      // the milder of what the share and the rest get
    public async Task T_and_pct_in_mixed_deployment(string tags, DmarcPolicy older, DmarcPolicy newer)
    {
        var evaluation = await DmarcEvaluatorTests.EvaluateAsync(new($"_dmarc TXT \"v=DMARC1; {tags}\""), "hospital.example", "");
        Assert.Equal((older, newer), (evaluation.ByPublicSuffix.Disposition, evaluation.ByTreeWalk.Disposition));
    }

    [Theory]
    [InlineData("_dmarc.hospital.example", "temperror", "temperror")]
    [InlineData("_dmarc.example", "fail reject", "temperror")]          // the old never ask there
    public async Task Each_waits_for_its_own_questions(string failing, string older, string newer)
    {
        var dns = new WrittenDns("_dmarc TXT \"v=DMARC1; p=reject\"").Failing(failing, MailGuard.Dns.DnsType.Txt);
        var evaluation = await DmarcEvaluatorTests.EvaluateAsync(dns, "www.hospital.example", "");
        Assert.Equal((older, newer), (Show(evaluation.ByPublicSuffix), Show(evaluation.ByTreeWalk)));
    }

    private static string Show(DmarcVerdict verdict) => $"{verdict.Result} {verdict.Disposition}".Trim().ToLowerInvariant();
}
