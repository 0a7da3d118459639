using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Results;

namespace MailGuard.Tests.Rendering;

public sealed class PublishedFactsTests
{
    private static readonly ProviderEntry Mailboxes = new("mailbox-cloud", "Mailbox Cloud", ["mx", "spf"], "2026-11-22");
    private static readonly ProviderEntry Tenant = new("office-cloud", "Office Cloud", ["dkim", "verification"], "2025-11-20");

    [Theory]
    [InlineData(Language.English, "Providers: Mailbox Cloud (MX, SPF), Office Cloud (DKIM, verification text, catalogue entry of 2025-11-20)")]
    [InlineData(Language.Japanese, "事業者：Mailbox Cloud（MX、SPF）、Office Cloud（DKIM、確認用のTXT、2025年11月20日(木)時点の情報）")]
    public void Providers_stand_in_one_line_and_an_entry_nobody_looked_at_for_a_year_says_so(Language language, string line) =>
        Assert.Contains(line, Remarks(language, Samples.Hilltop(language) with { Providers = [Mailboxes, Tenant] }));

    [Theory]
    [InlineData(Language.English, "Providers: none that MailGuard knows")]
    [InlineData(Language.Japanese, "事業者：MailGuardに登録されている事業者は見つかりませんでした")]
    public void No_known_provider_is_said(Language language, string line) =>
        Assert.Contains(line, Remarks(language, Samples.Hilltop(language) with { Providers = [] }));

    [Fact]
    public void What_could_not_be_asked_is_not_said_to_be_none()
    {
        var audit = Samples.Hilltop(Language.English) with { Providers = null, Undetermined = ["mx", "providers"] };
        Assert.Contains("Providers: " + ReportWords.In(Language.English).CouldNotBeChecked, Remarks(Language.English, audit));
    }

    [Fact]
    public void A_result_of_before_providers_were_told_says_nothing_of_them() =>
        Assert.DoesNotContain(Remarks(Language.English, Samples.Hilltop(Language.English)), remark => remark.StartsWith("Providers", StringComparison.Ordinal));

    private static IEnumerable<string> Remarks(Language language, AuditDocument audit) =>
        new PublishedFacts(ReportWords.In(language)).Of(audit).SelectMany(fact => fact.Remarks);
}
