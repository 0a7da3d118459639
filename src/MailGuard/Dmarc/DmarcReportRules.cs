using MailGuard.Findings;

namespace MailGuard.Dmarc;

/// <summary>Rules about where reports go.</summary>
internal static class DmarcReportRules
{
    public static readonly Rule<DmarcPublication>[] Rules =
    [
        new("dmarc.monitoring-without-reports", Severity.High, "RFC 9989 section 5.1.3")
        {
            Affects = Affects.Visibility, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "Monitoring without reports",
                "The policy of {subject} comes down to none, and it names no mailbox that can receive reports.",
                "The record has no effect at all: it neither protects nor tells you anything.",
                "Create a mailbox for aggregate reports and add it to rua: {proposed}"),
            Ja = new(
                "監視のみなのにレポートを受け取れない",
                "{subject} のポリシーは実質 none(監視のみ)で、集計レポートを受け取れる宛先もありません。",
                "保護にも状況の把握にもつながらず、レコードに効果がありません。",
                "集計レポート(ruaレポート)を受け取るメールボックスを作り、rua に加えてください：{proposed}"),
            Find = dmarc => WithoutReports(dmarc, isEnforcing: false),
        },
        new("dmarc.enforcing-without-reports", Severity.Medium, "RFC 9989 section 5.1.3")
        {
            Affects = Affects.Visibility, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "Enforcement without reports",
                "{subject} asks for {policy}, but names no mailbox that can receive reports.",
                "When a sender of yours fails, its mail is lost and nobody notices.",
                "Create a mailbox for aggregate reports and add it to rua: {proposed}"),
            Ja = new(
                "強制力のあるポリシーなのにレポートを受け取れない",
                "{subject} のポリシーは {policy} ですが、集計レポートを受け取れる宛先がありません。",
                "自組織のメールが認証に失敗して届かなくなっても、誰も気づきません。",
                "集計レポート(ruaレポート)を受け取るメールボックスを作り、rua に加えてください：{proposed}"),
            Find = dmarc => WithoutReports(dmarc, isEnforcing: true),
        },
        new("dmarc.report-uri-invalid", Severity.High, "RFC 9989 sections 4.6 and 4.8")
        {
            Affects = Affects.Visibility, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "Report address not usable",
                "{subject} has a report address that receivers cannot use: {uris}",
                "No reports are sent there.",
                "Write the address as mailto:name@domain. Replace the record with the corrected one: {proposed}"),
            Ja = new(
                "レポートの宛先の書き方が正しくない",
                "{subject} に、受信側が使えないレポートの宛先があります：{uris}",
                "そこにはレポートが届きません。",
                "宛先を mailto:名前@ドメイン の形に直してください。直したレコードに置き換えてください：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && own.Record.Rua.Concat(own.Record.Ruf).Where(uri => !uri.IsValid).ToList() is { Count: > 0 } invalid
                ? [DmarcRules.At(own).With("uris", invalid.Select(uri => uri.Text)).Propose(DmarcRules.Mended(own, draft => draft))]
                : [],
        },
        new("dmarc.report-mailbox-unreachable", Severity.High, "RFC 5321 section 5.1; RFC 7505")
        {
            Affects = Affects.Visibility, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "Report mailbox cannot receive mail",
                "{subject} sends reports to {mailbox}, but {host} receives no mail: it has neither MX nor address, or a null MX.",
                "Reports are lost.",
                "Write a mailbox in a domain that receives mail into rua."),
            Ja = new(
                "レポートの宛先がメールを受け取れない",
                "{subject} に書かれたレポートの宛先は {mailbox} ですが、{host} はメールを受け取りません（MXもアドレスもないか、null MXです）。",
                "レポートは失われます。",
                "メールを受け取れるドメインのメールボックスを rua に書いてください。"),
            Find = dmarc =>
                from destination in dmarc.Destinations
                where destination.IsReachable == false && dmarc.Applied is not null
                select DmarcRules.At(dmarc.Applied!).With("mailbox", destination.Uri.Mailbox).With("host", destination.Uri.Host!.Text),
        },
        new("dmarc.report-destination-unauthorized", Severity.High, "RFC 9990 section 4")
        {
            Affects = Affects.Visibility, Urgency = Urgency.TwoWeeks, Cost = Cost.B, Owner = Owner.MailProvider,
            En = new(
                "Report receiver has not agreed",
                "{subject} sends reports to {mailbox} of another organization, but no DMARC record at {asked} shows its agreement.",
                "Receivers send no reports there.",
                "Ask the operator of {host} to show its agreement with a TXT record at {asked}: {proposed}"),
            Ja = new(
                "レポートの宛先の組織が受け取りに同意していない",
                "{subject} に書かれたレポートの宛先は、ほかの組織の {mailbox} です。受け取りへの同意を示すDMARCレコードが {asked} にありません。",
                "受信側はそこにレポートを送りません。",
                "同意を示すTXTレコードを {asked} に公開するよう、{host} の運用者に依頼してください：{proposed}"),
            Find = dmarc =>
                from destination in dmarc.Destinations
                where destination.Authorization is DmarcAuthorization.Missing && dmarc.Applied is not null
                let asked = destination.AuthorizationName
                where asked is not null
                select DmarcRules.At(dmarc.Applied!).With("mailbox", destination.Uri.Mailbox).With("host", destination.Uri.Host!.Text).With("asked", asked.Text)
                    .Propose(ProposedRecord.Txt(asked, "v=DMARC1", null)),
        },
    ];

    /// <summary>Raised at the record that applies, also when it is inherited; an open question about a destination leaves the rule open.</summary>
    private static IEnumerable<Evidence> WithoutReports(DmarcPublication dmarc, bool isEnforcing)
    {
        if (dmarc.IsUndetermined || dmarc.Applied is not { } applied || dmarc.HasUsableRua) return [];
        if (dmarc.WeakerExact is not { } policy || policy > DmarcPolicy.None != isEnforcing) return [];
        return [DmarcRules.At(applied).With("policy", DmarcRules.Word(policy))
            .Propose(DmarcRules.Mended(applied, draft => draft.With("rua", WithOwnMailbox(draft["rua"], applied))))];
    }

    /// <summary>A destination that is there stays: its host may agree later.</summary>
    private static string WithOwnMailbox(string? rua, DmarcApplied applied) =>
        string.Join(',', ((string?[])[rua, DmarcRules.ReportUri(applied.Location)]).Where(uris => !string.IsNullOrEmpty(uris)));
}
