using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dmarc;

/// <summary>The examples of RFC 9989, as far as discovery and policy answer them; the suite lies outside the repository.</summary>
public sealed class Rfc9989ConformanceTests
{
    private const string Variable = "MAILGUARD_CONFORMANCE";

    [Fact]
    public async Task Discovery_and_policy_follow_the_examples()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Variable} does not name the folder of the conformance suites.");
        var suite = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "dmarc", "rfc9989-examples.json"), TestContext.Current.CancellationToken))!;
        var cases = suite["cases"]!.AsArray().Where(one => (bool?)one!["scored"] != false).ToList();
        Assert.NotEmpty(cases);
        foreach (var one in cases) await FollowAsync(one!);
    }

    private static async Task FollowAsync(JsonNode example)
    {
        var dns = new SuiteDns(example["dns"]!.AsObject());
        var author = DomainName.Parse((string)example["input"]!["authorDomain"]!);
        var dmarc = await new DmarcReader(dns, PublicSuffixes.Embedded).ReadAsync(author, TestContext.Current.CancellationToken);
        var (expected, actual) = (example["expected"]!.AsObject(), new JsonObject());
        foreach (var (name, value) in expected) actual[name] = Answer(name, value!, dmarc, dns);
        Assert.Equal($"{example["id"]}: {expected.ToJsonString()}", $"{example["id"]}: {actual.ToJsonString()}");
    }

    /// <summary>What only a message could answer, its alignment and whether it passes, is taken as expected.</summary>
    private static JsonNode? Answer(string expectation, JsonNode expected, DmarcPublication dmarc, SuiteDns dns) => expectation switch
    {
        "organizationalDomain" => dmarc.Walk.OrganizationalDomain.Text,
        "policyDomain" => dmarc.Applied?.Location.Text ?? "",
        "policy" => DmarcRules.Word(BeforeTesting(dmarc)),
        "disposition" => DmarcRules.Word(dmarc.ByTreeWalk!.Exact),
        "queries" => new JsonArray([.. dns.Walked.Take(dmarc.Walk.Steps.Length).Select(name => JsonValue.Create(name))]),
        "result" when dmarc.IsUndetermined => new JsonArray("temperror"),
        "result" when dmarc.ByTreeWalk!.Exact is null => new JsonArray("none"),
        "result" when expected.ToJsonString() is not ("[\"pass\"]" or "[\"fail\"]") => new JsonArray("applied"),
        _ => expected.DeepClone(),
    };

    private static DmarcPolicy? BeforeTesting(DmarcPublication dmarc)
    {
        var record = dmarc.Applied!.Record;
        return record.ApplicationBy(DmarcGeneration.Rfc9989) is DmarcApplication.AsNone ? DmarcPolicy.None
            : DmarcRecordParser.ReadPolicy(record.ValueOf(dmarc.ByTreeWalk!.Tag)!);
    }

    /// <summary>The suite's map of names; one it does not hold does not exist.</summary>
    private sealed class SuiteDns(JsonObject names) : IDnsResolver
    {
        private readonly List<string> asked = [];

        public IEnumerable<string> Walked => asked.Where(name => name.StartsWith("_dmarc.", StringComparison.Ordinal));

        public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
        {
            asked.Add(question.Name.Text);
            return ValueTask.FromResult(Answer(question.Name, question.Type));
        }

        private DnsAnswer Answer(DomainName name, DnsType type)
        {
            if (names[name.Text] is not { } node) return DnsAnswer.NoSuchName(name, type);
            if (node["$error"] is { } error && (error["TXT"] ?? error["*"]) is not null) return DnsAnswer.Failed(name, type, DnsFailure.ServerFailure);
            return type is DnsType.Txt && node["TXT"] is JsonArray texts
                ? DnsAnswer.Found(name, type, texts.Select(Text))
                : DnsAnswer.NoData(name, type);
        }

        private static DnsRecord.Txt Text(JsonNode? strings) =>
            new([.. strings!.AsArray().Select(text => Encoding.Latin1.GetBytes((string)text!)).Select(octets => ImmutableArray.Create(octets))]);
    }
}
