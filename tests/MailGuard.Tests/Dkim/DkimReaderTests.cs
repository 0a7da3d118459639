using MailGuard.Dkim;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Providers;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests.Dkim;

public sealed class DkimReaderTests
{
    private const string DomainKey = "_domainkey.hospital.example";
    private const string Revoked = "TXT \"v=DKIM1; p=\"";

    [Fact]
    public async Task Nothing_is_guessed_below_a_name_that_does_not_exist()
    {
        var dns = new WrittenDns("");
        Assert.True((await ReadAsync(dns)).IsMissing);
        Assert.Equal([DomainKey], dns.Asked(DnsType.Txt));
    }

    [Fact]
    public async Task Without_RFC_8020_selectors_are_guessed_all_the_same()
    {
        var dns = new WrittenDns("");
        Assert.True((await ReadAsync(dns, assumeEmpty: false)).IsMissing);
        Assert.Contains("selector1." + DomainKey, dns.Asked(DnsType.Txt));
    }

    [Fact]
    public async Task A_given_selector_is_asked_below_a_name_that_does_not_exist()
    {
        var dns = new WrittenDns("");
        var selector = Assert.Single((await ReadAsync(dns, given: ["KEY7", "key7"])).Selectors);
        Assert.Equal(("key7", true), (selector.Selector, selector.IsGiven));
        Assert.Equal([DomainKey, "key7." + DomainKey], dns.Asked(DnsType.Txt));
    }

    [Theory]
    [InlineData("mail._domainkey " + Revoked, "mail")]
    [InlineData("mail._domainkey CNAME k.there.test.\nk.there.test. " + Revoked, "mail")]
    [InlineData("mail._domainkey CNAME gone", "mail")]                                                   // dangling
    [InlineData("mail._domainkey TXT note", "")]
    [InlineData("*._domainkey " + Revoked, "")]                                                         // the wildcard answers for all
    [InlineData("*._domainkey CNAME k.there.test.\nk.there.test. " + Revoked, "")]
    [InlineData("*._domainkey CNAME gone", "")]
    [InlineData("*._domainkey TXT note\nmail._domainkey " + Revoked, "mail")]                           // unlike the wildcard's
    public async Task Only_what_stands_at_the_selector_itself_counts(string records, string published) =>
        Assert.Equal(published, string.Join(' ', (await ReadAsync(new(records))).Published.Select(selector => selector.Selector)));

    [Fact]
    public async Task A_given_selector_counts_under_a_wildcard_too() =>
        Assert.Equal("mail", Assert.Single((await ReadAsync(new("*._domainkey " + Revoked), given: ["mail"])).Published).Selector);

    [Fact]
    public async Task A_selector_that_was_not_answered_leaves_missing_open()
    {
        var dkim = await ReadAsync(new WrittenDns("").Failing("key7." + DomainKey, DnsType.Txt), given: ["key7"]);
        Assert.Equal((false, false, true), (dkim.IsMissing, dkim.IsUnknown, dkim.IsUndetermined));
    }

    [Fact]
    public void Guesses_stay_within_the_questions_a_domain_has_for_DKIM()
    {
        string[] given = ["a1", "a2", "a3", "a4", "a5", "a6"];
        var asked = DkimSelectors.ToAsk([.. given], ProviderCatalog.Embedded);
        Assert.Equal(given, asked.Take(given.Length));
        Assert.True(asked.Length + 2 <= (new AuditOptions().MaxQuestionsPerDomain - new AuditOptions().MaxSpfQuestionsPerDomain) / 4);
    }

    private static Task<DkimPublication> ReadAsync(WrittenDns dns, bool assumeEmpty = true, params string[] given) =>
        new DkimReader(dns, ProviderCatalog.Embedded, assumeEmpty)
            .ReadAsync(DomainName.Parse(WrittenDns.Hospital), [.. given], [], TestContext.Current.CancellationToken);
}
