using System.Text.Json;
using MailGuard.Names;
using MailGuard.Providers;

namespace MailGuard.Tests.Providers;

public sealed class ProviderCatalogTests
{
    private static readonly ProviderCatalog Catalog = WrittenCatalog.Of(
        WrittenCatalog.Entry("wide", "esp", """
            "spfInclude": ["spf.wide.test"], "ptrSuffix": [".out.wide.test"], "mxSuffix": ["mx.wide.test"], "dkimDomain": ["wide.test"],
            "dkimTarget": ["keys.wide.test"], "dkimSelector": ["^w[0-9]+$"], "envelopeDomain": ["bounce.wide.test"], "verificationTxt": ["wide-verification="]
            """),
        WrittenCatalog.Entry("narrow", "mailbox", """ "mxSuffix": ["eu.mx.wide.test"], "dkimSelector": ["^w1$"] """));

    [Theory]
    [InlineData("mx.wide.test", "wide")]
    [InlineData("a.mx.wide.test", "wide")]
    [InlineData("a.eu.mx.wide.test", "narrow")]          // the most specific name decides
    [InlineData("wide.test", null)]
    [InlineData("notmx.wide.test", null)]
    [InlineData("amx.wide.test", null)]
    public void An_MX_host_leads_to_its_provider(string host, string? id) => Assert.Equal(id, Catalog.OfMxHost(DomainName.Parse(host))?.Id);

    [Fact]
    public void Each_kind_of_signal_has_its_own_lookup()
    {
        Assert.Equal("wide", Catalog.OfSpfInclude(DomainName.Parse("eu.spf.wide.test"))?.Id);
        Assert.Equal("wide", Catalog.OfReverseName(DomainName.Parse("h1.out.wide.test"))?.Id);
        Assert.Equal("wide", Catalog.OfDkimDomain(DomainName.Parse("wide.test"))?.Id);
        Assert.Equal("wide", Catalog.OfDkimTarget(DomainName.Parse("w1.keys.wide.test"))?.Id);
        Assert.Equal("wide", Catalog.OfEnvelopeDomain(DomainName.Parse("bounce.wide.test"))?.Id);
        Assert.Equal("wide", Catalog.OfVerificationTxt("WIDE-verification=42")?.Id);
        Assert.Null(Catalog.OfSpfInclude(DomainName.Parse("mx.wide.test")));
        Assert.Null(Catalog.OfEnvelopeDomain(DomainName.Parse("wide.test")));
    }

    [Theory]
    [InlineData("w12", "wide")]
    [InlineData("W1", "wide narrow")]
    [InlineData("xw1", "")]
    public void A_selector_may_be_of_several_providers(string selector, string ids) =>
        Assert.Equal(ids, string.Join(' ', Catalog.OfDkimSelector(selector).Select(provider => provider.Id)));

