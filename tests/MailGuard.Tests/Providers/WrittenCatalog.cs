using System.Text;
using MailGuard.Providers;

namespace MailGuard.Tests.Providers;

/// <summary>Catalogues written in tests: fictional providers under <c>.test</c>.</summary>
internal static class WrittenCatalog
{
    public const string Evidence = """ "how": "vendor-page", "source": "https://provider.test/dns", "seen": "2026-11-22" """;

    /// <summary>Mailboxes at <c>mailbox.test</c> (key by CNAME) and <c>office.test</c> (key by TXT), a filter at <c>filter.test</c>, another at
    /// <c>guard.test</c>, shared hosting at <c>hosting.test</c>, a sender at <c>news.test</c>.</summary>
    public static readonly ProviderCatalog Fictional = Of(
        Entry("mailbox-cloud", "mailbox", """ "spfInclude": ["_spf.mailbox.test"], "mxSuffix": ["mx.mailbox.test"], "dkimTarget": ["dkim.mailbox.test"], "dkimSelector": ["^box[12]$"], "dkimSelectorGuess": ["box1"], "verificationTxt": ["mailbox-verification="] """, """ "ownDomainDkim": "cname", """),
        Entry("office-cloud", "mailbox", """ "spfInclude": ["_spf.office.test"], "mxSuffix": ["mx.office.test"], "dkimSelector": ["^office$"], "dkimSelectorGuess": ["office"], "verificationTxt": ["office-site="] """, """ "ownDomainDkim": "txt", """),
        Entry("filter-gate", "relay", """ "mxSuffix": ["in.filter.test"], "spfInclude": ["_spf.filter.test"] """),
        Entry("guard-gate", "relay", """ "mxSuffix": ["guard.test"] """),
        Entry("shared-hosting", "mailbox", """ "spfInclude": ["_spf.hosting.test"], "mxSuffix": ["hosting.test"] """, """ "sharedRange": true, """),
        Entry("news-mail", "esp", """ "spfInclude": ["_spf.news.test"] """, """ "sharedRange": false, """));

    public static ProviderCatalog Of(params string[] entries) => Read($$"""{ "providers": [{{string.Join(",\n", entries)}}] }""");

    public static ProviderCatalog Read(string json) => ProviderCatalog.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    /// <summary>An entry whose evidence speaks for every signal and fact it holds.</summary>
    public static string Entry(string id, string kind, string signals, string facts = "") => $$"""
        { "id": "{{id}}", "names": { "ja": "架空の{{id}}", "en": "Fictional {{id}}" }, "kind": "{{kind}}", "signals": { {{signals}} }, {{facts}}
          "lastVerified": "2026-11-22", "evidence": [{ "for": [{{string.Join(", ", Members(signals + facts))}}], {{Evidence}} }] }
        """;

    private static IEnumerable<string> Members(string text) =>
        from member in (string[])["spfInclude", "ptrSuffix", "mxSuffix", "dkimDomain", "dkimTarget", "dkimSelector", "envelopeDomain", "verificationTxt", "ownDomainDkim", "sharedRange"]
        where text.Contains($"\"{member}\":", StringComparison.Ordinal)
        select $"\"{member}\"";
}
