using MailGuard.Delegation;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Findings;
using MailGuard.Tests.Dmarc;
using MailGuard.Transport;

namespace MailGuard.Tests;

public sealed class RuleExampleTests
{
    public static TheoryData<int, string> Examples
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (index, example) in RuleExample.All.Index()) data.Add(index, example.Rule);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_rule_fires_on_its_example(int index, string rule) =>
        Assert.Contains(rule, await RulesShownAsync(new WrittenDns(Example(index).Fires), index));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_rule_stays_silent_on_the_nearest_that_is_right(int index, string rule) =>
        Assert.DoesNotContain(rule, await RulesShownAsync(new WrittenDns(Example(index).DoesNot), index));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_proposed_record_ends_the_finding_when_it_is_published(int index, string rule)
    {
        var dns = new WrittenDns(Example(index).Fires);
        var finding = (await dns.AuditAsync(Example(index).Audited)).Findings.First(finding => finding.Rule.Id == rule);
        if (finding.Evidence.Proposed is not { } proposed) return;
        Assert.DoesNotContain(rule, await RulesShownAsync(dns.Publishing(proposed), index));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Texts_are_filled_in_both_languages(int index, string rule)
    {
        var finding = (await new WrittenDns(Example(index).Fires).AuditAsync(Example(index).Audited)).Findings.First(finding => finding.Rule.Id == rule);
        foreach (var language in (Language[])[Language.English, Language.Japanese])
            Assert.DoesNotMatch(@"\{[a-zA-Z]+\}|: $|: [。.]", finding.Problem(language) + "\n" + finding.Remedy(language));
    }

    [Fact]
    public void Every_rule_has_an_example() => Assert.Empty(
        DmarcRules.All.Rules.Select(rule => rule.Id)
            .Concat(DkimRules.All.Rules.Select(rule => rule.Id))
            .Concat(SeenMailRules.All.Rules.Select(rule => rule.Id))
            .Concat(TransportRules.All.Rules.Select(rule => rule.Id))
            .Concat(BimiRules.All.Rules.Select(rule => rule.Id))
            .Concat(DelegationRules.All.Rules.Select(rule => rule.Id))
            .Concat(DomainRules.All.Rules.Select(rule => rule.Id))
            .Except(RuleExample.All.Select(example => example.Rule)));

    private static RuleExample Example(int index) => RuleExample.All.ElementAt(index);

    private static async Task<IEnumerable<string>> RulesShownAsync(WrittenDns dns, int index) =>
        (await dns.AuditAsync(Example(index).Audited)).Findings.Select(finding => finding.Rule.Id);
}
