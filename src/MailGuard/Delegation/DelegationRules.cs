using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Delegation;

/// <summary>What can be wrong in the zone around the mail records.</summary>
internal static class DelegationRules
{
    public static readonly RuleSet<DelegationPublication> All = new(
    [
        new("dnssec.chain-broken", Severity.Critical, "RFC 4033; RFC 4034; RFC 4035")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.B,
            En = new(
                "DNSSEC chain broken",
                "Resolvers that check DNSSEC get no answer for {subject}: {types} end in SERVFAIL. With checking disabled there is an answer.",
                "Receivers whose resolvers check see no records of this domain at all. Mail to it is lost, and its own mail fails SPF, DKIM and DMARC.",
                "Have the DNS operator sign the zone again, or the registrar correct or remove the DS record. Check with: delv {subject} MX. For comparison, without checking: dig +cd {subject} MX. Then run the audit again."),
            Ja = new(
                "DNSSECの検証に失敗する",
                "DNSSECを検証するリゾルバーは、{subject} の応答を受け取れません。{types} の問い合わせがSERVFAILになります。検証を止めると応答があります。",
                "検証するリゾルバーを使う受信側からは、このドメインのレコードが1つも見えません。このドメイン宛てのメールは届かず、このドメインからのメールはSPF、DKIM、DMARCに合格しません。",
                "DNSの運用者に、ゾーンの署名をやり直すよう依頼してください。親ゾーンのDSレコードが古いときは、ドメインの登録事業者に訂正または削除を依頼してください。直ったかどうかは delv {subject} MX で確かめられます。dig +cd {subject} MX は、検証しないときの応答を表示します。直ったら、もう一度調べてください。"),
            Find = delegation => delegation.Dnssec is { IsBroken: true, Checked: var mx, Again: { } again }
                ? [Evidence.At(delegation.Domain).With("types", new[] { mx, again }.Select(answer => DnsTypeName.Of(answer.Type)))]
                : [],
        },
        new("wildcard.mail-relevant", Severity.Medium, "RFC 1034 section 4.3.3; RFC 4592")
        {
            Affects = Affects.Spoofing | Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.B,
            En = new(
                "Wildcard that bears on mail",
                "A wildcard answers {types} for every name below {subject}, also for {unused}, which nobody uses.",
                "Names that were never meant for mail look real, and np in DMARC has no effect. The rules dmarc.nonexistent-names-open, dkim.missing and dkim.selectors-unknown say less than usual.",
                "Replace the wildcard by records for the names in use."),
            Ja = new(
                "メールに関わるワイルドカードがある",
                "ワイルドカードが、誰も使っていない {unused} を含め、{subject} の下のすべての名前に {types} を返します。",
                "メールに使わない名前まで存在するように見え、DMARCの np も効きません。dmarc.nonexistent-names-open、dkim.missing、dkim.selectors-unknown の結果も、ふだんほど当てになりません。",
                "ワイルドカードをやめ、使っている名前だけにレコードを公開してください。"),
            Find = delegation => delegation.WildcardTypes.ToList() is { Count: > 0 } types
                ? [Evidence.At(delegation.Domain).With("types", types.Select(DnsTypeName.Of))
                    .With("unused", delegation.Wildcard[0].Name.Text)]
                : [],
        },
        new("delegation.cname-dangling", Severity.High, "")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "Mail name leads nowhere",
                "{subject} is an alias (CNAME) of {target}, which does not exist.",
                "Whoever comes to own the target runs a server under your name, and can collect passwords there.",
                "Delete the alias."),
            Ja = new(
                "メール用の別名（CNAME）の先が存在しない",
                "{subject} は {target} の別名（CNAME）ですが、その名前は存在しません。",
                "別名の先を手に入れた者が、このドメインの名前でサーバーを動かし、パスワードを集められます。",
                "この別名を削除してください。"),
            Find = delegation => delegation.Dangling.Select(answer => Evidence.At(answer.Name).With("target", answer.Aliases[^1].Text)),
        },
    ]);
}
