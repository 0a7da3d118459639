using System.Text.Json.Nodes;
using MailGuard.Bimi;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Transport;

namespace MailGuard.Tests.Conformance;

/// <summary>Records and policies of MTA-STS, TLS-RPT and BIMI.</summary>
internal static class PoliciesSuite
{
    public static readonly PublishedSuite Rfc8461 = new("RFC 8461, RFC 8460, BIMI draft: records and policies", "policies/rfc-examples.json", JudgeAsync);

    private static async Task<string?> JudgeAsync(SuiteCase one)
    {
        var (status, facts) = await ReadAsync(one);
        facts["status"] = status;
        var actual = new JsonObject();
        foreach (var (name, _) in one.Expected) actual[name] = facts[name]?.DeepClone();
        return JsonNode.DeepEquals(one.Expected, actual) ? null : $"expected {one.Expected.ToJsonString()}, got {actual.ToJsonString()}";
    }

    private static async Task<(string Status, JsonObject Facts)> ReadAsync(SuiteCase one)
    {
        if (one.Kind == "mta-sts-match") return ("ok", new() { ["match"] = Match(one.Input) });
        if ((string?)one.Input["policy"] is { } policy) return Single(Facts(MtaStsPolicy.Parse(policy)));
        if ((string?)one.Input["record"] is { } record) return Single(Record(one.Kind, record));
        return await PublishedAsync(one);
    }

    private static (string Status, JsonObject Facts) Single(JsonObject? facts) => (
        facts is null ? "none" : (bool)facts["valid"]! ? "ok" : "invalid",
        facts ?? new JsonObject { ["valid"] = false });

    /// <summary>What a domain publishes; texts of other kinds do not count.</summary>
    private static async Task<(string Status, JsonObject Facts)> PublishedAsync(SuiteCase one)
    {
        var name = DomainName.Parse((string)one.Input["domain"]!).Prepend(one.Kind switch
        {
            "mta-sts-record" => "_mta-sts",
            "tlsrpt-record" => "_smtp._tls",
            _ => "default._bimi",
        })!;
        var answer = await one.Dns!.ResolveAsync(name, DnsType.Txt, TestContext.Current.CancellationToken);
        var records = answer.RecordsOf<DnsRecord.Txt>().Select(txt => Record(one.Kind, txt.Text)).OfType<JsonObject>().ToList();
        if (answer.IsFailed) return ("temperror", new() { ["valid"] = false });
        return records.Count > 1 ? ("multiple", new() { ["valid"] = false }) : Single(records.SingleOrDefault());
    }

    private static JsonObject? Record(string kind, string text) => kind switch
    {
        "mta-sts-record" => MtaStsRecord.Parse(text) is { } record ? new() { ["valid"] = record.IsValid, ["id"] = record.Id } : null,
        "tlsrpt-record" => TlsRptRecord.Parse(text) is { } record ? new() { ["valid"] = record.IsValid, ["rua"] = List(record.Rua) } : null,
        _ => BimiRecord.Parse(text) is { } record
            ? new() { ["valid"] = record.IsValid, ["l"] = record.Location, ["a"] = record.Authority, ["declined"] = record.IsDeclined, ["avp"] = record.AvatarPreference }
            : null,
    };

    private static JsonObject Facts(MtaStsPolicy policy) => new()
    {
        ["valid"] = policy.IsValid,
        ["mode"] = policy.Mode?.ToString().ToLowerInvariant(),
        ["mx"] = List(policy.Mx),
        ["maxAge"] = policy.MaxAge,
    };

    private static bool Match(JsonObject input) =>
        DomainName.TryParse((string)input["mx"]!, out var host) && input["patterns"]!.AsArray().Any(pattern => MtaStsPattern.Matches((string)pattern!, host));

    private static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
