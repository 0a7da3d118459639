using MailGuard.Findings;

namespace MailGuard.Dmarc;

/// <summary>Rules about the record itself: there, in its place, and written as meant.</summary>
internal static class DmarcRecordRules
{
    public static readonly Rule<DmarcPublication>[] Rules =
    [
        new("dmarc.missing", Severity.High, "RFC 9989 section 4.10")
        {
            Affects = Affects.Spoofing | Affects.Visibility, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "No DMARC record",
                "No DMARC record applies to {domain}.",
                "Anybody can put this domain into the From line, and nobody tells you.",
                "Create the mailbox that rua names, then publish the DMARC record. It changes nothing in delivery and brings reports. The TXT record belongs at {subject}: {proposed}"),
            Ja = new(
                "DMARCレコードがない",
                "{domain} に適用されるDMARCレコードがありません。",
                "誰でもこのドメインを差出人にしたメールを送れます。使われても、知らせは届きません。",
                "rua の宛先になるメールボックスを作り、DMARCレコードを公開してください。配送には影響せず、集計レポート(ruaレポート)が届くようになります。TXTレコードは {subject} に公開してください：{proposed}"),
            Find = dmarc => !dmarc.IsUndetermined && dmarc.Applied is null
                ? [Evidence.At(dmarc.OwnName).With("domain", dmarc.Domain.Text)
                    .With("asked", dmarc.Walk.Steps.Select(step => $"_dmarc.{step.Domain.Text}"))
                    .Propose(ProposedRecord.Txt(dmarc.OwnName, $"v=DMARC1; p=none; rua={DmarcRules.ReportUri(dmarc.Domain)}", null))]
                : [],
        },
        new("dmarc.multiple-records", Severity.Critical, "RFC 9989 section 4.10")
        {
            Affects = Affects.Spoofing | Affects.Visibility, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["dmarc.missing", "dmarc.generations-disagree"],
            En = new(
                "Several DMARC records",
                "{subject} holds {count} DMARC records; receivers then discard all of them.",
                "The domain is treated as if it had no DMARC.",
                "Delete all but one. If you are not sure which is right, keep the mildest: {proposed}"),
            Ja = new(
                "DMARCレコードが複数ある",
                "{subject} にDMARCレコードが{count}件あります。受信側はすべて無視します。",
                "DMARCがないドメインと同じ扱いになります。",
                "1件だけを残し、ほかは削除してください。どれが正しいか分からないときは、最も緩やかなものを残してください：{proposed}"),
            Find = dmarc =>
                from step in dmarc.Walk.Steps
                where step.Records.Length > 1 && (step.Domain == dmarc.Domain || step.Domain == dmarc.ByPublicSuffix?.OrganizationalDomain)
                let owner = step.Domain.Prepend("_dmarc")!
                let mildest = step.Records.OrderBy(record => record.Policy ?? DmarcPolicy.None).First()
                select (Evidence.At(owner) with { AlsoAbout = [dmarc.OwnName.Text] }).With("count", step.Records.Length).With("records", step.Records.Select(record => record.Text))
                    .Propose(ProposedRecord.Txt(owner, MildestText(mildest), [.. step.Records.Select(record => record.Text)])),
        },
        new("dmarc.version-invalid", Severity.Critical, "RFC 9989 sections 4.7 and 4.8")
        {
            Affects = Affects.Spoofing | Affects.Visibility, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["dmarc.missing"],
            En = new(
                "DMARC record does not begin with v=DMARC1",
                "The record at {subject} does not begin with exactly v=DMARC1: {record}",
                "Receivers ignore it; capital letters count, and v has to come first.",
                "Replace it with a record that begins with v=DMARC1: {proposed}"),
            Ja = new(
                "DMARCレコードがv=DMARC1で始まっていない",
                "{subject} のレコードの先頭が、正確に v=DMARC1 になっていません：{record}",
                "受信側はこのレコードを無視します。大文字と小文字は区別され、v は先頭に書く必要があります。",
                "v=DMARC1 で始まるレコードに置き換えてください：{proposed}"),
            Find = dmarc => MeantAsRecord(dmarc, DmarcDiagnosis.HasInvalidVersion),
        },
        new("dmarc.separator-damaged", Severity.High, "RFC 9989 section 4.8")
        {
            Affects = Affects.Spoofing | Affects.Visibility, Urgency = Urgency.Now, Cost = Cost.A,
            Replaces = ["dmarc.missing", "dmarc.policy-invalid", "dmarc.policy-missing", "dmarc.report-uri-invalid"],
            En = new(
                "Separator in the DMARC record damaged",
                "In the record at {subject} a semicolon is missing or another sign stands in its place: {record}",
                "Receivers ignore the tags behind it, or the whole record.",
                "Replace it with a record whose tags are separated by semicolons: {proposed}"),
            Ja = new(
                "DMARCレコードの区切りが壊れている",
                "{subject} のレコードに、区切りのセミコロンがないか、別の記号になっている箇所があります：{record}",
                "受信側はそこから後ろのタグ、またはレコード全体を無視します。",
                "タグをセミコロンで区切ったレコードに置き換えてください：{proposed}"),
            Find = dmarc => MeantAsRecord(dmarc, DmarcDiagnosis.HasDamagedSeparator),
        },
        new("dmarc.wrong-name", Severity.Critical, "RFC 9989 section 4.5")
        {
            Affects = Affects.Spoofing | Affects.Visibility, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["dmarc.missing"],
            En = new(
                "DMARC record at the wrong name",
                "A DMARC record stands at {found}, but receivers look for it at {subject}.",
                "For receivers the domain has no DMARC record.",
                "Move it to {subject}: {proposed}")
            {
                Cases = [new("spf-text", "{subject} holds an SPF record; receivers look there for DMARC.", "Delete it there, and publish the DMARC record in its place: {proposed}")],
            },
            Ja = new(
                "DMARCレコードの場所が違う",
                "DMARCレコードが {found} に公開されていますが、受信側は {subject} を参照します。",
                "受信側から見ると、DMARCレコードがないのと同じです。",
                "{subject} に移してください：{proposed}")
            {
                Cases = [new("spf-text", "受信側がDMARCを探す {subject} に、SPFレコードが公開されています。", "そのレコードを削除し、代わりにDMARCレコードを公開してください：{proposed}")],
            },
            Find = dmarc =>
            [
                .. dmarc.Misplaced.Take(1).Select(misplaced => Evidence.At(dmarc.OwnName).With("found", misplaced.Name.Text).With("record", misplaced.Text)
                    .Propose(DmarcDraft.Of(misplaced.Text).InPlaceOf(dmarc.OwnName, null))),
                .. dmarc.OwnTexts.Where(text => text.StartsWith("v=spf1", StringComparison.OrdinalIgnoreCase)).Take(1).Select(text =>
                    (Evidence.At(dmarc.OwnName) with { Case = "spf-text" }).With("record", text)
                    .Propose(ProposedRecord.Txt(dmarc.OwnName, $"v=DMARC1; p=none; rua={DmarcRules.ReportUri(dmarc.Domain)}", text))),
            ],
        },
        new("dmarc.policy-missing", Severity.Medium, "RFC 9989 sections 4.7 and 4.10.1")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "DMARC record without p",
                "The record at {subject} has no p tag, and no valid rua either: receivers do not apply it at all.",
                "Spoofed mail is not stopped.",
                "Publish the record with p right after v: {proposed}")
            {
                Cases = [new("as-none", "The record at {subject} has no p tag: receivers treat it as p=none.", null)],
            },
            Ja = new(
                "DMARCレコードにpがない",
                "{subject} のレコードには p タグも有効な rua もないため、受信側は適用しません。",
                "なりすましメールを止める効果がありません。",
                "v の直後に p を書いたレコードに置き換えてください：{proposed}")
            {
                Cases = [new("as-none", "{subject} のレコードに p タグがないため、受信側は p=none(監視のみ)として扱います。", null)],
            },
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && own.Record.ValueOf("p") is null
                ? [(DmarcRules.At(own) with { Case = own.Record.HasValidRua ? "as-none" : null })
                    .Propose(DmarcRules.Mended(own, draft => draft.With("p", "none")))]
                : [],
        },
        new("dmarc.policy-invalid", Severity.High, "RFC 9989 section 4.10.1")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "Invalid policy in the DMARC record",
                "The record at {subject} has {tags}, which is no policy, and no valid rua: receivers do not apply the record at all.",
                "The policy that was meant is not in force.",
                "Write none, quarantine or reject: {proposed}")
            {
                Cases = [new("as-none", "The record at {subject} has {tags}, which is no policy: receivers treat the record as p=none.", null)],
            },
            Ja = new(
                "DMARCレコードのポリシーが正しくない",
                "{subject} のレコードの {tags} は正しいポリシーではなく、有効な rua もないため、受信側はレコードを適用しません。",
                "意図したポリシーは効いていません。",
                "none(監視のみ)、quarantine(隔離)、reject(拒否)のいずれかを書いてください：{proposed}")
            {
                Cases = [new("as-none", "{subject} のレコードの {tags} は正しいポリシーではないため、受信側は p=none(監視のみ)として扱います。", null)],
            },
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && InvalidPolicies(own.Record).ToList() is { Count: > 0 } invalid
                ? [(DmarcRules.At(own) with { Case = own.Record.HasValidRua ? "as-none" : null }).With("tags", invalid)
                    .Propose(DmarcRules.Mended(own, draft => draft["p"] is null ? draft.With("p", "none") : draft))]
                : [],
        },
        new("dmarc.duplicate-tag", Severity.Medium, "RFC 9989 section 4.8")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "Repeated tag in the DMARC record",
                "The record at {subject} has {tags} more than once.",
                "Receivers differ in which one they believe.",
                "Publish the record with each tag once: {proposed}"),
            Ja = new(
                "DMARCレコードのタグが重複している",
                "{subject} のレコードに {tags} が2回以上書かれています。",
                "どれを使うかは、受信側によって異なります。",
                "同じタグを1つだけ残したレコードに置き換えてください：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && DmarcDiagnosis.RepeatedTags(own.Record).ToList() is { Count: > 0 } repeated
                ? [DmarcRules.At(own).With("tags", repeated).Propose(DmarcRules.Mended(own, draft => draft))]
                : [],
        },
        new("dmarc.unknown-tag", Severity.Low, "RFC 9989 section 4.7")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "Unknown tag in the DMARC record",
                "The record at {subject} has {tags}, which no receiver knows.",
                "It is ignored; what was meant by it has no effect.",
                "Publish the record without it: {proposed}")
            {
                Cases = [new("near", null, "Perhaps {nearest} was meant. Correct or delete it: {proposed}")],
            },
            Ja = new(
                "DMARCレコードに未知のタグがある",
                "{subject} のレコードの {tags} は、どの受信側も知らないタグです。",
                "受信側に無視され、意図した効果はありません。",
                "このタグを除いたレコードに置き換えてください：{proposed}")
            {
                Cases = [new("near", null, "{nearest} の書き間違いかもしれません。直すか、削除してください：{proposed}")],
            },
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && DmarcDiagnosis.UnknownTags(own.Record).ToList() is { Count: > 0 } unknown
                ? [UnknownTagsAt(own, [.. unknown.Select(tag => tag.Name)])]
                : [],
        },
        new("dmarc.removed-tag", Severity.Low, "RFC 9989 appendices A.6 and C")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "Tag of the old DMARC standard",
                "The record at {subject} still has {tags}. Receivers of RFC 7489 read it, receivers of RFC 9989 ignore it.",
                "With these values it has no effect in either generation.",
                "At the next change, publish the record without it: {proposed}"),
            Ja = new(
                "DMARCレコードに旧規格のタグがある",
                "{subject} のレコードに {tags} が残っています。旧規格の受信側（RFC 7489）は読み、新規格の受信側（RFC 9989）は無視します。",
                "この値では、どちらの受信側でも効果がありません。",
                "次に変更するときに、このタグを除いたレコードに置き換えてください：{proposed}"),
            Find = dmarc => DmarcRules.Own(dmarc) is { } own && HarmlessOldTags(own.Record).ToList() is { Count: > 0 } old
                ? [DmarcRules.At(own).With("tags", old).Propose(DmarcRules.Mended(own, draft => draft.Without("pct")))]
                : [],
        },
        new("dmarc.policy-cname-dead", Severity.Medium, "")
        {
            Affects = Affects.Spoofing | Affects.Visibility, Urgency = Urgency.Quarter, Cost = Cost.B, Replaces = ["dmarc.missing"],
            En = new(
                "DMARC alias leads nowhere",
                "{subject} is an alias (CNAME) of {target}, and no DMARC record is there.",
                "The domain has no DMARC, although somebody once set it up.",
                "Ask the operator of {target} to repair it, or replace the alias by a record of your own: {proposed}"),
            Ja = new(
                "DMARCの別名の先にレコードがない",
                "{subject} は {target} の別名（CNAME）ですが、その先にDMARCレコードがありません。",
                "設定したつもりでも、DMARCがないのと同じです。",
                "{target} の運用者に修復を依頼するか、別名を削除して自分のレコードを公開してください：{proposed}"),
            Find = dmarc => dmarc is { Alias: { } alias, OwnRecord: null } && !dmarc.Walk.Steps[0].Answer.IsFailed && dmarc.Walk.Steps[0].Records.Length == 0
                ? [Evidence.At(dmarc.OwnName).With("target", alias.Target.Text).Propose(InPlaceOfAlias(dmarc, alias))]
                : [],
        },
        new("dmarc.policy-cname-registrable", Severity.Critical, "")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["dmarc.missing", "dmarc.policy-cname-dead"],
            En = new(
                "DMARC alias into a domain anybody can register",
                "{subject} is an alias (CNAME) of {target}, and the domain {registrable} does not exist and may be free to register.",
                "Whoever registers it decides this domain's DMARC policy.",
                "Replace the alias by a record of your own: {proposed}"),
            Ja = new(
                "DMARCの別名が誰でも登録できるドメインを指している",
                "{subject} は {target} の別名（CNAME）ですが、{registrable} というドメインは存在せず、誰でも登録できる可能性があります。",
                "登録した者が、このドメインのDMARCポリシーを決められます。",
                "別名を削除し、自分のレコードを公開してください：{proposed}"),
            Find = dmarc => dmarc.Alias is { Registrable: { } found } alias
                ? [Evidence.At(dmarc.OwnName).With("target", alias.Target.Text).With("registrable", found.RegistrableDomain.Text)
                    .Propose(InPlaceOfAlias(dmarc, alias)) with { Confidence = Confidence.Inferred }]
                : [],
        },
        new("dmarc.policy-outsourced", Severity.Info, "")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.B,
            En = new(
                "DMARC record kept by another organization",
                "{subject} is an alias (CNAME) of {target}, which belongs to another organization.",
                "Its operator can change this domain's policy at any time.",
                "Nothing to repair: write down who operates it and who in your organization may ask for changes."),
            Ja = new(
                "DMARCレコードをほかの組織が管理している",
                "{subject} は、ほかの組織が管理する {target} の別名（CNAME）です。",
                "このドメインのポリシーは、その運用者がいつでも変えられます。",
                "直す必要はありません。運用者の名前と、自組織で変更を依頼できる人を記録しておいてください。"),
            Find = dmarc => dmarc is { Alias: { IsForeign: true } alias, OwnRecord: not null }
                ? [Evidence.At(dmarc.OwnName).With("target", alias.Target.Text)]
                : [],
        },
    ];

    /// <summary>Text at the domain's own name that was meant as the one record there.</summary>
    private static IEnumerable<Evidence> MeantAsRecord(DmarcPublication dmarc, Func<string, bool> isFaulty) =>
        dmarc.OwnTexts.Where(isFaulty).Take(1).Select(text => Evidence.At(dmarc.OwnName).With("record", text)
            .Propose(WithPolicy(DmarcDraft.Of(text)).InPlaceOf(dmarc.OwnName, text)));

    private static DmarcDraft WithPolicy(DmarcDraft draft) => draft["p"] is null ? draft.With("p", "none") : draft;

    private static string MildestText(DmarcRecord record) => WithPolicy(DmarcDraft.Of(record.Text)).ToString();

    private static IEnumerable<string> InvalidPolicies(DmarcRecord record) =>
        from name in (string[])["p", "sp", "np"]
        let value = record.ValueOf(name)
        where value is not null && DmarcRecordParser.ReadPolicy(value) is null
        select $"{name}={value}";

    private static Evidence UnknownTagsAt(DmarcApplied own, string[] unknown)
    {
        var nearest = unknown.Select(DmarcDiagnosis.NearestTag).OfType<string>().FirstOrDefault();
        return (DmarcRules.At(own) with { Case = nearest is null ? null : "near" })
            .With("tags", unknown).With("nearest", nearest).Propose(DmarcRules.Mended(own, draft => draft));
    }

    /// <summary>pct under 100 does have an effect and has a rule of its own.</summary>
    private static IEnumerable<string> HarmlessOldTags(DmarcRecord record) =>
        from tag in DmarcDiagnosis.TakenOutTags(record)
        where !tag.Is("pct") || record.Percent is null or 100 || record.Policy is null or DmarcPolicy.None
        select $"{tag.Name.ToLowerInvariant()}={tag.Value}";

    private static ProposedRecord InPlaceOfAlias(DmarcPublication dmarc, DmarcAlias alias) =>
        ProposedRecord.Txt(dmarc.OwnName, $"v=DMARC1; p=none; rua={DmarcRules.ReportUri(dmarc.Domain)}", $"CNAME {alias.Target.Text}");
}
