using System.Text.Json.Nodes;
using MailGuard.Dmarc;
using MailGuard.Names;

namespace MailGuard.Tests.Conformance;

/// <summary>The examples of RFC 9989, each evaluated as a message.</summary>
internal static class DmarcSuite
{
    public static readonly PublishedSuite Rfc9989 = new("RFC 9989: DMARC discovery, policy and alignment", "dmarc/rfc9989-examples.json", JudgeAsync);

    private static async Task<string?> JudgeAsync(SuiteCase one)
    {
        var evaluation = await new DmarcEvaluator(one.Dns!, PublicSuffixes.Embedded).EvaluateAsync(RequestOf(one.Input), TestContext.Current.CancellationToken);
        var verdict = one.Mode == "rfc7489" ? evaluation.ByPublicSuffix : evaluation.ByTreeWalk;
        var asked = one.Dns!.Asked.Select(question => question.Name.Text).ToHashSet();
        var missed = one.Expected.Where(expectation => !IsMet(expectation.Key, expectation.Value!, verdict, asked)).Select(expectation => expectation.Key).ToList();
        return missed.Count == 0 ? null : $"expected {string.Join(", ", missed)} of {one.Expected.ToJsonString()}, got {verdict}, having asked {string.Join(", ", asked)}";
    }

    private static DmarcRequest RequestOf(JsonObject input) => new(DomainName.Parse((string)input["authorDomain"]!))
    {
        Spf = input["spf"]?.AsArray().Select(SpfOf).OrderByDescending(spf => spf.IsMailFrom).FirstOrDefault(),
        Dkim = [.. input["dkim"]?.AsArray().Select(signature => new DmarcDkim(DomainOf(signature!), ResultOf(signature!))) ?? []],
    };

    private static DmarcSpf SpfOf(JsonNode? spf) => new(DomainOf(spf!), ResultOf(spf!), (string?)spf!["scope"] is null or "mfrom");

    private static DomainName DomainOf(JsonNode identifier) => DomainName.Parse((string)identifier["domain"]!);

    private static DmarcMechanismResult ResultOf(JsonNode identifier) => (string)identifier["result"]! switch
    {
        "pass" => DmarcMechanismResult.Pass,
        "temperror" => DmarcMechanismResult.TempError,
        "permerror" => DmarcMechanismResult.PermError,
        _ => DmarcMechanismResult.NotPassed,
    };

    /// <summary>Results are those acceptable; queries are those that must be among the ones asked.</summary>
    private static bool IsMet(string expectation, JsonNode expected, DmarcVerdict verdict, HashSet<string> asked) => expectation switch
    {
        "result" => expected.AsArray().Any(one => (string)one! == Word<DmarcResult>(verdict.Result)),
        "policy" => (string?)expected == Word(verdict.Assessment?.Policy),
        "disposition" => (string?)expected == Word(verdict.Assessment?.Disposition),
        "organizationalDomain" => (string?)expected == verdict.OrganizationalDomain?.Text,
        "policyDomain" => (string?)expected == verdict.Applied?.Location.Text,
        "spfAligned" => (bool)expected == verdict.SpfAligned,
        "dkimAligned" => (bool)expected == verdict.DkimAligned,
        "queries" => expected.AsArray().All(one => asked.Contains((string)one!)),
        _ => throw new InvalidOperationException($"The suite expects '{expectation}', which nothing here answers."),
    };

    private static string? Word<T>(T? word)
        where T : struct, Enum => word?.ToString().ToLowerInvariant();
}
