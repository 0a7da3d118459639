using MailGuard.Findings;

namespace MailGuard.Tests.Fixtures;

/// <summary>The fictional members show the faults they were made for, and no others that matter.</summary>
public sealed class FixtureCoverageTests
{
    /// <summary>In expected-rules.csv: nothing of severity medium or worse.</summary>
    private const string Healthy = "none";

    private static readonly DomainAuditor Auditor = new(FixtureMembers.Zones, new());

    public static TheoryData<string> Members => [.. FixtureMembers.Requests.Keys];

    public static TheoryData<string> HealthyMembers => [.. FixtureMembers.ExpectedRules.Where(IsHealthy).Select(rules => rules.Key)];

    [Fact]
    public void Every_member_is_in_the_table_of_expected_rules() =>
        Assert.Equal(FixtureMembers.Requests.Keys.Order(), FixtureMembers.ExpectedRules.Select(rules => rules.Key).Order());

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_member_shows_every_rule_it_was_made_for(string domain)
    {
        var shown = (await FindingsAsync(domain)).Select(finding => finding.Rule.Id);
        Assert.Empty(FixtureMembers.ExpectedRules[domain].Except(shown).Except([Healthy]));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_member_shows_no_grave_rule_it_was_not_made_for(string domain)
    {
        var grave = (await FindingsAsync(domain)).Where(finding => finding.Severity >= Severity.High).Select(finding => finding.Rule.Id);
        Assert.Empty(grave.Except(FixtureMembers.ExpectedRules[domain]));
    }

    [Theory]
    [MemberData(nameof(HealthyMembers))]
    public async Task A_healthy_member_shows_nothing_of_medium_or_worse(string domain) =>
        Assert.DoesNotContain(await FindingsAsync(domain), finding => finding.Severity >= Severity.Medium);

    private static bool IsHealthy(IGrouping<string, string> rules) => rules.Contains(Healthy);

    private static async Task<IEnumerable<Finding>> FindingsAsync(string domain) =>
        (await Auditor.AuditAsync(FixtureMembers.Requests[domain])).Findings;
}
