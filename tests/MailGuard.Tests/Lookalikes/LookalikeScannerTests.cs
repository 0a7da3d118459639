using System.Collections.Concurrent;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Lookalikes;
using MailGuard.Names;
using MailGuard.Tests.Dns;

namespace MailGuard.Tests.Lookalikes;

public sealed class LookalikeScannerTests
{
    private const string Head = "$TTL 300\n@ SOA ns.registrar.test. a 1 1 1 1 1\n";
    private const string Apart = Head + "@ NS ns.registrar.test.\n";
    private const string Member = Head + "@ NS ns.hospital.example.\n@ MX 10 mx\n";

    [Theory]
    [InlineData("@ MX 10 mx.stranger.test.", "Medium")]
    [InlineData("@ TXT \"v=spf1 ip4:192.0.2.1 -all\"", "Medium")]
    [InlineData("@ MX 10 mx.stranger.test.\n@ TXT \"v=spf1 -all\"", "Medium")]     // receives what is mistyped
    [InlineData("@ MX 10 mx.hospital.example.", "Low")]                             // at the member's own servers
    [InlineData("@ NS ns.hospital.example.\n@ MX 10 mx.stranger.test.", "Low")]
    [InlineData("@ MX 0 .\n@ TXT \"v=spf1 -all\"", null)]                           // closed to mail
    [InlineData("@ TXT \"v=spf1 -all\"", null)]
    [InlineData("@ A 192.0.2.1", null)]                                             // registered, not for mail
    [InlineData("@ TXT \"for sale\"", null)]
    public async Task A_registered_look_alike_set_up_for_mail_is_a_finding(string records, string? severity)
    {
        var scan = await ScanAsync(Zones.Resolver(("hospital.example", Member), ("h0spital.example", Apart + records), ("example", Apart)));
        var found = Assert.Single(scan.Registered);
        Assert.Equal("h0spital.example", found.Domain.Text);
        Assert.Equal(severity, scan.Findings.SingleOrDefault()?.Severity.ToString());
        Assert.All(scan.Findings, finding => Assert.Equal(("lookalike.seen", Confidence.Inferred), (finding.Rule.Id, finding.Evidence.Confidence)));
        Assert.Empty(scan.Undetermined);
    }

    [Theory]
    [InlineData("@ MX 0 .\n@ TXT \"v=spf1 -all\"", true)]
    [InlineData("@ TXT \"v=spf1 -all\"", true)]
    [InlineData("@ TXT \"v=spf1 -all\"\n@ A 192.0.2.1", false)]     // mail falls back to the address
    [InlineData("@ MX 0 .", false)]                                  // says nothing of sending
    public async Task Closed_to_mail_is_what_says_so_of_both_ways(string records, bool isClosed)
    {
        var scan = await ScanAsync(Zones.Resolver(("hospital.example", Member), ("h0spital.example", Apart + records), ("example", Apart)));
        Assert.Equal(isClosed, Assert.Single(scan.Registered).IsClosedToMail);
    }

    [Fact]
    public async Task A_closed_suffix_weighs_less()
    {
        var scan = await ScanAsync(Zones.Resolver(("hospital.example", Member), ("hospital.ac.jp", Apart + "@ MX 10 mx"), ("example", Apart)));
        var finding = Assert.Single(scan.Findings);
        Assert.Equal((Severity.Low, "closed-suffix"), (finding.Severity, finding.Evidence.Case));
    }

    [Fact]
    public async Task A_zone_that_answers_for_every_name_makes_no_finding()
    {
        var scan = await ScanAsync(Zones.Resolver(("hospital.example", Member), ("example", Apart + "* MX 10 mx\n* A 192.0.2.1\n* TXT \"v=spf1 mx -all\"")));
        Assert.Empty(scan.Registered);
        Assert.Equal(["example"], scan.WildcardSuffixes.Select(suffix => suffix.Text));
        Assert.Empty(scan.Undetermined);
    }

    [Fact]
    public async Task In_such_a_zone_a_delegation_of_its_own_is_found()
    {
        var scan = await ScanAsync(Zones.Resolver(
            ("hospital.example", Member), ("h0spital.example", Apart + "@ MX 10 mx.stranger.test."), ("example", Apart + "* MX 10 mx\n* NS ns.parked.test.")));
        Assert.Equal("h0spital.example", Assert.Single(scan.Registered).Domain.Text);
    }

