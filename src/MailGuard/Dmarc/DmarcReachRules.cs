using MailGuard.Findings;

namespace MailGuard.Dmarc;

/// <summary>Rules about names above and below the domain.</summary>
internal static class DmarcReachRules
{
    public static readonly Rule<DmarcPublication>[] Rules =
    [
        new("dmarc.relaxed-alignment-exposed", Severity.Medium, "RFC 9989 section 11.8")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.B,
            En = new(
                "Another organization keeps a name that can send as the domain",
                "{subject} is an alias (CNAME) of {keepers}, where another organization publishes SPF. Alignment is relaxed, so mail it sends under that name passes DMARC as {domain}.",
                "Whoever keeps that name can write mail in the name of the whole domain.",
                "Find out which service uses {subject}. If it is no longer used, delete it. If it is, see in the reports whether its mail passes by DKIM too; only then set aspf=s."
                + " No record is proposed here, because strict alignment can make genuine mail fail.")
            {
                Cases = [new(
                    "delegated",
                    "{subject} is delegated to name servers of another organization ({keepers}). Alignment is relaxed, so mail sent under that name passes DMARC as {domain}.",
                    "Find out who uses {subject}. If nobody does, delete the delegation. If it is a department of its own, have it publish its own DMARC record with psd=n. No record is proposed here, because the zone belongs to whoever keeps it.")],
            },
            Ja = new(
                "ほかの組織が管理するサブドメインから、このドメインを名乗れる",
                "{subject} は {keepers} の別名（CNAME）で、そこにほかの組織がSPFを公開しています。アライメント(差出人ドメインとの一致)の条件が緩いため、この組織のサーバーが {subject} を返送先にして送ったメールは、差出人が {domain} でもDMARCに合格します。",
                "この名前を管理する者は、ドメイン全体の名前でメールを送れます。",
                "{subject} を使っているサービスを確かめ、使っていなければ削除してください。使っていれば、そのメールがDKIMでも合格しているかをレポートで確かめ、合格しているときだけ aspf=s にしてください。"
                + "条件を厳しくすると正規のメールが不合格になることがあるため、ここではレコード案を示していません。")
            {
                Cases = [new(
                    "delegated",
                    "{subject} は、ほかの組織のネームサーバー（{keepers}）に委任されています。アライメント(差出人ドメインとの一致)の条件が緩いため、この組織が {subject} を返送先にして送ったメールは、差出人が {domain} でもDMARCに合格します。",
                    "{subject} を使っている部署やサービスを確かめ、使っていなければ委任を削除してください。独立した部署であれば、psd=n を書いた独自のDMARCレコードを公開するよう依頼してください。ゾーンは委任先のものなので、ここではレコード案を示していません。")],
            },
            Find = dmarc => dmarc.Applied is { } applied
                ? from exposure in dmarc.Exposures
                  where exposure.IsAligned == true && IsRelaxedFor(exposure, applied.Record)
                  select (Evidence.At(exposure.Name) with { Case = exposure.IsDelegated ? "delegated" : null, Confidence = Confidence.Inferred })
                      .With("domain", dmarc.Domain.Text).With("keepers", exposure.Keepers.Select(keeper => keeper.Text))
                : [],
        },
        new("dmarc.deep-record-unreachable", Severity.Low, "RFC 9989 sections 4.10 and 5.1.8")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "DMARC record too deep to be found",
                "The record at {subject} is never asked for by receivers of mail from {domain}: they ask at {domain} itself, then at its last seven labels and above.",
                "It has no effect on that mail.",
                "Publish a record at _dmarc.{domain}, the exact name: {proposed}"),
            Ja = new(
                "階層が深すぎてDMARCレコードが読まれない",
                "{domain} からのメールでは、{subject} のレコードは読まれません。受信側が問い合わせるのは {domain} 自身と、その末尾の7ラベルから上だけです。",
                "このレコードは、そのメールには効果がありません。",
                "メールの差出人と同じ名前、_dmarc.{domain} にレコードを公開してください：{proposed}"),
            Find = dmarc =>
                from step in dmarc.Unreachable
                let record = step.Record
                where record is not null
                select Evidence.At(step.Domain.Prepend("_dmarc")!).With("domain", dmarc.Domain.Text).With("record", record.Text)
                    .Propose(DmarcDraft.Of(record.Text).Without("sp").Without("np").Without("psd").InPlaceOf(dmarc.OwnName, null)),
        },
        new("dmarc.parent-publishes-psd", Severity.Info, "RFC 9989 section 4.10.2")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.None, Cost = Cost.None,
            En = new(
                "The registry publishes psd=y",
                "{subject} has psd=y, so receivers of RFC 9989 take {organization} for the organization.",
                "The organization ends where it should, whatever else stands above.",
                "Nothing to do; psd=n is not needed at {organization}."),
            Ja = new(
                "上位のレジストリがpsd=yを公開している",
                "{subject} に psd=y があるため、新規格の受信側（RFC 9989）は {organization} を組織ドメインとみなします。",
                "上位に何が公開されていても、組織の範囲は正しく決まります。",
                "対応は不要です。{organization} に psd=n を書く必要はありません。"),
            Find = dmarc => dmarc.ByTreeWalk is { } view && dmarc.Walk.Steps is [_, .., { Record.Psd: DmarcPsd.Yes } suffix]
                ? [Evidence.At(suffix.Domain.Prepend("_dmarc")!).With("organization", view.OrganizationalDomain.Text)]
                : [],
        },
    ];

    /// <summary>An alias has nothing below it, so that no key can stand there; a zone can hold both.</summary>
    private static bool IsRelaxedFor(DmarcExposure exposure, DmarcRecord record) =>
        !record.IsStrictSpf || (exposure.IsDelegated && !record.IsStrictDkim);
}
