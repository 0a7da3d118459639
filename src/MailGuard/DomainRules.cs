using System.Net;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Spf;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>Rules that need more than one protocol.</summary>
internal static class DomainRules
{
    public static readonly RuleSet<DomainFacts> All = new(
    [
        new("spf.softfail-sufficient", Severity.Info, "RFC 9989 section 7.1")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.None, Cost = Cost.None,
            En = new(
                "~all is enough",
                "The SPF record of {subject} ends with ~all, and DMARC asks for reject.",
                "-all would refuse forwarded mail with a good DKIM signature, and no report would show it.",
                "Keep ~all."),
            Ja = new(
                "~allのままで十分",
                "{subject} のSPFレコードは ~all で終わり、DMARCは reject(拒否)です。",
                "-all にすると、正しいDKIM署名のある転送メールまで拒否されます。そのことはレポートにも現れません。",
                "~all のままにしてください。"),
            Find = facts => Evidence.When(
                facts.Spf.Tree.All is SpfQualifier.SoftFail && facts.Dmarc is { IsUndetermined: false, WeakerExact: DmarcPolicy.Reject }, facts.Spf.Domain),
        },
        new("spf.mail-host-without-record", Severity.Low, "RFC 7208 section 2.3")
        {
            Affects = Affects.Delivery, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "Mail server without SPF of its own",
                "The mail server {subject} sends for {domain}, and publishes no SPF record under its own name.",
                "Bounces have no sender address; receivers check the server's name instead and find nothing.",
                "If the server greets with this name (HELO), give the name an SPF record of its own: {proposed}"),
            Ja = new(
                "メールサーバー自身の名前にSPFがない",
                "{domain} のメールを送るサーバー {subject} の名前に、SPFレコードがありません。",
                "不達通知には差出人アドレスがありません。受信側は代わりにサーバーの名前を調べますが、何も見つかりません。",
                "サーバーがHELOでこの名前を名乗っている場合は、この名前にもSPFレコードを公開してください：{proposed}"),
            Find = facts =>
                from host in facts.Transport.Hosts
                where SendsToo(facts.Spf, host)
                let texts = facts.Spf.MailHosts.FirstOrDefault(answer => answer.Name == host.Host)
                where texts is { IsFailed: false } && !texts.RecordsOf<DnsRecord.Txt>().Any(txt => SpfRecordParser.IsSpfRecord(txt.Text))
                select (Evidence.At(host.Host) with { Confidence = Confidence.Inferred }).With("domain", facts.Spf.Domain.Text)
                    .Propose(host.IsAlias ? null : ProposedRecord.Txt(host.Host, "v=spf1 a -all", previous: null)),
        },
        new("dmarc.nonexistent-names-open", Severity.Medium, "RFC 9989 section 4.7")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "Names that do not exist can be used",
                "{subject} leaves mail from names that do not exist, such as payment.{domain}, at {policy}.",
                "Nobody legitimate sends from a name that does not exist, so such mail can be refused now. Only receivers that know np do so.",
                "Add np=reject: {proposed}"),
            Ja = new(
                "存在しないサブドメインを名乗れる",
                "{subject} のレコードでは、payment.{domain} のような存在しない名前を差出人にしたメールの扱いが {policy} です。",
                "存在しない名前から正規のメールが送られることはないため、いま拒否にしても困りません。np に対応した受信側だけが従います。",
                "np=reject を加えてください：{proposed}"),
            Find = facts => HasOpenNonexistentNames(facts.Dmarc, out var own) && facts.Delegation.HasWildcard == false
                ? [DmarcRules.At(own).With("domain", facts.Dmarc.Domain.Text).With("policy", DmarcRules.Word(facts.Dmarc.ByTreeWalk!.Nonexistent))
                    .Propose(DmarcRules.Mended(own, draft => draft.With("np", "reject")))]
                : [],
        },
        new("dmarc.wildcard-defeats-np", Severity.Medium, "RFC 9989 section 3.2.13; RFC 8020")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.B,
            En = new(
                "Wildcard defeats np",
                "A wildcard makes every name below {domain} exist, so an np tag at {subject} never applies.",
                "A stranger can use any name below the domain under its subdomain policy.",
                "Raise sp, the policy for names below, or remove the wildcard."),
            Ja = new(
                "ワイルドカードのためnpが効かない",
                "ワイルドカードがあるため {domain} の下のすべての名前が存在することになり、{subject} に np タグを書いても適用されません。",
                "第三者がどんなサブドメインを名乗っても、サブドメイン用のポリシーしか適用されません。",
                "sp でサブドメインのポリシーを強めるか、ワイルドカードを外してください。"),
            Find = facts => facts is { Dmarc: { IsUndetermined: false, Applied: { } applied }, Delegation.HasWildcard: true }
                ? [DmarcRules.At(applied).With("domain", facts.Dmarc.Domain.Text)]
                : [],
        },
        new("dmarc.reject-without-dkim", Severity.High, "RFC 9989 section 7.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.B, Owner = Owner.MailProvider,
            En = new(
                "DMARC reject without DKIM",
                "{subject} asks for reject, and {domain} has no DKIM key.",
                "Mail of yours that is forwarded fails SPF, and without DKIM it is refused.",
                "Sign with DKIM first; until then step back to quarantine: {proposed}")
            {
                Cases = [new("samples", "{subject} asks for reject, and none of the {count} messages seen from {domain} ({files}) carries a DKIM signature of the domain.", null)],
            },
            Ja = new(
                "DKIMがないままDMARCがreject(拒否)",
                "{subject} のポリシーは reject(拒否)ですが、{domain} にDKIM鍵がありません。",
                "転送された自組織のメールはSPF認証に失敗し、DKIMもないため拒否されます。",
                "先にDKIM署名を有効にしてください。それまでは quarantine(隔離)に戻してください：{proposed}")
            {
                Cases = [new("samples", "{subject} のポリシーは reject(拒否)ですが、{domain} から届いたメール{count}件（{files}）のどれにも、このドメインのDKIM署名がありません。", null)],
            },
            Find = facts => facts is { Role: DomainRole.Sending, Dmarc: { IsUndetermined: false, Applied: { } applied } }
                && facts.Dmarc.ByTreeWalk!.Exact is DmarcPolicy.Reject && (facts.Dkim.IsMissing || SeenMailRules.IsSignedAligned(facts) == false)
                ? [SeenMailRules.Describe(facts, DmarcRules.At(applied)).With("domain", facts.Dmarc.Domain.Text)
                    .Propose(applied.IsInherited ? null : DmarcRules.Mended(applied, draft => draft.With("p", "quarantine")))]
                : [],
        },
        new("dmarc.ttl-too-long", Severity.Low, "")
        {
            Affects = Affects.Delivery, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "DMARC record kept by caches for days",
                "The TTL of {subject} is longer than a day, and its policy is still on its way up: {policy} now.",
                "When a change stops genuine mail and you take it back, some receivers keep to it for days.",
                "Lower the TTL to between 300 and 3,600 seconds, wait until the old TTL has passed, and only then change the policy. The record itself stays as it is: {proposed}"),
            Ja = new(
                "DMARCレコードのTTLが長い",
                "{subject} のTTLは1日を超えています。ポリシーはいま {policy} で、これから強める段階です。",
                "ポリシーを変えて正規のメールが届かなくなったとき、すぐに元に戻しても、数日のあいだ変更後のレコードを使い続ける受信側があります。",
                "TTLを300〜3,600秒の間に短くしてください。元のTTLの時間が過ぎるまで待ち、それからポリシーを変更してください。レコードの内容は変えません：{proposed}"),
            Find = facts => DmarcRules.Own(facts.Dmarc) is { } own && IsCachedForDays(facts.Dmarc) && IsToBeRaised(own.Record, facts.Request.Target)
                ? [DmarcRules.At(own).With("policy", DmarcRules.Word(own.Record.Policy)).Propose(ProposedRecord.Txt(facts.Dmarc.OwnName, own.Record.Text, own.Record.Text))]
                : [],
        },
        new("mx.reverse-dns-mismatch", Severity.Medium, "Google and Yahoo sender guidelines (February 2024)")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.B, Owner = Owner.MailProvider,
            En = new(
                "Reverse DNS of a mail server does not match",
                "The address {address} of {subject} has no reverse name (PTR record).",
                "Large mail services refuse or delay mail from such a server.",
                "Ask the provider of the address to set its PTR record to {subject}.")
            {
                Cases = [new("other-name", "The address {address} of {subject} has the reverse name {names}, which does not lead back to the address.", "Ask the provider of the address to set its PTR record to {subject}, or add this address to the address records of {names}.")],
            },
            Ja = new(
                "メールサーバーの逆引きが一致しない",
                "{subject} のアドレス {address} に、逆引きの名前（PTRレコード）がありません。",
                "大手のメールサービスは、このようなサーバーからのメールを拒否したり遅らせたりします。",
                "アドレスの提供元（回線やサーバーの事業者）に、PTRレコードを {subject} にするよう依頼してください。")
            {
                Cases = [new("other-name", "{subject} のアドレス {address} の逆引きは {names} ですが、その名前を引いても元のアドレスになりません。", "アドレスの提供元（回線やサーバーの事業者）に、PTRレコードを {subject} にするよう依頼してください。または、{names} のアドレスレコードにこのアドレスを加えてください。")],
            },
            Find = facts =>
                from host in facts.Transport.Hosts
                from reverse in host.Reverse
                where reverse.IsConfirmed == false && SendsToo(facts.Spf, host, reverse.Address)
                select (Evidence.At(host.Host) with { Case = reverse.Names.IsEmpty ? null : "other-name", Confidence = Confidence.Inferred })
                    .With("address", reverse.Address.ToString()).With("names", reverse.Names.Select(name => name.Text)),
        },
        new("parked.spf-open", Severity.Medium, "M3AAWG and NCSC practice; Japanese DMARC guideline (2024) section 2.3")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "Domain without mail: SPF open",
                "{subject} is not used for mail, but does not say in SPF that nobody sends for it.",
                "Strangers like to use such names, because nobody looks after them.",
                "Publish one SPF record that authorises nobody, and delete any other. The TXT record belongs at {subject}: {proposed}"),
            Ja = new(
                "メールに使わないドメインのSPFが送信を禁じていない",
                "{subject} はメールに使われていませんが、誰も送信しないことがSPFで示されていません。",
                "管理の目が届きにくく、なりすましに使われやすいドメインです。",
                "誰にも送信を許さないSPFレコードを1件だけ公開し、ほかは削除してください。TXTレコードは {subject} に公開してください：{proposed}"),
            Find = facts => IsParked(facts) && !facts.Spf.IsUndetermined && facts.Spf.Tree.Root.Record is not { AuthorizesNobody: true }
                ? [Parked(facts).Propose(ProposedRecord.Txt(facts.Spf.Domain, "v=spf1 -all", [.. facts.Spf.Tree.Root.Records.Select(record => record.Text)]))]
                : [],
        },
        new("parked.dmarc-open", Severity.Medium, "M3AAWG and NCSC practice; Japanese DMARC guideline (2024) section 2.3")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.A, Replaces = ["dmarc.missing", "dmarc.policy-none"],
            En = new(
                "Domain without mail: DMARC open",
                "{domain} is not used for mail, but its DMARC policy is not reject.",
                "No genuine mail can be lost, so such mail can be refused now.",
                "Publish a DMARC record with the policy reject. The TXT record belongs at {subject}: {proposed}"),
            Ja = new(
                "メールに使わないドメインのDMARCがreject(拒否)でない",
                "{domain} はメールに使われていませんが、DMARCポリシーが reject(拒否)ではありません。",
                "失われる正規のメールがないため、いま拒否にしても困りません。",
                "ポリシーが reject(拒否)のDMARCレコードを公開してください。TXTレコードは {subject} に公開してください：{proposed}"),
            Find = facts => IsParked(facts) && facts.Dmarc is { IsUndetermined: false, WeakerExact: not DmarcPolicy.Reject }
                ? [(Parked(facts) with { Subject = facts.Dmarc.OwnName.Text }).With("domain", facts.Dmarc.Domain.Text)
                    .Propose(ProposedRecord.Txt(facts.Dmarc.OwnName, ParkedDmarc(facts.Dmarc), facts.Dmarc.OwnRecord?.Text))]
                : [],
        },
        new("parked.accepts-mail", Severity.Low, "RFC 7505")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A, Replaces = ["mx.implicit"],
            En = new(
                "Domain without mail: no null MX",
                "{subject} is not used for mail, but does not say so with a null MX.",
                "Mail sent there by mistake is tried for days before the sender hears of it.",
                "Publish a null MX, and delete any other MX record. The MX record belongs at {subject}: {proposed}"),
            Ja = new(
                "メールに使わないドメインにnull MXがない",
                "{subject} はメールに使われていませんが、それを示すnull MXがありません。",
                "誤って送られたメールは数日間再送され、送信者が気づくのが遅れます。",
                "null MXを公開し、ほかのMXレコードは削除してください。MXレコードは {subject} に公開してください：{proposed}"),
            Find = facts => IsParked(facts) && facts.Transport is { Mx.IsFailed: false, HasNullMx: false }
                ? [Parked(facts).Propose(new(facts.Spf.Domain, "MX", ProposedRecord.DefaultTimeToLive, "0 .", PreviousMx(facts.Transport)))]
                : [],
        },
    ]);

    /// <summary>The TTL itself stays out of reports: a cache has already counted it down.</summary>
    private static bool IsCachedForDays(DmarcPublication dmarc) => dmarc.Walk.Steps[0].Answer.TimeToLive > TimeSpan.FromDays(1);

    /// <summary>A change is planned when the owner's target is above the policy; without a stated target, while there is a step left to take.</summary>
    private static bool IsToBeRaised(DmarcRecord record, DmarcPolicy? target) => record.Policy < (target ?? DmarcPolicy.Reject);

    private static bool IsParked(DomainFacts facts) => facts.Role is DomainRole.Parked;

    /// <summary>A role that nobody stated is a guess.</summary>
    private static Evidence Parked(DomainFacts facts) => Evidence.At(facts.Spf.Domain) with
    {
        Confidence = facts.Request.Role is null ? Confidence.Inferred : Confidence.Proven,
    };

    private static string? PreviousMx(TransportPublication transport) =>
        transport.Hosts.IsEmpty ? null : string.Join('\n', transport.Hosts.Select(host => $"{host.Preference} {host.Host.Text}."));

    private static string ParkedDmarc(DmarcPublication dmarc)
    {
        var rua = dmarc.OwnRecord?.Rua.FirstOrDefault(uri => uri.IsValid)?.Text;
        return "v=DMARC1; p=reject; sp=reject; np=reject" + (rua is null ? "" : $"; rua={rua}");
    }

    /// <summary>np is read only from the organizational domain's record, so only there is it missed.</summary>
    private static bool HasOpenNonexistentNames(DmarcPublication dmarc, out DmarcApplied own)
    {
        own = DmarcRules.Own(dmarc)!;
        return own is not null && dmarc.ByTreeWalk is { Nonexistent: not null and not DmarcPolicy.Reject } view && view.OrganizationalDomain == dmarc.Domain
            && own.Record.NonexistentPolicy is not DmarcPolicy.Reject;
    }

    private static bool SendsToo(SpfPublication spf, MxHost host) => host.Addresses
        .SelectMany(answer => answer.RecordsOf<DnsRecord.Address>()).Any(address => SendsToo(spf, host, address.Value));

    /// <summary>The domain's own SPF record lets the MX host send.</summary>
    private static bool SendsToo(SpfPublication spf, MxHost host, IPAddress address) => spf.Tree.Root.Branches
        .Any(branch => branch.Term is SpfTerm.Directive { Qualifier: SpfQualifier.Pass, Mechanism: var mechanism } && mechanism switch
        {
            SpfMechanism.Mx { Domain: null } => true,
            SpfMechanism.A => branch.Question?.Name == host.Host.Text,
            SpfMechanism.Ip ip => ip.Network.Contains(address),
            _ => false,
        });
}
