using System.Text.Json;
using MailGuard.Names;

namespace MailGuard.Tests.Names;

/// <summary>The published test cases of the Public Suffix List, read from the folder that <c>MAILGUARD_CONFORMANCE</c> names.</summary>
public sealed class PublicSuffixesConformanceTests
{
    private const string Variable = "MAILGUARD_CONFORMANCE";

    public static IEnumerable<TheoryDataRow<string, string?, string?>> Cases()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return [new("none", null, null) { Skip = $"{Variable} does not name the folder of the published suites." }];
        using var suite = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "psl", "test_psl.json")));
        return [.. suite.RootElement.GetProperty("cases").EnumerateArray().Select(Row)];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_registrable_domain_is_that_of_the_published_case(string id, string? domain, string? expected)
    {
        var registrable = domain is not null && DomainName.TryParse(domain, out var name) ? PublicSuffixes.Embedded.RegistrableDomainOf(name) : null;
        Assert.True(registrable == (expected is null ? null : DomainName.Parse(expected)), $"{id}: {domain} gave {registrable?.Text ?? "none"}, not {expected ?? "none"}");
    }

    private static TheoryDataRow<string, string?, string?> Row(JsonElement one) => new(
        one.GetProperty("id").GetString()!,
        one.GetProperty("input").GetProperty("domain").GetString(),
        one.GetProperty("expected").GetProperty("registrableDomain").GetString());
}
