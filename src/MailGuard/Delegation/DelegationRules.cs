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
                "検証するリゾルバーを使う受信側からは、このドメインのレコードが1つも見えません。このドメインあてのメールは届かず、このドメインからのメールはSPF、DKIM、DMARCに合格しません。",
                "DNSの運用者に、ゾーンの署名をやり直すよう依頼してください。親ゾーンのDSレコードが古いときは、ドメインの登録事業者に訂正または削除を依頼してください。直ったかどうかは delv {subject} MX で確かめられます。dig +cd {subject} MX は、検証しないときの応答を表示します。直ったら、もう一度調べてください。"),
            Find = delegation => delegation.Dnssec is { IsBroken: true, Checked: var mx, Again: { } again }
                ? [Evidence.At(delegation.Domain).With("types", new[] { mx, again }.Select(answer => DnsTypeName.Of(answer.Type)))]
                : [],
        },
        new("dnssec.unsigned", Severity.Info, "RFC 4033")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.B,
            En = new(
                "Zone not signed with DNSSEC",
                "The zone {subject} is not signed with DNSSEC: its parent zone holds no DS record for it.",
                "Signatures let resolvers notice forged answers; they are an extra that most domains do not have yet.",
                "Optional. If your DNS operator offers DNSSEC with automatic keys, have it switched on when the service is next renewed."),
            Ja = new(
                "ゾーンがDNSSECで署名されていない",
                "{subject} のゾーンはDNSSECで署名されていません。親ゾーンにDSレコードがありません。",
                "署名があると、リゾルバーは偽の応答に気づけます。多くのドメインはまだ使っていない、追加の対策です。",
                "対応は任意です。鍵を自動で管理するDNSSECをDNSの運用者が提供している場合は、次の契約更新のときに有効にするよう依頼してください。"),
            Find = delegation => delegation.Zone is { Apex: { } apex, IsSigned: false } ? [Evidence.At(apex)] : [],
        },
        new("caa.missing", Severity.Info, "RFC 8659")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "No CAA record",
                "Neither {subject} nor a name above it publishes a CAA record.",
                "With CAA records, only the certificate authorities they name may issue certificates for your servers.",
                "Optional. The DNS does not show which certificate authorities you use, so no record is proposed here. Check every service that uses a certificate of this domain, such as web sites, booking systems and mail, and list its certificate authority. An authority you leave out cannot issue a certificate at the next renewal. Once the list is complete, publish one CAA record for each at {subject}."),
            Ja = new(
                "CAAレコードがない",
                "{subject} にも、その上位の名前にもCAAレコードがありません。",
                "CAAレコードがあると、サーバー証明書を発行できるのは、指定した認証局だけになります。",
                "対応は任意です。認証局はDNSからは分からないため、ここではレコード案を示していません。Webサイト、予約システム、メールなど、このドメインの証明書を使うサービスをすべて確かめ、その認証局を書き出してください。書き漏らした認証局では、次の更新のときに証明書を発行できなくなります。すべてそろってから、それぞれのCAAレコードを {subject} に公開してください。"),
            Find = delegation => Evidence.When(delegation.IsCaaMissing, delegation.Domain),
        },
        new("delegation.servers-dead", Severity.High, "RFC 1912 section 2.8")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.B,
            En = new(
                "Name server does not exist",
                "The zone {subject} names {total} name servers; of these, {dead} do not exist or have no address. Whether the others answer was not checked.",
                "Resolvers that try such a server wait or give up, and whoever comes to own its name answers for the domain.",
                "Have the DNS operator correct or remove these NS records, both in the zone and, through the registrar, in the parent zone.")
            {
                Cases = [new("one-left", "The zone {subject} names {total} name servers; {dead} do not exist or have no address, so that at most one can answer. Whether that one does was not checked.", null)],
            },
            Ja = new(
                "存在しないネームサーバーが指定されている",
                "{subject} のゾーンのネームサーバー{total}台のうち、{dead} は存在しないか、アドレスがありません。ほかのサーバーが応答するかどうかは調べていません。",
                "このサーバーに問い合わせたリゾルバーは待たされるか、あきらめます。その名前を登録した者は、このドメインについて偽の応答を返せます。",
                "このNSレコードを直すか削除するよう、DNSの運用者に依頼してください。ゾーンの中だけでなく、登録事業者を通じて親ゾーンも直してください。")
            {
                Cases = [new("one-left", "{subject} のゾーンのネームサーバー{total}台のうち、{dead} は存在しないか、アドレスがありません。応答できるのは多くても1台です。ほかのサーバーが応答するかどうかは調べていません。", null)],
            },
            Find = DeadServers,
        },
        new("delegation.single-server", Severity.Medium, "RFC 1912 section 2.8")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.B,
            En = new(
                "Only one name server",
                "The zone {subject} has only one name server, {server}.",
                "While it is down, nobody finds the domain: mail is delayed, and its own mail cannot be checked.",
                "Have the DNS operator set up a second name server in another network, and add its NS record in the zone and at the registrar."),
            Ja = new(
                "ネームサーバーが1台しかない",
                "{subject} のゾーンのネームサーバーは {server} の1台だけです。",
                "このサーバーが止まると、誰もこのドメインのレコードを調べられません。届くメールは遅れ、このドメインからのメールは認証に失敗します。",
                "別のネットワークに2台目のネームサーバーを用意するよう、DNSの運用者に依頼してください。NSレコードは、ゾーンと登録事業者の両方に追加してください。"),
            Find = delegation => delegation.Zone.ServerNames.ToList() is [var only] ? [Evidence.At(delegation.Zone.Apex!).With("server", only.Text)] : [],
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

    /// <summary>Inferred: a resolver may know an address from the parent zone's glue that the name itself does not have.</summary>
    private static IEnumerable<Evidence> DeadServers(DelegationPublication delegation)
    {
        var dead = delegation.NameServers.Where(server => server.IsDead).Select(server => server.Name.Text).ToList();
        if (dead.Count == 0) return [];
        var total = delegation.Zone.ServerNames.Count();
        return [(Evidence.At(delegation.Zone.Apex!) with { Confidence = Confidence.Inferred, Case = total - dead.Count <= 1 ? "one-left" : null })
            .With("total", total).With("dead", dead)];
    }
}
