using MailGuard.Names;

namespace MailGuard.Tests.Conformance;

/// <summary>The test cases of the Public Suffix List.</summary>
internal static class PublicSuffixSuite
{
    public static readonly PublishedSuite List = new("Public Suffix List: the registrable domain", "psl/test_psl.json", one => Task.FromResult(Judge(one)));

    private static string? Judge(SuiteCase one)
    {
        var suffixes = (string?)one.Input["list"] is { } list ? PublicSuffixes.Read(new StringReader(list)) : PublicSuffixes.Embedded;
        var name = DomainName.TryParse((string?)one.Input["domain"] ?? "", out var parsed) ? parsed : null;
        return one.Expected.ContainsKey("organizationalDomain")
            ? Compare((string?)one.Expected["organizationalDomain"], name is null ? null : suffixes.OrganizationalDomainOf(name))
            : Compare((string?)one.Expected["registrableDomain"], name is null ? null : suffixes.RegistrableDomainOf(name));
    }

    private static string? Compare(string? expected, DomainName? actual) =>
        actual == (expected is null ? null : DomainName.Parse(expected)) ? null : $"expected {expected ?? "none"}, got {actual?.Text ?? "none"}";
}
