using MailGuard.Names;

namespace MailGuard.Tests.Conformance;

/// <summary>The test cases of the Public Suffix List.</summary>
internal static class PublicSuffixSuite
{
    public static readonly PublishedSuite List = new("Public Suffix List: the registrable domain", "psl/test_psl.json", one => Task.FromResult(Judge(one)));

    private static string? Judge(SuiteCase one)
    {
        var expected = (string?)one.Expected["registrableDomain"];
        var registrable = DomainName.TryParse((string?)one.Input["domain"] ?? "", out var name) ? PublicSuffixes.Embedded.RegistrableDomainOf(name) : null;
        return registrable == (expected is null ? null : DomainName.Parse(expected)) ? null : $"expected {expected ?? "none"}, got {registrable?.Text ?? "none"}";
    }
}
