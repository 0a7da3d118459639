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
                "{domain} に適用されるポリシーは none(監視のみ)で、認証に失敗したメールも配送されます。",
                "第三者がこのドメインを名乗ったメールが、そのまま相手に届きます。",
                "集計レポートを1か月以上読み、自組織の送信元がすべて認証に成功してから quarantine(隔離)に進んでください。時期はレポートでしか判断できないため、ここではレコード案を示していません。"),
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
                "{domain} に固有のレコードはなく、{subject} の {tag} タグ（{policy}）が適用されます。",
                "上位のレコードを変えると、このドメインのポリシーも変わります。",
                "直す必要はありません。別のポリシーや専用のレポートが必要な場合だけ、_dmarc.{domain} にレコードを公開してください。"),
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
                "If a sender of yours still fails, write pct=0 together with t=y, which means one level lower to both. If all of them pass, delete pct: {proposed}"),
            Ja = new(
                "DMARCのpctが100未満",
                "{subject} に pct={pct} があります。{policy} を、RFC 7489 の受信側は一部のメールだけに、RFC 9989 の受信側はすべてのメールに適用します。",
                "緩やかな開始にも、完全な保護にもなりません。",
                "認証に失敗する自組織の送信元が残っているなら、pct=0 と t=y を併記してください。どちらの受信側でも1段階緩やかになります。すべて成功しているなら、pct を削除してください：{proposed}"),
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
                "Take t=y out on the day you planned for it: {proposed}"),
            Ja = new(
                "DMARCがテストモード",
                "{subject} に t=y があります。{domain} に対し、RFC 9989 の受信側は {newer}、RFC 7489 の受信側は {older} を適用します。",
                "RFC 9989 の受信側では、サブドメインも含めて記載より1段階緩やかになります。",
                "予定した日に t=y を外してください：{proposed}"),
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
                "A stranger simply uses a name below the domain.",
                "Raise sp to the policy of the domain, and set np=reject: {proposed}"),
            Ja = new(
                "サブドメインのDMARCポリシーが弱い",
                "{subject} は {policy} を求めていますが、サブドメインには {weaker} しか求めていません。",
                "第三者は、サブドメインを名乗るだけで済みます。",
                "sp をドメインと同じポリシーに上げ、np=reject を加えてください：{proposed}"),
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
                "Write it into the record of {organization}, and delete it here: {proposed}"),
            Ja = new(
                "サブドメイン用のポリシーが読まれない場所にある",
                "{subject} に {tags} がありますが、サブドメインには {organization} のレコードが適用されます。",
                "このタグに効果はありません。",
                "{organization} のレコードに書き、ここからは削除してください：{proposed}"),
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
                "Old and new receivers find different DMARC policies",
                "For {domain}, receivers of RFC 9989 use the organization {newerOrganization} with {newer}, those of RFC 7489 {olderOrganization} with {older}.",
                "The same mail passes here and fails there.",
                "Publish a record of its own at _dmarc.{domain}: {proposed}")
            {
                Cases =
                [
                    new("above", null, "Add psd=n, so that receivers of RFC 9989 too take {domain} for an organization of its own: {proposed}"),
                    new("below", null, "Publish a DMARC record at _dmarc.{olderOrganization} too, unless {domain} is kept apart from it on purpose."),
                ],
            },
            Ja = new(
                "新旧の受信側でDMARCの適用が異なる",
                "{domain} について、RFC 9989 の受信側は組織ドメイン {newerOrganization} の {newer}、RFC 7489 の受信側は {olderOrganization} の {older} を適用します。",
                "同じメールが、受信側によって合格したり不合格になったりします。",
                "_dmarc.{domain} に固有のレコードを公開してください：{proposed}")
            {
                Cases =
                [
                    new("above", null, "RFC 9989 の受信側にも {domain} が独立した組織だと分かるよう、psd=n を加えてください：{proposed}"),
                    new("below", null, "意図して {domain} を切り離しているのでなければ、_dmarc.{olderOrganization} にもDMARCレコードを公開してください。"),
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
                "Names below are treated as separate organizations, and alignment between them is lost.",
                "Delete the tag: {proposed}")
            {
                Cases = [new("psd-n", "{subject} has psd=n and so is cut off from the organization {organization}.", "Keep it if the separation is meant. If senders of {organization} sign this domain's mail, delete the tag: {proposed}")],
            },
            Ja = new(
                "DMARCのpsdタグの使い方が違う",
                "{subject} に psd=y がありますが、{domain} は、第三者がその下に名前を登録できるドメイン（jp や co.jp など）ではありません。",
                "サブドメインが別々の組織として扱われ、アライメント(差出人ドメインとの一致)が失われます。",
                "タグを削除してください：{proposed}")
            {
                Cases = [new("psd-n", "{subject} に psd=n があり、組織ドメイン {organization} から切り離されています。", "意図した分離であれば、そのままで構いません。{organization} の名前で署名したメールをこのドメインから送っている場合は、タグを削除してください：{proposed}")],
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
