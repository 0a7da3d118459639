using System.Text.Json.Nodes;
using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Results;

namespace MailGuard.Tests.Rendering;

public sealed class SarifAuditWriterTests
{
    [Fact]
    public void A_finding_is_a_result_with_level_place_and_properties()
    {
        var result = Run(Samples.List(Language.English))["results"]![0]!;
        Assert.Equal("spf.too-many-lookups", (string?)result["ruleId"]);
        Assert.Equal("error", (string?)result["level"]);
        Assert.Equal(
            "Evaluating the SPF record of hilltop.example takes 12 DNS lookups; the limit is 10. "
            + "Remove the includes that nobody uses any more.",
            (string?)result["message"]!["text"]);
        Assert.Equal("hilltop.example", (string?)result["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]);
        Assert.Equal("namespace", (string?)result["locations"]![0]!["logicalLocations"]![0]!["kind"]);
        Assert.Equal(12, (int?)result["properties"]!["evidence"]!["lookups"]);
        Assert.Equal("v=spf1 mx include:_spf.provider.example ~all", (string?)result["properties"]!["proposed"]!["value"]);
        Assert.Equal("now", (string?)result["properties"]!["urgency"]);
    }

    [Theory]
    [InlineData("critical", "error")]
    [InlineData("high", "error")]
    [InlineData("medium", "warning")]
    [InlineData("low", "note")]
    [InlineData("info", "note")]
    public void Severities_become_levels(string severity, string level) => Assert.Equal(level, SarifText.Level(severity));

    [Fact]
    public void The_driver_lists_the_rules_used_and_results_point_at_them()
    {
        var hilltop = Samples.Hilltop(Language.Japanese);
        var run = Run([hilltop, hilltop, Samples.Unreadable(Language.Japanese)], language: Language.Japanese);
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.Equal(["spf.too-many-lookups", "dmarc.policy-none", "run.unreadable-row"], rules.Select(rule => (string?)rule!["id"]));
        Assert.Equal("DNS参照が10回を超過", (string?)rules[0]!["shortDescription"]!["text"]);
        Assert.Equal("warning", (string?)rules[1]!["defaultConfiguration"]!["level"]);
        Assert.Null(rules[2]!["shortDescription"]);   // not in the catalogue
        Assert.Equal([0, 1, 0, 1, 2], run["results"]!.AsArray().Select(result => (int)result!["ruleIndex"]!));
    }

    [Fact]
    public void A_list_is_pointed_at_by_row()
    {
        var place = Run(Samples.List(Language.English), "lists/会員 1.csv")["results"]![0]!["locations"]![0]!["physicalLocation"]!;
        Assert.Equal("lists/%E4%BC%9A%E5%93%A1%201.csv", (string?)place["artifactLocation"]!["uri"]);
        Assert.Equal(2, (int?)place["region"]!["startLine"]);
    }

    [Fact]
    public void What_stayed_open_is_a_notification_and_no_result()
    {
        var run = Run([Samples.Silent(Language.English)]);
        Assert.Empty(run["results"]!.AsArray());
        var invocation = run["invocations"]![0]!;
        Assert.False((bool?)invocation["executionSuccessful"]);
        var message = (string?)invocation["toolExecutionNotifications"]![0]!["message"]!["text"];
        Assert.StartsWith("Could not be checked for silent.example: SPF, DMARC", message, StringComparison.Ordinal);
        Assert.EndsWith("The name servers of silent.example did not answer.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_open_questions_succeeded() =>
        Assert.True((bool?)Run([Samples.Harbour(Language.English)])["invocations"]![0]!["executionSuccessful"]);

    [Fact]
    public void A_fingerprint_survives_other_words_and_values()
    {
        var english = Run([Samples.Hilltop(Language.English)])["results"]!.AsArray();
        var japanese = Run([Samples.Hilltop(Language.Japanese)])["results"]!.AsArray();
        Assert.Equal(Fingerprints(english), Fingerprints(japanese));
        Assert.Equal(2, Fingerprints(english).Distinct().Count());
    }

    [Fact]
    public void Placeholders_and_links_in_a_message_are_text() =>
        Assert.Equal(@"%{{i}} \[click\](https://attacker.example)", SarifText.Of("%{i} [click](https://attacker.example)"));

    private static JsonNode Run(IEnumerable<AuditDocument> audits, string? listPath = null, Language language = Language.English)
    {
        var sarif = JsonNode.Parse(Samples.Draw(
            output => new SarifAuditWriter(output, language, listPath) { FindRule = Samples.FindRule }, audits))!;
        Assert.Equal("2.1.0", (string?)sarif["version"]);
        return sarif["runs"]![0]!;
    }

    private static IEnumerable<string?> Fingerprints(JsonArray results) =>
        results.Select(result => (string?)result!["partialFingerprints"]!["domainRuleSubject/v1"]);
}
