using System.Collections.Immutable;
using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard;

/// <summary>A host that gets aggregate reports of domains it has not authorised.</summary>
/// <param name="Domains">Each once.</param>
internal sealed record ReportHost(DomainName Host, ImmutableArray<string> Domains)
{
    /// <summary>The name whose record authorises every domain at once (RFC 9990 section 4); null when it would be too long.</summary>
    public DomainName? WildcardName => Host.Prepend("*._report._dmarc");
}

/// <summary>A DKIM key that several domains publish themselves.</summary>
/// <param name="Domains">Each once.</param>
internal sealed record SharedKey(ImmutableArray<string> Domains)
{
    /// <summary>One organization may well sign for its domain and the names below it with one key.</summary>
    public bool IsBetweenOrganizations => Domains.Length > 1 && Domains.Select(OrganizationOf).Distinct().Skip(1).Any();

    private static string OrganizationOf(string domain) =>
        DomainName.TryParse(domain, out var name) ? PublicSuffixes.Embedded.OrganizationalDomainOf(name).Text : domain;
}

/// <summary>Rules that need more than one member.</summary>
internal static class PortfolioRules
{
    /// <summary>Domains named in a sentence; more are not read.</summary>
    private const int MaxExamples = 5;

    public static RuleSet<ReportHost> ReportHosts { get; } = new(
    [
        new("portfolio.report-mailbox-unauthorized", Severity.Medium, "RFC 9990 section 4")
        {
            Affects = Affects.Visibility,
            Urgency = Urgency.TwoWeeks,
            Cost = Cost.A,
            Owner = Owner.Coordinator,
            En = new(
                "Shared report mailbox not authorised",
                "{members} domains send their aggregate reports to {host}, which does not declare that it accepts them.",
                "Receivers drop the reports, so nobody sees who sends mail in the members' names.",
                "Ask whoever runs {host} to publish one TXT record, v=DMARC1, at *._report._dmarc.{host}. It authorises all members at once."),
            Ja = new(
                "共用のレポートの宛先が受け取りに同意していない",
                "{members}件のドメインが集計レポートの宛先を {host} にしていますが、{host} は受け取りへの同意を示していません。",
                "受信側がレポートを送らないため、各機関の名前で誰がメールを送っているのか分かりません。",
                "{host} の運用者に、*._report._dmarc.{host} へTXTレコード v=DMARC1 を1件公開するよう依頼してください。これで、全機関の分に一度に同意したことになります。"),
            Find = shared => shared.Domains.Length < 2 ? [] : [Evidence.At(shared.Host)
                .With("host", shared.Host.Text)
                .With("members", shared.Domains.Length)
                .With("domains", shared.Domains)
                .Propose(shared.WildcardName is { } name ? ProposedRecord.Txt(name, "v=DMARC1", previous: null) : null)],
        },
    ]);

    public static RuleSet<SharedKey> Keys { get; } = new(
    [
        new("dkim.key-shared-between-domains", Severity.Medium, "")
        {
            Affects = Affects.Spoofing,
            Urgency = Urgency.Quarter,
            Cost = Cost.B,
            Owner = Owner.MailProvider,
            En = new(
                "One DKIM key for several domains",
                "{members} domains publish the same DKIM key: {examples}.",
                "Whoever gets hold of the private key at one of them can sign mail as all of them, and one change of keys affects all.",
                "Ask the mail provider to make a key of its own for each domain, under a new selector. Once mail is signed with it, wait about a week, then delete the shared key."),
            Ja = new(
                "複数のドメインが同じDKIM鍵を使っている",
                "{members}件のドメインが同じDKIM鍵を公開しています：{examples}。",
                "1か所で秘密鍵が漏れると、すべてのドメインの署名を偽造できるようになります。鍵も、全ドメインで同時に替えなければなりません。",
                "ドメインごとに別の鍵を新しいセレクターで作るよう、メールの提供元に依頼してください。新しい鍵で署名されていることを確かめ、1週間ほどたってから、共用の鍵を削除してください。"),
            Find = shared => [new Evidence { Subject = shared.Domains[0] }
                .With("members", shared.Domains.Length)
                .With("examples", shared.Domains.Take(MaxExamples))
                .With("domains", shared.Domains)],
        },
    ]);
}
