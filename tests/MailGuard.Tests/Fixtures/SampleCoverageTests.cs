using MailGuard.Cli.Input;
using MailGuard.Messages;
using MailGuard.Tests.House;

namespace MailGuard.Tests.Fixtures;

/// <summary>The fictional mail shows what it was made for.</summary>
public sealed class SampleCoverageTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "fixtures", "samples");

    private static readonly DomainAuditor Auditor = new(FixtureMembers.Zones, new() { Clock = new FixedClock(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)) });

    public static TheoryData<string, string, string> Expected
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var row in File.ReadLines(Path.Combine(Folder, "expected-rules.csv")).Skip(1).Select(line => line.Split(',')))
                data.Add(row[0], row[1], row[2]);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task A_sample_adds_the_finding_it_was_made_for_and_no_other(string file, string domain, string rule)
    {
        using var octets = File.OpenRead(Path.Combine(Folder, file));
        var sample = Assert.Single(MessageSampleReader.Read(octets, file)).Sample;
        Assert.NotNull(sample);
        Assert.Equal(domain, sample.AuthorDomain.Text);
        var request = FixtureMembers.Requests[domain];
        var added = (await RulesAsync(request with { Samples = [sample] })).Except(await RulesAsync(request));
        Assert.Equal(rule == "none" ? [] : [rule], added);
    }

    [Fact]
    public void Every_sample_is_in_the_table() => Assert.Equal(
        Directory.GetFiles(Folder, "*.eml").Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Expected.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    private static async Task<IEnumerable<string>> RulesAsync(AuditRequest request) =>
        (await Auditor.AuditAsync(request, TestContext.Current.CancellationToken)).Findings.Select(finding => finding.Rule.Id);
}
