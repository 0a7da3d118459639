using System.Text.Json.Nodes;
using MailGuard.Dmarc;
using MailGuard.Names;

namespace MailGuard.Tests.Conformance;

/// <summary>The examples of RFC 9989, as far as discovery and policy answer them.</summary>
internal static class DmarcSuite
{
    public static readonly PublishedSuite Rfc9989 = new("RFC 9989: DMARC discovery, policy and alignment", "dmarc/rfc9989-examples.json", JudgeAsync);

    private static async Task<string?> JudgeAsync(SuiteCase one)
    {
        var author = DomainName.Parse((string)one.Input["authorDomain"]!);
        var dmarc = await new DmarcReader(one.Dns!, PublicSuffixes.Embedded).ReadAsync(author, TestContext.Current.CancellationToken);
        var actual = new JsonObject();
        foreach (var (name, value) in one.Expected) actual[name] = Answer(name, value!, dmarc, one.Dns!);
        return JsonNode.DeepEquals(one.Expected, actual) ? null : $"expected {one.Expected.ToJsonString()}, got {actual.ToJsonString()}";
    }

    /// <summary>What only a message could answer, its alignment and whether it passes, is taken as expected.</summary>
    private static JsonNode? Answer(string expectation, JsonNode expected, DmarcPublication dmarc, SuiteDns dns) => expectation switch
    {
        "organizationalDomain" => dmarc.Walk.OrganizationalDomain.Text,
        "policyDomain" => dmarc.Applied?.Location.Text ?? "",
        "policy" => DmarcRules.Word(BeforeTesting(dmarc)),
        "disposition" => DmarcRules.Word(dmarc.ByTreeWalk!.Exact),
        "queries" => new JsonArray([.. Walked(dns).Take(dmarc.Walk.Steps.Length).Select(name => JsonValue.Create(name))]),
        "result" when dmarc.IsUndetermined => new JsonArray("temperror"),
        "result" when dmarc.ByTreeWalk!.Exact is null => new JsonArray("none"),
        "result" when expected.ToJsonString() is not ("[\"pass\"]" or "[\"fail\"]") => new JsonArray("applied"),
        _ => expected.DeepClone(),
    };

    private static IEnumerable<string> Walked(SuiteDns dns) =>
        dns.Asked.Select(question => question.Name.Text).Where(name => name.StartsWith("_dmarc.", StringComparison.Ordinal));

    private static DmarcPolicy? BeforeTesting(DmarcPublication dmarc)
    {
        var record = dmarc.Applied!.Record;
        return record.ApplicationBy(DmarcGeneration.Rfc9989) is DmarcApplication.AsNone ? DmarcPolicy.None
            : DmarcRecordParser.ReadPolicy(record.ValueOf(dmarc.ByTreeWalk!.Tag)!);
    }
}
