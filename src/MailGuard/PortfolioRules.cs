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

/// <summary>Rules that need more than one member.</summary>
internal static class PortfolioRules
{
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
}
