using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dmarc;

/// <summary>What one message may cost, and what is asked for it.</summary>
public sealed class DmarcEvaluationLimitsTests
{
    [Theory]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"", "dkim=hospital.example dkim=provider.test", "_dmarc.hospital.example _dmarc.example")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"", "spf=a.hospital.example dkim=b.hospital.example",
        "_dmarc.hospital.example _dmarc.example _dmarc.a.hospital.example _dmarc.b.hospital.example")]                    // the walks share what they have in common
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; adkim=s; aspf=s\"", "spf=a.hospital.example dkim=b.hospital.example", "_dmarc.hospital.example _dmarc.example")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject; psd=n\"", "", "_dmarc.hospital.example")]
    [InlineData("", "spf=a.hospital.example", "_dmarc.hospital.example _dmarc.example")]
    [InlineData("_dmarc TXT \"v=DMARC1; p=reject\"", "spf=a.hospital.example:fail", "_dmarc.hospital.example _dmarc.example")]
    public async Task Only_what_matters_is_asked_and_each_once(string records, string message, string asked)
    {
        var dns = new WrittenDns(records);
        var evaluation = await DmarcEvaluatorTests.EvaluateAsync(dns, "hospital.example", message);
        Assert.Equal(asked, string.Join(' ', dns.Asked(DnsType.Txt)));
        Assert.Equal(asked, string.Join(' ', evaluation.Questions.Select(question => question.Name)));
    }

    [Fact]
    public async Task A_message_with_a_thousand_signatures_asks_no_more_than_the_bound()
    {
        var dns = new WrittenDns("_dmarc TXT \"v=DMARC1; p=reject\"");
        var signatures = string.Join(' ', Enumerable.Range(0, 1000).Select(at => $"dkim=a.b.c.d.e.s{at}.hospital.example"));
        var evaluation = await DmarcEvaluatorTests.EvaluateAsync(dns, "hospital.example", signatures);
        Assert.Equal(DmarcEvaluator.MaxQuestions, dns.Asked(DnsType.Txt).Count());
        Assert.Equal(DmarcEvaluator.MaxQuestions, evaluation.Questions.Length);
        Assert.Equal("pass dkim", DmarcEvaluatorTests.Show(evaluation.ByTreeWalk));          // those that were asked are enough
        Assert.Contains(evaluation.ByTreeWalk.Dkim, signature => signature.IsAligned is null);
    }

    [Fact]
    public async Task What_a_bound_kept_from_being_asked_is_undetermined()
    {
        var separate = string.Join('\n', Enumerable.Range(0, 200).Select(at => $"_dmarc.s{at} TXT \"v=DMARC1; p=none; psd=n\""));
        var signatures = string.Join(' ', Enumerable.Range(0, 200).Select(at => $"dkim=s{at}.hospital.example"));
        var evaluation = await DmarcEvaluatorTests.EvaluateAsync(new WrittenDns("_dmarc TXT \"v=DMARC1; p=reject\"\n" + separate), "hospital.example", signatures);
        Assert.Equal(DmarcResult.PermError, evaluation.ByTreeWalk.Result);
        Assert.Equal(DmarcResult.Pass, evaluation.ByPublicSuffix.Result);                    // who asks nothing more to align
    }

    [Fact]
    public async Task A_caller_may_stop_it()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new DmarcEvaluator(new WrittenDns(""), PublicSuffixes.Embedded).EvaluateAsync(new DmarcRequest(DomainName.Parse("hospital.example")), stop.Token));
    }

    [Fact]
    public async Task One_evaluator_serves_many_threads()
    {
        var evaluator = new DmarcEvaluator(new WrittenDns("_dmarc TXT \"v=DMARC1; p=reject\""), PublicSuffixes.Embedded);
        var request = new DmarcRequest(DomainName.Parse("hospital.example")) { Dkim = [new(DomainName.Parse("a.hospital.example"), DmarcMechanismResult.Pass)] };
        var all = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => evaluator.EvaluateAsync(request, TestContext.Current.CancellationToken))));
        Assert.All(all, evaluation => Assert.Equal("pass dkim", DmarcEvaluatorTests.Show(evaluation.ByTreeWalk)));
    }
}
