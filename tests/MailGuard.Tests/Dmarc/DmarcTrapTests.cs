using MailGuard.Dmarc;
using MailGuard.Dns;

namespace MailGuard.Tests.Dmarc;

/// <summary>Inputs that evaluators get wrong, each evaluated as a message that fails.</summary>
public sealed class DmarcTrapTests
{
    [Theory]
    [InlineData("_dmarc CNAME one\none CNAME two.keeper.test.\ntwo.keeper.test. TXT \"v=DMARC1; p=reject\"", "fail p reject")]        // a CNAME chain is followed
    [InlineData("* TXT \"v=spf1 -all\"", "none")]                                                                              // a wildcard's text is no record
    [InlineData("@ TXT \"v=DMARC1; p=reject\"", "none")]                                                                       // nobody looks at the domain itself
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=DMARC1; oops\"", "none")]                                   // two, one broken behind the version
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \"v=dmarc1; p=none\"", "fail p reject")]                        // the other is none
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc TXT \" v=DMARC1; p=none\"", "fail p reject")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=\" \"reject\"", "fail p reject")]                                                    // strings are joined
    [InlineData("_dmarc TXT \"v=DMARC1\"", "none")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=\"", "none")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=; rua=mailto:a@hospital.example\"", "fail p none")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=Reject\"", "fail p reject")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=; rua=mailto:a%2Cb@hospital.example\"", "fail p none")]                   // an encoded comma: one URI
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; sp=; rua=mailto:a,b@hospital.example\"", "none")]                            // none of the two is one
    public async Task The_record_is_read_as_written(string records, string expected) =>
        Assert.Equal(expected, Show((await DmarcEvaluatorTests.EvaluateAsync(new(records), "hospital.example", "")).ByTreeWalk));

    [Fact]
    public async Task Sp_in_the_record_of_a_subdomain_is_ignored_there_and_below()
    {
        var dns = new WrittenDns("_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine\"\n_dmarc.mail TXT \"v=DMARC1; p=none; sp=reject\"\na.mail A 192.0.2.1");
        Assert.Equal("fail p none", Show((await DmarcEvaluatorTests.EvaluateAsync(dns, "mail.hospital.example", "")).ByTreeWalk));
        Assert.Equal("fail sp quarantine", Show((await DmarcEvaluatorTests.EvaluateAsync(dns, "a.mail.hospital.example", "")).ByTreeWalk));
    }

    [Theory]
    [InlineData("b.c.d.e.f.hospital.example", 7, 7)]
    [InlineData("a.b.c.d.e.f.hospital.example", 8, 8)]
    [InlineData("z.a.b.c.d.e.f.hospital.example", 9, 8)]                // the ancestor of eight labels is passed over
    [InlineData("v.w.x.y.z.a.b.c.d.e.f.hospital.example", 13, 8)]
    public async Task The_walk_of_a_long_name_asks_eight_questions(string author, int labels, int questions)
    {
        var evaluation = await DmarcEvaluatorTests.EvaluateAsync(new("_dmarc.example. TXT \"v=DMARC1; p=reject\"\n_dmarc.a.b.c.d.e.f TXT \"v=DMARC1; p=none\""), author, "");
        var walked = evaluation.Questions.Where(question => question.Name.Text.StartsWith("_dmarc.", StringComparison.Ordinal)).Select(question => question.Name.Labels.Length - 1).ToList();
        Assert.Equal(labels, walked[0]);
        Assert.Equal(Enumerable.Range(1, questions - 1).Reverse(), walked[1..questions]);
        Assert.Equal("example", evaluation.ByTreeWalk.OrganizationalDomain!.Text);
    }

    [Theory]
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"", "hospital.example")]                // one label below the suffix
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=reject; psd=n\"\n_dmarc TXT \"v=DMARC1; p=none\"", "mail.hospital.example")]
    [InlineData("_dmarc.a.mail TXT \"v=DMARC1; p=reject; psd=y\"", "a.mail.hospital.example")]           // at the start it names itself
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=reject; PSD = N\"", "mail.hospital.example")]
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=reject; psd=no\"\n_dmarc TXT \"v=DMARC1; p=none\"", "hospital.example")]     // no value of psd: u
    [InlineData("_dmarc.mail TXT \"v=DMARC1; p=reject; psd=n\"\n_dmarc.mail TXT \"v=DMARC1; p=none\"\n_dmarc TXT \"v=DMARC1; p=none\"", "hospital.example")]
    public async Task Psd_says_where_the_organization_ends(string records, string organization) =>
        Assert.Equal(organization, (await DmarcEvaluatorTests.EvaluateAsync(new(records), "a.mail.hospital.example", "")).ByTreeWalk.OrganizationalDomain!.Text);

    [Theory]
    [InlineData("x.ghost A 192.0.2.1", "fail sp quarantine")]           // NODATA: an empty non-terminal exists
    [InlineData("", "fail np reject")]                                  // NXDOMAIN
    [InlineData("* MX 10 mx", "fail sp quarantine")]                    // under a wildcard every name exists
    public async Task Np_is_for_NXDOMAIN_only(string records, string expected) => Assert.Equal(expected, Show(
        (await DmarcEvaluatorTests.EvaluateAsync(new("_dmarc TXT \"v=DMARC1; p=none; sp=quarantine; np=reject\"\n" + records), "ghost.hospital.example", "")).ByTreeWalk));

    [Fact]
    public async Task SERVFAIL_is_neither_no_record_nor_a_longer_walk()
    {
        var dns = new WrittenDns("_dmarc.example. TXT \"v=DMARC1; p=reject\"").Failing("_dmarc.hospital.example", DnsType.Txt);
        var evaluation = await DmarcEvaluatorTests.EvaluateAsync(dns, "hospital.example", "");
        Assert.Equal((DmarcResult.TempError, DmarcScope.Undetermined), (evaluation.ByTreeWalk.Result, evaluation.ByTreeWalk.Scope));
        Assert.Equal(["_dmarc.hospital.example"], evaluation.Questions.Select(question => question.Name.Text));
    }

    [Theory]
    [InlineData("日本語.example", "xn--wgv71a119e.example")]
    [InlineData("xn--wgv71a119e.example", "日本語.example")]
    public async Task U_labels_and_A_labels_are_the_same(string author, string signer)
    {
        var dns = new WrittenDns("_dmarc.xn--wgv71a119e.example. TXT \"v=DMARC1; p=reject\"");
        Assert.Equal("fail p reject", Show((await DmarcEvaluatorTests.EvaluateAsync(dns, author, "")).ByTreeWalk));
        Assert.Equal(DmarcResult.Pass, (await DmarcEvaluatorTests.EvaluateAsync(dns, author, "dkim=" + signer)).ByTreeWalk.Result);
    }

    private static string Show(DmarcVerdict verdict) =>
        $"{verdict.Result} {verdict.Assessment?.Tag} {verdict.Assessment?.Policy}".Trim().ToLowerInvariant();
}
