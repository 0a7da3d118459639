using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dmarc;

/// <summary>RFC 9989 sections 4.4, 4.10 and 5.3, one message a row.</summary>
public sealed class DmarcEvaluatorTests
{
    private const string Reject = "_dmarc TXT \"v=DMARC1; p=reject\"\n";

    /// <summary>Messages are written as <c>spf=DOMAIN</c>, <c>helo=DOMAIN</c> and <c>dkim=DOMAIN</c>, with <c>:temperror</c> and so on where they do not pass.</summary>
    [Theory]
    [InlineData(Reject, "", "fail")]
    [InlineData(Reject, "spf=hospital.example", "pass spf")]
    [InlineData(Reject, "spf=mail.hospital.example", "pass spf")]
    [InlineData(Reject, "spf=hospital.example:fail", "fail")]
    [InlineData(Reject, "spf=hospital.example:permerror", "fail")]
    [InlineData(Reject, "helo=hospital.example", "fail")]                                                    // DMARC counts MAIL FROM only
    [InlineData(Reject, "dkim=hospital.example", "pass dkim")]
    [InlineData(Reject, "dkim=provider.test dkim=mail.hospital.example", "pass dkim")]                       // any signature
    [InlineData(Reject, "dkim=hospital.example:fail dkim=provider.test", "fail")]
    [InlineData(Reject, "dkim=example", "fail")]                                                             // the suffix is no part of the organization
    [InlineData(Reject, "dkim=ahospital.example", "fail")]
    [InlineData(Reject, "dkim=HOSPITAL.example.", "pass dkim")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; adkim=s\"", "spf=mail.hospital.example dkim=mail.hospital.example", "pass spf")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; aspf=S\"", "spf=mail.hospital.example dkim=mail.hospital.example", "pass dkim")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; adkim=s; aspf=s\"", "spf=mail.hospital.example dkim=mail.hospital.example", "fail")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; adkim=s; aspf=s\"", "spf=hospital.example", "pass spf")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; adkim=strict; aspf=\"", "dkim=mail.hospital.example", "pass dkim")]   // unknown value: relaxed
    [InlineData(Reject + "_dmarc.mail TXT \"v=DMARC1; p=none; psd=n\"", "dkim=mail.hospital.example", "fail")]          // an organization of its own
    [InlineData(Reject + "_dmarc.mail TXT \"v=DMARC1; p=none\"", "dkim=mail.hospital.example", "pass dkim")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; psd=n\"", "dkim=mail.hospital.example", "pass dkim")]
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=reject\"", "dkim=clinic.example", "pass dkim")]           // the TLD is the organization of both
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"", "dkim=clinic.example", "fail")]
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"", "dkim=mail.hospital.example", "pass dkim")]
    [InlineData("", "spf=hospital.example dkim=hospital.example", "none")]
    [InlineData(Reject + Reject + "_dmarc TXT \"v=DMARC1; p=none\"", "spf=hospital.example", "none")]        // several are none
    [InlineData("_dmarc TXT \"v=DMARC1; adkim=s\"", "spf=hospital.example", "none")]
    [InlineData("_dmarc TXT \"v=DMARC1; rua=mailto:a@hospital.example\"", "spf=hospital.example", "pass spf")]
    public async Task A_message_passes_with_one_aligned_identifier(string records, string message, string expected) =>
        Assert.Equal(expected, Show((await EvaluateAsync(new(records), "hospital.example", message)).ByTreeWalk));

    [Theory]
    [InlineData("hospital.example", "v=DMARC1; p=reject; sp=quarantine; np=none", "p reject reject")]
    [InlineData("www.hospital.example", "v=DMARC1; p=reject; sp=quarantine; np=none", "sp quarantine quarantine")]
    [InlineData("ghost.hospital.example", "v=DMARC1; p=reject; sp=quarantine; np=none", "np none none")]
    [InlineData("empty.hospital.example", "v=DMARC1; p=reject; sp=quarantine; np=none", "sp quarantine quarantine")]     // NODATA: it exists
    [InlineData("alias.hospital.example", "v=DMARC1; p=reject; sp=quarantine; np=none", "sp quarantine quarantine")]     // so does an alias that leads nowhere
    [InlineData("ghost.hospital.example", "v=DMARC1; p=reject; sp=quarantine", "sp quarantine quarantine")]
    [InlineData("ghost.hospital.example", "v=DMARC1; p=reject", "p reject reject")]
    [InlineData("www.hospital.example", "v=DMARC1; p=reject; np=none", "p reject reject")]
    [InlineData("ghost.hospital.example", "v=DMARC1; p=none; np=reject; t=y", "np reject quarantine")]
    [InlineData("hospital.example", "v=DMARC1; p=quarantine; t=y", "p quarantine none")]
    [InlineData("hospital.example", "v=DMARC1; p=none; t=y", "p none none")]
    [InlineData("hospital.example", "v=DMARC1; p=reject; pct=0", "p reject reject")]
    [InlineData("hospital.example", "v=DMARC1; p=odd; rua=mailto:a@hospital.example", "p none none")]
    public async Task The_policy_is_told_before_and_after_t(string author, string record, string expected)
    {
        var dns = new WrittenDns($"_dmarc TXT \"{record}\"\nwww A 192.0.2.1\na.empty A 192.0.2.1\nalias CNAME gone.test.");
        var verdict = (await EvaluateAsync(dns, author, "")).ByTreeWalk;
        Assert.Equal(expected, $"{verdict.Assessment!.Tag} {verdict.Assessment.Policy} {verdict.Disposition}".ToLowerInvariant());
    }

    [Theory]
    [InlineData(Reject, "_dmarc.example", "", "fail")]                                 // nothing to align, so the walk above decides nothing
    [InlineData(Reject, "_dmarc.example", "dkim=hospital.example", "pass dkim")]
    [InlineData(Reject, "_dmarc.example", "dkim=mail.hospital.example", "temperror")]                        // whose organization?
    [InlineData(Reject, "_dmarc.example", "dkim=mail.hospital.example spf=hospital.example", "pass spf")]    // one certain pass is enough
    [InlineData(Reject, "_dmarc.example", "dkim=provider.test", "fail")]                                     // another top-level domain never aligns
    [InlineData(Reject, "_dmarc.mail.hospital.example", "dkim=mail.hospital.example", "temperror")]
    [InlineData(Reject, "_dmarc.mail.hospital.example", "dkim=mail.hospital.example:fail", "fail")]          // no pass, whatever it is aligned with
    [InlineData(Reject, "_dmarc.provider.test", "dkim=provider.test", "fail")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; adkim=s\"", "_dmarc.mail.hospital.example", "dkim=mail.hospital.example", "fail")]   // strict needs no walk
    [InlineData(Reject, "_dmarc.hospital.example", "dkim=hospital.example", "temperror")]                    // is there a record?
    [InlineData("_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"", "_dmarc.hospital.example", "", "temperror")]
    [InlineData(Reject, "", "spf=hospital.example:temperror", "temperror")]                                  // might have passed
    [InlineData(Reject, "", "spf=provider.test:temperror", "fail")]                                          // would not have counted
    [InlineData(Reject, "", "helo=hospital.example:temperror", "fail")]
    [InlineData(Reject, "", "spf=hospital.example:temperror dkim=hospital.example", "pass dkim")]
    [InlineData("", "", "spf=hospital.example:temperror", "none")]
    public async Task An_unanswered_question_counts_only_where_the_answer_depends_on_it(string records, string failing, string message, string expected)
    {
        var dns = new WrittenDns(records);
        if (failing.Length > 0) dns.Failing(failing, DnsType.Txt);
        Assert.Equal(expected, Show((await EvaluateAsync(dns, "hospital.example", message)).ByTreeWalk));
    }

    [Theory]
    [InlineData("v=DMARC1; p=reject; np=none", "temperror")]
    [InlineData("v=DMARC1; p=reject; np=reject", "fail")]              // the same whether it exists or not
    [InlineData("v=DMARC1; p=reject; sp=none", "fail")]                // nobody needs to know
    public async Task Whether_the_author_domain_exists_counts_for_np_only(string record, string expected)
    {
        var dns = new WrittenDns($"_dmarc TXT \"{record}\"").Failing("ghost.hospital.example", DnsType.Txt);
        Assert.Equal(expected, Show((await EvaluateAsync(dns, "ghost.hospital.example", "")).ByTreeWalk));
        Assert.Equal("pass spf", Show((await EvaluateAsync(dns, "ghost.hospital.example", "spf=hospital.example")).ByTreeWalk));
    }

    [Theory]
    [InlineData(DnsFailure.ServerFailure, DmarcResult.TempError)]
    [InlineData(DnsFailure.Timeout, DmarcResult.TempError)]
    [InlineData(DnsFailure.AliasLoop, DmarcResult.PermError)]          // asking again does not help
    public async Task Errors_are_temporary_unless_asking_again_cannot_help(DnsFailure failure, DmarcResult result)
    {
        var dns = new WrittenDns(Reject).Failing("_dmarc.hospital.example", DnsType.Txt, failure);
        Assert.Equal(result, (await EvaluateAsync(dns, "hospital.example", "")).ByTreeWalk.Result);
    }

    [Theory]
    [InlineData("", DmarcScope.NoAuthorDomain)]
    [InlineData("hospital.example clinic.example", DmarcScope.SeveralAuthorDomains)]
    public async Task Without_exactly_one_author_domain_DMARC_does_not_apply(string authors, DmarcScope scope)
    {
        var dns = new WrittenDns(Reject);
        var request = new DmarcRequest([.. authors.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(DomainName.Parse)]) { Spf = new(Name("hospital.example"), DmarcMechanismResult.Pass) };
        var evaluation = await new DmarcEvaluator(dns, PublicSuffixes.Embedded).EvaluateAsync(request, TestContext.Current.CancellationToken);
        Assert.All([evaluation.ByTreeWalk, evaluation.ByPublicSuffix], verdict => Assert.Equal((DmarcResult.None, scope), (verdict.Result, verdict.Scope)));
        Assert.Empty(dns.Asked(DnsType.Txt));
    }

    [Theory]
    [InlineData("", DmarcScope.NoRecord)]
    [InlineData("_dmarc TXT \"v=DMARC1; p=odd\"", DmarcScope.RecordNotApplied)]
    [InlineData(Reject, DmarcScope.Applies)]
    public async Task A_message_without_DMARC_says_why(string records, DmarcScope scope) =>
        Assert.Equal(scope, (await EvaluateAsync(new(records), "hospital.example", "")).ByTreeWalk.Scope);

    /// <summary>An author domain that is itself a public suffix, with and without a record that says so.</summary>
    [Theory]
    [InlineData("v=DMARC1; p=reject; psd=y", "dkim=jp", "pass dkim")]
    [InlineData("v=DMARC1; p=reject; psd=y", "dkim=hospital.jp", "fail")]        // one label below the suffix is another organization
    [InlineData("v=DMARC1; p=reject", "dkim=hospital.jp", "pass dkim")]          // nothing says that jp is a suffix
    public async Task A_public_suffix_can_send_mail(string record, string message, string expected)
    {
        var verdict = (await EvaluateAsync(new($"_dmarc.jp. TXT \"{record}\""), "jp", message)).ByTreeWalk;
        Assert.Equal(expected, Show(verdict));
        Assert.Equal("jp", verdict.OrganizationalDomain!.Text);
    }

    internal static Task<DmarcEvaluation> EvaluateAsync(WrittenDns dns, string author, string message) =>
        new DmarcEvaluator(dns, PublicSuffixes.Embedded).EvaluateAsync(Request(author, message), TestContext.Current.CancellationToken);

    internal static string Show(DmarcVerdict verdict) =>
        verdict.Result.ToString().ToLowerInvariant() + (verdict.SpfAligned ? " spf" : "") + (verdict.DkimAligned ? " dkim" : "");

    private static DmarcRequest Request(string author, string message)
    {
        var words = message.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=', ':')).ToList();
        return new(Name(author))
        {
            Spf = words.Where(word => word[0] is "spf" or "helo").Select(word => new DmarcSpf(Name(word[1]), Result(word), word[0] == "spf")).FirstOrDefault(),
            Dkim = [.. words.Where(word => word[0] == "dkim").Select(word => new DmarcDkim(Name(word[1]), Result(word)))],
        };
    }

    private static DmarcMechanismResult Result(string[] word) => word.ElementAtOrDefault(2) switch
    {
        null => DmarcMechanismResult.Pass,
        "temperror" => DmarcMechanismResult.TempError,
        "permerror" => DmarcMechanismResult.PermError,
        _ => DmarcMechanismResult.NotPassed,
    };

    private static DomainName Name(string text) => DomainName.Parse(text);
}
