using System.Text.Json.Nodes;

namespace MailGuard.Tests.Conformance;

/// <summary>A published suite of the folder that <c>MAILGUARD_CONFORMANCE</c> names, and how one of its cases is judged.</summary>
/// <param name="Title">What it is a suite of, for the page.</param>
/// <param name="Path">Of the file, inside the folder.</param>
/// <param name="JudgeAsync">Null when the case passes; otherwise what was expected and what came.</param>
internal sealed record PublishedSuite(string Title, string Path, Func<SuiteCase, Task<string?>> JudgeAsync)
{
    public const string Variable = "MAILGUARD_CONFORMANCE";

    public static readonly PublishedSuite[] All = [SpfSuite.Rfc7208, DmarcSuite.Rfc9989, PublicSuffixSuite.List, PoliciesSuite.Rfc8461];

    public static readonly string WhySkipped = $"{Variable} does not name the folder of the published suites.";

    /// <summary>Null on a machine without the suites.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    public SuiteFile Read() => SuiteFile.Read(System.IO.Path.Combine(Folder!, Path));
}

/// <summary>A suite file (<c>mailguard-conf/1</c>).</summary>
/// <param name="Source">Repository, commit and path it was made from.</param>
internal sealed record SuiteFile(string Source, IReadOnlyList<SuiteCase> Cases)
{
    public static SuiteFile Read(string path)
    {
        var suite = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        return new((string)suite["source"]!, [.. suite["cases"]!.AsArray().Select(one => SuiteCase.Of(one!.AsObject(), suite))]);
    }
}

/// <summary>One case; texts of <paramref name="Input"/> and <paramref name="Expected"/> hold one char an octet, beside names of the Public Suffix List.</summary>
/// <param name="Dns">Null for kinds that ask nothing.</param>
/// <param name="IsScored">False for what the suite itself calls disputed or specific to one implementation.</param>
internal sealed record SuiteCase(string Id, string Kind, JsonObject Input, JsonObject Expected, SuiteDns? Dns, bool IsScored)
{
    /// <summary>The generation of DMARC the case is about: <c>rfc7489</c> or <c>dmarcbis</c>; null when the suite does not say.</summary>
    public string? Mode { get; private init; }

    public static SuiteCase Of(JsonObject one, JsonObject suite) => new(
        (string)one["id"]!,
        (string)one["kind"]!,
        one["input"]!.AsObject(),
        one["expected"]!.AsObject(),
        (one["dns"] ?? ((string?)one["dnsRef"] is { } zone ? suite["zones"]![zone] : null)) is JsonObject dns ? new(dns) : null,
        (bool?)one["scored"] != false)
    {
        Mode = (string?)(one["mode"] ?? suite["mode"]),
    };
}
