using MailGuard.Findings;

namespace MailGuard.Dmarc;

/// <summary>Rules about what receivers of both generations apply.</summary>
internal static class DmarcPolicyRules
{
    public static readonly Rule<DmarcPublication>[] Rules =
    [
        new("dmarc.policy-none", Severity.Medium, "RFC 9989 sections 4.7 and 7.4")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "DMARC policy none",
                "The policy that applies to {domain} is none: receivers report failures but still deliver.",
                "A stranger's mail in your name reaches its reader.",
                "Read the reports for at least a month, let every sender of yours pass, then move to quarantine. No record is proposed here, because only the reports show when the time has come."),
            Ja = new(
                "DMARCポリシーがnone(監視のみ)",
                "{domain} に適用されるポリシーは none(監視のみ)です。認証に失敗したメールも配送されます。",
                "第三者がこのドメインになりすましたメールが、そのまま相手に届きます。",
                "集計レポート(ruaレポート)を1か月以上確認し、自組織の送信元がすべて認証に成功するようにしてください。そのあとで quarantine(隔離)に進んでください。進む時期はレポートからしか判断できないため、ここではレコード案を示していません。"),
            Find = dmarc => dmarc.Applied is { } applied && dmarc.WeakerExact is DmarcPolicy.None && IsPublishedAsNone(dmarc, applied)
                ? [DmarcRules.At(applied).With("domain", dmarc.Domain.Text)]
                : [],
        },
        new("dmarc.policy-inherited", Severity.Info, "RFC 9989 section 4.10.1")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "DMARC policy inherited",
                "{domain} has no record of its own; the {tag} tag of {subject} applies to it ({policy}).",
                "Whoever changes that record changes this domain's policy.",
                "Nothing to repair. Publish a record at _dmarc.{domain} only if this domain needs another policy or its own reports."),
            Ja = new(
                "DMARCポリシーを上位のドメインから受け継いでいる",
                "{domain} 自身のDMARCレコードはなく、{subject} の {tag} タグ（{policy}）が適用されます。",
                "そのレコードを変えると、このドメインのポリシーも変わります。",
                "直す必要はありません。別のポリシーにする場合や、レポートを別に受け取る場合だけ、_dmarc.{domain} にレコードを公開してください。"),
            Find = dmarc => dmarc is { IsUndetermined: false, ByTreeWalk: { Applied: { IsInherited: true } applied } view }
                ? [DmarcRules.At(applied).With("domain", dmarc.Domain.Text).With("tag", view.Tag).With("policy", DmarcRules.Word(view.Exact))]
                : [],
        },
        new("dmarc.pct-below-100", Severity.Medium, "RFC 7489 section 6.6.4; RFC 9989 appendix A.6")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "DMARC pct below 100",
                "{subject} has pct={pct}: receivers of RFC 7489 apply {policy} to a share of the mail only, those of RFC 9989 to all of it.",
                "It is neither a gentle start nor full protection.",
                "If all of your senders pass, delete pct. If one still fails, write pct=0 together with t=y, which means one level lower to both. To delete it, publish the record without pct: {proposed}"),
            Ja = new(
                "DMARCのpctが100未満",
                "{subject} に pct={pct} があります。旧規格の受信側（RFC 7489）は一部のメールだけに、新規格の受信側（RFC 9989）はすべてのメールに {policy} を適用します。",
                "段階的な導入にも、十分な保護にもなりません。",
                "自組織の送信元がすべて認証に成功しているなら、pct を削除してください。失敗する送信元が残っているなら、pct=0 と t=y を併記してください。どちらの受信側でも1段階緩やかになります。削除するには、pct を除いたレコードに置き換えてください：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { Record: { Percent: < 100 and var percent, Policy: DmarcPolicy.Quarantine or DmarcPolicy.Reject } record } own
                && !(percent == 0 && record.IsTesting)
                ? [DmarcRules.At(own).With("pct", percent).With("policy", DmarcRules.Word(record.Policy))
                    .Propose(DmarcRules.Mended(own, draft => draft.Without("pct")))]
                : [],
        },
        new("dmarc.testing-mode", Severity.Medium, "RFC 9989 section 4.7 and appendix A.6")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "DMARC in testing mode",
                "{subject} has t=y: receivers of RFC 9989 apply {newer} to {domain}, those of RFC 7489 {older}.",
                "Receivers of RFC 9989 act one level milder than the record says, for names below too.",
                "On the day you planned for it, publish the record without t=y and without pct: {proposed}"),
            Ja = new(
                "DMARCがテストモード",
                "{subject} に t=y があります。{domain} に対し、新規格の受信側（RFC 9989）は {newer}、旧規格の受信側（RFC 7489）は {older} を適用します。",
                "新規格の受信側では、サブドメインも含めて、レコードに書かれたポリシーより1段階緩やかになります。",
                "予定した日に、t=y と、あれば pct も除いたレコードに置き換えてください：{proposed}"),
            Find = dmarc => dmarc is { IsUndetermined: false, Applied: { Record.IsTesting: true } applied }
                ? [DmarcRules.At(applied).With("domain", dmarc.Domain.Text)
                    .With("newer", DmarcRules.Word(dmarc.ByTreeWalk?.Exact)).With("older", DmarcRules.Word(dmarc.ByPublicSuffix?.Exact))
                    .Propose(DmarcRules.Mended(applied, draft => draft.Without("t").Without("pct")))]
                : [],
        },
        new("dmarc.subdomain-policy-weaker", Severity.High, "RFC 9989 section 4.7")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "Weaker DMARC policy for subdomains",
                "{subject} asks for {policy}, but only {weaker} for names below.",
                "A stranger simply uses a name below the domain, such as one that begins with info.",
                "Find out which names below send mail, and let it pass first. Then give them the policy of the domain, and set np=reject: {proposed}"),
            Ja = new(
                "サブドメインのDMARCポリシーが弱い",
                "{subject} のポリシーは {policy} ですが、サブドメインでは {weaker} です。",
                "第三者は、info で始まるようなサブドメインを差出人にするだけで済みます。",
                "メールを送っているサブドメインがあれば、先に認証に成功するようにしてください。そのうえでサブドメインのポリシーをドメインと同じにし、np=reject を加えます：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && dmarc.ByTreeWalk is { Exact: { } exact } view && WeakerBelow(view, own, exact) is { } weaker
                ? [DmarcRules.At(own).With("domain", dmarc.Domain.Text).With("policy", DmarcRules.Word(own.Record.Policy)).With("weaker", weaker)
                    .Propose(DmarcRules.Mended(own, draft => draft.Without("sp").With("np", "reject")))]
                : [],
        },
        new("dmarc.subdomain-tag-ignored", Severity.Low, "RFC 9989 section 4.7")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "Subdomain policy where nobody reads it",
                "{subject} has {tags}, but names below follow the record of {organization}.",
                "The tag has no effect.",
                "Write it into the record of {organization} if it is needed, and publish this record without it: {proposed}"),
            Ja = new(
                "サブドメイン用のポリシーが受信側に読まれない場所にある",
                "{subject} に {tags} がありますが、サブドメインには {organization} のレコードが適用されます。",
                "このタグに効果はありません。",
                "必要なら {organization} のレコードに書き、このレコードはタグを除いたものに置き換えてください：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && dmarc.ByTreeWalk is { } view && own.Record.Psd is not DmarcPsd.Yes
                && view.OrganizationalDomain != dmarc.Domain && SubdomainTags(own.Record).ToList() is { Count: > 0 } tags
                ? [DmarcRules.At(own).With("tags", tags).With("organization", view.OrganizationalDomain.Text)
                    .Propose(DmarcRules.Mended(own, draft => draft.Without("sp").Without("np")))]
                : [],
        },
        new("dmarc.generations-disagree", Severity.Medium, "RFC 9989 section 4.10")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "Old and new receivers judge DMARC differently",
                "For {domain}, receivers of RFC 9989 use the organization {newerOrganization} with {newer}, those of RFC 7489 {olderOrganization} with {older}.",
                "The same mail may pass here and fail there.",
                "Publish a DMARC record of its own at _dmarc.{domain}: {proposed}")
            {
                Cases =
                [
                    new("above", null, "Add psd=n, so that receivers of RFC 9989 too take {domain} for an organization of its own: {proposed}"),
                    new("below", null, "Publish a DMARC record at _dmarc.{olderOrganization} too, unless {domain} is kept apart from it on purpose."),
                ],
            },
            Ja = new(
                "新旧の受信側でDMARCの判断が異なる",
                "{domain} に対し、新規格の受信側（RFC 9989）は組織ドメインを {newerOrganization} とみなして {newer} を適用します。旧規格の受信側（RFC 7489）は {olderOrganization} とみなして {older} を適用します。",
                "同じメールが、受信側によって合格したり不合格になったりすることがあります。",
                "_dmarc.{domain} に、このドメイン自身のDMARCレコードを公開してください：{proposed}")
            {
                Cases =
                [
                    new("above", null, "新規格の受信側（RFC 9989）も {domain} を独立した組織とみなすよう、psd=n を加えてください：{proposed}"),
                    new("below", null, "_dmarc.{olderOrganization} にもDMARCレコードを公開してください。{domain} を意図して切り離している場合は、そのままで構いません。"),
                ],
            },
            Find = dmarc => dmarc is { ByTreeWalk: { } newer, ByPublicSuffix: { } older } && dmarc.Walk.HasRecord && Disagree(newer, older)
                ? [ToAgree(dmarc, newer, older).With("domain", dmarc.Domain.Text)
                    .With("newerOrganization", newer.OrganizationalDomain.Text).With("newer", DmarcRules.Word(newer.Exact))
                    .With("olderOrganization", older.OrganizationalDomain.Text).With("older", DmarcRules.Word(older.Exact))]
                : [],
        },
        new("dmarc.psd-misused", Severity.Medium, "RFC 9989 sections 4.7 and 5.1.8")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "DMARC psd tag misused",
                "{subject} has psd=y, but {domain} is no domain under which others register names, as they do under jp or co.jp.",
                "Names of one organization are treated as separate organizations, and alignment between them is lost.",
                "Publish the record without psd: {proposed}")
            {
                Cases = [new("psd-n", "{subject} has psd=n and so is cut off from the organization {organization}.", "Keep it if the separation is meant. If senders of {organization} sign this domain's mail, publish the record without psd: {proposed}")],
            },
            Ja = new(
                "DMARCのpsdタグの使い方が違う",
                "{subject} に psd=y がありますが、{domain} は、第三者がその下に名前を登録できるドメイン（jp や co.jp など）ではありません。",
                "同じ組織の名前が別々の組織として扱われ、アライメント(差出人ドメインとの一致)が成り立たなくなります。",
                "psd タグを除いたレコードに置き換えてください：{proposed}")
            {
                Cases = [new("psd-n", "{subject} に psd=n があり、組織ドメイン {organization} から切り離されています。", "意図した分離であれば、そのままで構いません。{organization} の名前で署名したメールをこのドメインから送っている場合は、psd タグを除いたレコードに置き換えてください：{proposed}")],
            },
            Find = dmarc => DmarcRules.Own(dmarc) is { } own ? PsdMisused(dmarc, own) : [],
        },
    ];

    /// <summary>A dry run (t=y, pct=0) is told by its own rules.</summary>
    private static bool IsPublishedAsNone(DmarcPublication dmarc, DmarcApplied applied) =>
        applied.Record.ApplicationBy(DmarcGeneration.Rfc9989) is DmarcApplication.AsNone
        || (applied.IsInherited ? applied.Record.SubdomainPolicy ?? applied.Record.Policy : applied.Record.Policy) is DmarcPolicy.None
        || dmarc.ByTreeWalk?.Applied != dmarc.ByPublicSuffix?.Applied;

    /// <summary>e.g. <c>sp=none</c>; null when names below are as strict.</summary>
    private static string? WeakerBelow(DmarcView view, DmarcApplied own, DmarcPolicy exact)
    {
        if (view.OrganizationalDomain != own.Location) return null;
        if (own.Record.SubdomainPolicy is { } sp && view.Subdomain < exact) return $"sp={DmarcRules.Word(sp)}";
        return own.Record.NonexistentPolicy is { } np && view.Nonexistent < exact ? $"np={DmarcRules.Word(np)}" : null;
    }

    private static IEnumerable<string> SubdomainTags(DmarcRecord record) =>
        from name in (string[])["sp", "np"]
        let value = record.ValueOf(name)
        where value is not null
        select $"{name}={value}";

    /// <summary>t and pct, which each generation reads alone, have rules of their own; here only where the record comes from counts.</summary>
    private static bool Disagree(DmarcView newer, DmarcView older) =>
        newer.OrganizationalDomain != older.OrganizationalDomain || newer.Applied?.Location != older.Applied?.Location;

    /// <summary>What ends the disagreement. Only psd=n keeps newer receivers from an organization above the one of the Public Suffix List.</summary>
    private static Evidence ToAgree(DmarcPublication dmarc, DmarcView newer, DmarcView older)
    {
        var evidence = Evidence.At(dmarc.OwnName);
        var isOrganization = older.OrganizationalDomain == dmarc.Domain;
        if (DmarcRules.Own(dmarc) is not { } own) return evidence.Propose(OwnCopy(dmarc, newer, isOrganization));
        return isOrganization
            ? (evidence with { Case = "above" }).Propose(DmarcRules.Mended(own, draft => draft.With("psd", "n")))
            : evidence with { Case = "below" };
    }

    /// <summary>What newer receivers apply now, written out at the exact name.</summary>
    private static ProposedRecord? OwnCopy(DmarcPublication dmarc, DmarcView newer, bool isOrganization)
    {
        if (newer.Applied is not { } applied) return null;
        var copy = DmarcDraft.Of(applied.Record.Text).Without("sp").Without("np").Without("psd").Without("t").Without("pct")
            .With("p", DmarcRules.Word(newer.Exact));
        return (isOrganization ? copy.With("psd", "n") : copy).InPlaceOf(dmarc.OwnName, null);
    }

    private static IEnumerable<Evidence> PsdMisused(DmarcPublication dmarc, DmarcApplied own)
    {
        var organization = dmarc.ByPublicSuffix?.OrganizationalDomain;
        var mended = DmarcRules.Mended(own, draft => draft.Without("psd"));
        if (own.Record.Psd is DmarcPsd.Yes && !dmarc.IsPublicSuffix)
            yield return DmarcRules.At(own).With("domain", dmarc.Domain.Text).Propose(mended);
        if (own.Record.Psd is DmarcPsd.No && organization is not null && organization != dmarc.Domain)
            yield return (DmarcRules.At(own) with { Case = "psd-n" }).With("organization", organization.Text).Propose(mended);
    }
}