    [Fact]
    public async Task A_name_that_gives_no_answer_is_undetermined_and_never_free()
    {
        var scan = await ScanAsync(new Failing(Zones.Resolver(("hospital.example", Member), ("example", Apart)), question => question.Name.Text is "h0spital.example"));
        Assert.Equal(["h0spital.example"], scan.Undetermined.Select(name => name.Text));
        Assert.Empty(scan.Registered);
    }

    [Theory]
    [InlineData(DnsType.Mx, 1)]
    [InlineData(DnsType.Txt, 1)]
    [InlineData(DnsType.A, 1)]
    public async Task A_registered_name_with_an_open_question_is_both(DnsType open, int undetermined)
    {
        var zones = Zones.Resolver(("hospital.example", Member), ("h0spital.example", Apart), ("example", Apart));
        var scan = await ScanAsync(new Failing(zones, question => question.Name.Text is "h0spital.example" && question.Type == open));
        Assert.Single(scan.Registered);
        Assert.Equal(undetermined, scan.Undetermined.Length);
        Assert.Empty(scan.Findings);
    }

    [Fact]
    public async Task Without_the_probe_nothing_found_under_a_suffix_can_be_believed()
    {
        var zones = Zones.Resolver(("hospital.example", Member), ("h0spital.example", Apart + "@ MX 10 mx"), ("example", Apart));
        var scan = await ScanAsync(new Failing(zones, question => question.Name.Labels[0].StartsWith("mailguard-", StringComparison.Ordinal)));
        Assert.Equal(["h0spital.example"], scan.Undetermined.Select(name => name.Text));
        Assert.Empty(scan.Registered);
    }

    [Fact]
    public async Task When_the_members_servers_are_not_known_nobody_says_they_are_others()
    {
        var zones = Zones.Resolver(("hospital.example", Member), ("h0spital.example", Apart + "@ MX 10 mx"), ("example", Apart));
        var scan = await ScanAsync(new Failing(zones, question => question.Name.Text is "hospital.example"));
        Assert.Null(Assert.Single(scan.Registered).Shared.IsAny);
        Assert.Equal(Severity.Medium, Assert.Single(scan.Findings).Severity);
    }

    [Fact]
    public async Task A_free_name_costs_one_question()
    {
        var counting = new Failing(Zones.Resolver(("hospital.example", Member), ("example", Apart)), _ => false);
        var scan = await ScanAsync(counting);
        Assert.True(counting.Asked.Values.Sum() <= scan.Asked + 2 + counting.Asked.Keys.Count(question => question.Name.Labels[0].StartsWith("mailguard-", StringComparison.Ordinal)));
        Assert.All(counting.Asked.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task Settings_weigh_accept_and_switch_off()
    {
        var zones = Zones.Resolver(("hospital.example", Member), ("h0spital.example", Apart + "@ MX 10 mx"), ("example", Apart));
        Assert.Equal(Severity.Info, (await ScanAsync(zones, "accepted:\n  - { rule: lookalike.seen, domain: h0spital.example, reason: ours }\n")).Findings[0].Severity);
        Assert.Equal(Severity.Info, (await ScanAsync(zones, "accepted:\n  - { rule: lookalike.seen, domain: hospital.example, reason: known }\n")).Findings[0].Severity);
        Assert.Equal(Severity.High, (await ScanAsync(zones, "severities: { lookalike.seen: high }\n")).Findings[0].Severity);
        Assert.Empty((await ScanAsync(zones, "off: [ lookalike.seen ]\n")).Findings);
    }

    private static async Task<LookalikeScan> ScanAsync(IDnsResolver dns, string settings = "")
    {
        using var scanner = new LookalikeScanner(dns, new()
        {
            Clock = new ManualClock(),
            Settings = RuleSettings.Read(new StringReader(settings), ["lookalike.seen"]).Settings,
        });
        return await scanner.ScanAsync(new(DomainName.Parse("hospital.example")), TestContext.Current.CancellationToken);
    }

    private sealed class Failing(IDnsResolver dns, Func<DnsQuestion, bool> fails) : IDnsResolver
    {
        public ConcurrentDictionary<DnsQuestion, int> Asked { get; } = new();

        public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
        {
            Asked.AddOrUpdate(question, 1, (_, times) => times + 1);
            return fails(question) ? new(DnsAnswer.Failed(question, DnsFailure.Timeout)) : dns.ResolveAsync(question, cancellationToken);
        }
    }
}
