using MailGuard.Findings;

namespace MailGuard.Dmarc;

/// <summary>Rules about how report destinations are written.</summary>
internal static class DmarcDestinationRules
{
    /// <summary>Receivers are only sure to serve this many (RFC 7489 section 6.2).</summary>
    private const int ServedDestinations = 2;

    public static readonly Rule<DmarcPublication>[] Rules =
    [
        new("dmarc.report-authorization-name-too-long", Severity.Medium, "RFC 9990 section 4")
        {
            Affects = Affects.Visibility, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "Agreement of the report receiver cannot be published",
                "{subject} sends reports to {mailbox} of another organization; the name that would show its agreement is longer than DNS allows.",
                "Receivers send no reports there, and its operator cannot change that.",
                "Write a mailbox in your own domain into the record instead of {mailbox}."),
            Ja = new(
                "レポートの宛先の組織が同意を示せない",
                "{subject} に書かれたレポートの宛先は、ほかの組織の {mailbox} です。同意を示すレコードの名前が、DNSで使える長さを超えます。",
                "受信側はそこにレポートを送りません。宛先の組織が何をしても変わりません。",
                "{mailbox} をやめ、自組織のドメインのメールボックスに書き換えてください。"),
            Find = dmarc =>
                from destination in dmarc.Destinations
                where destination is { Authorization: DmarcAuthorization.Missing, AuthorizationName: null } && dmarc.Applied is not null
                select DmarcRules.At(dmarc.Applied!).With("mailbox", destination.Uri.Mailbox),
        },
        new("dmarc.many-report-destinations", Severity.Low, "RFC 7489 section 6.2")
        {
            Affects = Affects.Visibility, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "Many report destinations",
                "{subject} names {count} mailboxes for aggregate reports in rua.",
                "Receivers are only sure to serve the first two, so the others may get incomplete reports.",
                "Keep the two you need most, and forward from there. No record is proposed here, because only you know which two these are."),
            Ja = new(
                "集計レポートの宛先が多い",
                "{subject} の rua に、集計レポート(ruaレポート)の宛先が{count}件あります。",
                "受信側が必ず送るのは先頭の2件までです。ほかの宛先には一部のレポートしか届かないことがあります。",
                "必要な2件だけを残し、ほかへはそこから転送してください。どれを残すかはDNSから判断できないため、ここではレコード案を示していません。"),
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && own.Record.Rua.Count(uri => uri.IsValid) is > ServedDestinations and var count
                ? [DmarcRules.At(own).With("count", count)]
                : [],
        },
        new("dmarc.report-size-suffix", Severity.Low, "RFC 9989 section 4.8")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "Obsolete size limit behind a report address",
                "{subject} limits the size of reports: {uris}",
                "Receivers of RFC 9989 ignore the limit; older ones withhold reports that are larger.",
                "Publish the record without the exclamation mark and what follows it: {proposed}"),
            Ja = new(
                "レポートの宛先に廃止された容量制限がある",
                "{subject} で、レポートの容量が制限されています：{uris}",
                "新規格の受信側（RFC 9989）はこの制限を無視します。旧規格の受信側（RFC 7489）は、制限を超えるレポートを送りません。",
                "感嘆符とその後ろを除いたレコードに置き換えてください：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && own.Record.Rua.Concat(own.Record.Ruf).Where(uri => uri.SizeLimit is not null).ToList() is { Count: > 0 } limited
                ? [DmarcRules.At(own).With("uris", limited.Select(uri => uri.Text)).Propose(DmarcRules.Mended(own, WithoutSizeLimits))]
                : [],
        },
        new("dmarc.failure-reports-only", Severity.Low, "RFC 9989 section 4.7")
        {
            Affects = Affects.Visibility, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "Failure reports without aggregate reports",
                "{subject} asks for reports about single failures (ruf), but not for aggregate reports (rua).",
                "Few receivers send failure reports, so you see next to nothing.",
                "Create a mailbox for aggregate reports and add it as rua: {proposed}"),
            Ja = new(
                "失敗レポートだけを求めている",
                "{subject} は失敗レポート(rufレポート)だけを求め、集計レポート(ruaレポート)を求めていません。",
                "失敗レポートを送る受信側は少ないため、状況はほとんど分かりません。",
                "集計レポートを受け取るメールボックスを作り、rua に書いてください：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { Record: { Rua.IsEmpty: true } record } own && record.Ruf.Any(uri => uri.IsValid)
                ? [DmarcRules.At(own).Propose(DmarcRules.Mended(own, draft => draft.With("rua", DmarcRules.ReportUri(own.Location))))]
                : [],
        },
        new("dmarc.failure-options-unused", Severity.Low, "RFC 9989 section 4.7")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "fo without ruf",
                "{subject} has fo={options}, but no ruf.",
                "Receivers read fo only together with ruf, so it has no effect.",
                "Publish the record without fo: {proposed}"),
            Ja = new(
                "rufがないのにfoがある",
                "{subject} に fo={options} がありますが、ruf がありません。",
                "fo は ruf があるときだけ読まれるため、効果がありません。",
                "fo を除いたレコードに置き換えてください：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && own.Record.ValueOf("fo") is { } options && own.Record.ValueOf("ruf") is null
                ? [DmarcRules.At(own).With("options", options).Propose(DmarcRules.Mended(own, draft => draft.Without("fo")))]
                : [],
        },
    ];

    private static DmarcDraft WithoutSizeLimits(DmarcDraft draft)
    {
        foreach (var tag in (string[])["rua", "ruf"])
            if (draft[tag] is { } uris) draft = draft.With(tag, string.Join(',', uris.Split(',').Select(uri => DmarcReportUri.Parse(uri).WithoutSizeLimit)));
        return draft;
    }
}