    [Fact]
    public void What_an_entry_leaves_out_is_unknown_and_not_no()
    {
        var provider = WrittenCatalog.Of(WrittenCatalog.Entry("quiet", "esp", """ "mxSuffix": ["quiet.test"] """)).Providers[0];
        Assert.Equal((ProviderSetup.Unknown, ProviderSetup.Unknown), (provider.OwnDomainDkim, provider.OwnReturnPath));
        Assert.Equal((null, null, null), (provider.SharedRange, provider.ModifiesAfterSigning, provider.LeadTimeDays));
        Assert.Empty(provider.Signals.SpfInclude);
        Assert.Empty(provider.Signals.Asn);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "providers": null }""")]
    [InlineData("""{ "providers": [null] }""")]
    [InlineData("""{ "providers": [], "providers": [] }""")]
    [InlineData("""{ "providers": [], "more": 1 }""")]
    public void A_text_that_is_no_catalogue_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => WrittenCatalog.Read(json));

    [Theory]
    [InlineData(""" "mxSuffix": ["mx wide"] """, "signals.mxSuffix holds 'mx wide'")]
    [InlineData(""" "spfInclude": [""] """, "signals.spfInclude holds ''")]
    [InlineData(""" "dkimSelector": ["s1"] """, "begins with ^")]
    [InlineData(""" "dkimSelector": ["^(s$"] """, "signals.dkimSelector holds '^(s$'")]
    [InlineData(""" "dkimSelector": ["^(s)\\1$"] """, "needs no backtracking")]
    [InlineData(""" "dkimSelector": ["^s1$"], "dkimSelectorGuess": ["s2"] """, "'s2', which fits no pattern")]
    [InlineData(""" "verificationTxt": ["v="] """, "too short")]
    [InlineData(""" "mxSufix": ["mx.wide.test"] """, "mxSufix")]
    [InlineData(""" "mxSuffix": [1] """, "$.providers[0].signals.mxSuffix[0]")]
    [InlineData(""" "mxSuffix": [null] """, "signals.mxSuffix holds null")]
    [InlineData(""" "mxSuffix": null """, "mxSuffix")]
    public void A_signal_that_cannot_be_used_is_said_with_its_place(string signals, string complaint) =>
        Assert.Contains(complaint, Refusal(WrittenCatalog.Entry("wide", "esp", signals)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"id\": \"wide\"", "\"id\": \"Wide_1\"", "lower-case")]
    [InlineData("\"id\": \"wide\",", "", "'id'")]
    [InlineData("\"kind\": \"esp\"", "\"kind\": \"sender\"", "$.providers[0].kind")]
    [InlineData("\"kind\": \"esp\"", "\"kind\": 17", "kind 17 is none of")]
    [InlineData("\"lastVerified\": \"2026-11-22\"", "\"lastVerified\": \"22.11.2026\"", "$.providers[0].lastVerified")]
    [InlineData("\"lastVerified\": \"2026-11-22\"", "\"lastVerified\": \"2026-11-21\"", "after lastVerified")]
    [InlineData("\"for\": [\"mxSuffix\"]", "\"for\": []", "no evidence says how 'mxSuffix' is known")]
    [InlineData("\"for\": [\"mxSuffix\"]", "\"for\": [\"mxSuffix\", \"ownDomainDkim\"]", "names 'ownDomainDkim'")]
    [InlineData("https://provider.test/dns", "hearsay", "no web address")]
    [InlineData("vendor-page", "rumour", "evidence[0].how")]
    [InlineData("\"lastVerified\":", "\"sharedRange\": true, \"lastVerified\":", "no evidence says how 'sharedRange' is known")]
    [InlineData("\"lastVerified\":", "\"effort\": \"D\", \"lastVerified\":", "effort 'D'")]
    [InlineData("\"lastVerified\":", "\"howTo\": \"ftp://provider.test\", \"lastVerified\":", "howTo 'ftp://provider.test'")]
    public void An_entry_that_says_too_little_or_too_much_is_refused(string good, string bad, string complaint)
    {
        var entry = WrittenCatalog.Entry("wide", "esp", """ "mxSuffix": ["wide.test"] """);
        Assert.Contains(good, entry, StringComparison.Ordinal);
        Assert.Contains(complaint, Refusal(entry.Replace(good, bad, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_providers_claim_one_signal()
    {
        var refusal = Refusal(WrittenCatalog.Entry("one", "esp", """ "mxSuffix": ["mx.test"] """), WrittenCatalog.Entry("two", "esp", """ "mxSuffix": [".MX.test"] """));
        Assert.Equal("Provider 'two': signals.mxSuffix holds 'mx.test', which 'one' claims too.", refusal);
        Assert.Contains("two entries", Refusal(WrittenCatalog.Entry("one", "esp", ""), WrittenCatalog.Entry("one", "esp", "")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deployment_adds_entries_and_replaces_some()
    {
        var own = WrittenCatalog.Of(WrittenCatalog.Entry("narrow", "relay", ""), WrittenCatalog.Entry("own", "esp", """ "mxSuffix": ["own.test"] """));
        var both = Catalog.With(own);
        Assert.Equal(["wide", "narrow", "own"], both.Providers.Select(provider => provider.Id));
        Assert.Equal(("wide", "own"), (both.OfMxHost(DomainName.Parse("eu.mx.wide.test"))?.Id, both.OfMxHost(DomainName.Parse("own.test"))?.Id));
        Assert.Throws<JsonException>(() => Catalog.With(WrittenCatalog.Of(WrittenCatalog.Entry("rival", "esp", """ "dkimDomain": ["wide.test"] """))));
    }

    [Theory]
    [InlineData("2027-11-22", false)]
    [InlineData("2027-11-23", true)]
    public void An_entry_is_outdated_after_a_year(string day, bool isOutdated) =>
        Assert.Equal(isOutdated, Catalog.Providers[0].IsOutdatedOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    private static string Refusal(params string[] entries) => Assert.ThrowsAny<JsonException>(() => WrittenCatalog.Of(entries)).Message;
}
