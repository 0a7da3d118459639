using System.Collections.Immutable;
using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Tests;

public sealed class PortfolioRulesTests
{
    [Fact]
    public void Members_that_share_an_unauthorised_report_host_make_one_finding()
    {
        var finding = Assert.Single(
            Judge(("a.example", "reports.example.org"), ("b.example", "Reports.Example.org."), ("c.example", "other.example.org")));

        Assert.Equal("portfolio.report-mailbox-unauthorized", finding.Rule.Id);
        Assert.Equal("reports.example.org", finding.Evidence.Subject);
        Assert.Equal(("*._report._dmarc.reports.example.org", "TXT", "v=DMARC1"),
            (finding.Evidence.Proposed?.Name.Text, finding.Evidence.Proposed?.Type, finding.Evidence.Proposed?.Value));
        Assert.Contains("2 domains", finding.Problem(Language.English), StringComparison.Ordinal);
        Assert.Contains("2件のドメイン", finding.Problem(Language.Japanese), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.example", "reports.example.org", "b.example", "reports.example.net")]   // two hosts
    [InlineData("a.example", "reports.example.org", "a.example", "reports.example.org")]   // one domain in two rows of the list
    [InlineData("a.example", "not a host", "b.example", "not a host")]
    public void One_domain_for_each_host_is_no_matter_of_the_portfolio(string domain, string host, string other, string otherHost) =>
        Assert.Empty(Judge((domain, host), (other, otherHost)));

    [Fact]
    public void Another_rule_with_a_host_in_its_evidence_says_nothing_of_reports()
    {
        var summary = new PortfolioSummary();
        summary.Add(Member("a.example", "mx.target-unresolvable", "mx.example.org"));
        summary.Add(Member("b.example", "mx.target-unresolvable", "mx.example.org"));

        Assert.Empty(summary.Findings);
    }

    [Theory]
    [InlineData("a.example", KeyOne, "b.example", KeyOne, "a.example b.example")]
    [InlineData("a.example", KeyOne, "b.example", KeyTwo, "")]
    [InlineData("a.example", KeyOne, "lab.a.example", KeyOne, "")]            // one organization
    [InlineData("a.example", KeyOne, "a.example", KeyOne, "")]                // one domain in two rows
    [InlineData("a.example", null, "b.example", null, "")]                    // revoked or unreadable
    [InlineData("a.example", "no hash", "b.example", "no hash", "")]
    [InlineData("a.example", KeyOne + " " + KeyTwo, "b.example", KeyTwo + " " + KeyOne, "a.example b.example")]   // two keys, one matter
    public void A_key_of_several_organizations_is_a_matter_of_the_portfolio(string domain, string? keys, string other, string? otherKeys, string expected)
    {
        var summary = new PortfolioSummary();
        summary.Add(WithKeys(domain, keys));
        summary.Add(WithKeys(other, otherKeys));
        var domains = summary.Findings.Select(finding => string.Join(' ', finding.Evidence.Values.OfType<EvidenceValue.List>().Last().Values));
        Assert.Equal(expected.Length == 0 ? [] : [expected], domains);
        Assert.All(summary.Findings, finding => Assert.Equal("dkim.key-shared-between-domains", finding.Rule.Id));
    }

    private const string KeyOne = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private const string KeyTwo = "10112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    [Fact]
    public void A_key_that_two_aliases_lead_to_is_the_providers_to_share()
    {
        var summary = new PortfolioSummary();
        foreach (var domain in (string[])["a.example", "b.example"])
        {
            var member = WithKeys(domain, KeyOne);
            summary.Add(member with { Dkim = [member.Dkim![0] with { Alias = "dkim.provider.example" }] });
        }

        Assert.Empty(summary.Findings);
    }

    private static AuditDocument WithKeys(string domain, string? keys) => Member(domain, "spf.missing", "") with
    {
        Dkim = [.. (keys?.Split("no hash" == keys ? '\n' : ' ') ?? [null!]).Select(hash => new DkimEntry("s", "rsa", 2048, false, null) { KeyHash = hash })],
    };

    private static ImmutableArray<Finding> Judge(params (string Domain, string Host)[] members)
    {
        var summary = new PortfolioSummary();
        foreach (var (domain, host) in members) summary.Add(Member(domain, "dmarc.report-destination-unauthorized", host));
        return summary.Findings;
    }

    private static AuditDocument Member(string domain, string rule, string host) => new()
    {
        Row = 2,
        Input = domain,
        Domain = domain,
        AsOf = "2026-11-22T00:00:00Z",
        Findings =
        [
            new(rule, "medium", "medium", domain, "", "", "V", "two-weeks", "A", "dns-administrator", "proven",
                new([new("host", host)]), [], null),
        ],
    };
}
