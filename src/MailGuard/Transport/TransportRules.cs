using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Transport;

/// <summary>What can be wrong with how a domain receives mail.</summary>
internal static class TransportRules
{
    public static readonly RuleSet<TransportPublication> All = new(
    [
        new("mx.target-not-a-host", Severity.High, "RFC 2181 section 10.3; RFC 5321 section 5.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "MX does not name a host",
                "The MX of {domain} points to {subject}, which is an alias (CNAME) or an address.",
                "Some senders cannot deliver to it.",
                "Point the MX to the name of a host that has an address record (A or AAAA) of its own."),
            Ja = new(
                "MXがホスト名を指していない",
                "{domain} のMXが指す {subject} は、別名（CNAME）またはIPアドレスです。",
                "送信側によっては配送できません。",
                "アドレスレコード（A または AAAA）を持つホスト名をMXに書いてください。"),
            Find = transport =>
                from host in transport.Hosts
                where host.IsAlias || host.IsAddressLiteral
                select At(transport, host),
        },
        new("mx.target-unresolvable", Severity.High, "RFC 5321 section 5.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "MX host without address",
                "The MX of {domain} points to {subject}, which does not exist or has no address.",
                "Mail that is tried there is delayed or lost.",
                "Correct the name, or remove this MX record."),
            Ja = new(
                "MXのホストにアドレスがない",
                "{domain} のMXが指す {subject} は、存在しないかアドレスがありません。",
                "そこに配送しようとしたメールは遅れるか、失われます。",
                "名前を直すか、このMXレコードを削除してください。"),
            Find = transport =>
                from host in transport.Hosts
                where host.IsUnresolvable && !host.IsAddressLiteral
                select At(transport, host),
        },
        new("mx.target-registrable", Severity.Critical, "")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["mx.target-unresolvable"],
            En = new(
                "MX in a domain anybody can register",
                "The MX of {domain} points to {subject}, but the domain {registrable} does not exist and may be free to register.",
                "Whoever registers it receives this domain's mail.",
                "Remove this MX record."),
            Ja = new(
                "MXが誰でも登録できるドメインを指している",
                "{domain} のMXは {subject} を指していますが、{registrable} というドメインは存在せず、誰でも登録できる可能性があります。",
                "登録した者が、このドメインあてのメールを受け取れます。",
                "このMXレコードを削除してください。"),
            Find = transport => transport.Registrable.Select(found => Evidence.At(found.Name)
                .With("domain", transport.Domain.Text).With("registrable", found.RegistrableDomain.Text) with { Confidence = Confidence.Inferred }),
        },
        new("mx.null-mx-mixed", Severity.High, "RFC 7505 section 3")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "Null MX beside other MX",
                "{subject} has a null MX (no mail is accepted) beside {hosts}.",
                "Senders disagree on whether the domain accepts mail.",
                "Remove the null MX if the domain receives mail; otherwise remove the others."),
            Ja = new(
                "null MXとほかのMXが併記されている",
                "{subject} には、メールを受け取らないことを示すnull MXと {hosts} が併記されています。",
                "メールを受け取るかどうかの判断が、送信側によって分かれます。",
                "メールを受け取るならnull MXを、受け取らないならほかのMXを削除してください。"),
            Find = transport => transport.HasNullMx && !transport.Hosts.IsEmpty
                ? [Evidence.At(transport.Domain).With("hosts", transport.Hosts.Select(host => host.Host.Text))]
                : [],
        },
        new("mx.implicit", Severity.Low, "RFC 5321 section 5.1")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "No MX, mail falls back to the address",
                "{subject} has no MX, so mail is tried at its address record.",
                "Often that is the web server, which does not accept the mail.",
                "Publish an MX that names the mail server, or a null MX (0 .) if the domain receives no mail."),
            Ja = new(
                "MXがなく、アドレスレコードに配送される",
                "{subject} にMXがないため、メールはアドレスレコードのサーバーに配送されます。",
                "多くの場合そこはWebサーバーで、メールを受け取れません。",
                "メールサーバーを示すMXを公開してください。メールを受け取らないドメインなら、null MX（0 .）を公開してください。"),
            Find = transport => Evidence.When(transport.ImplicitAddress?.Status is DnsStatus.Found, transport.Domain),
        },
        new("mta-sts.missing", Severity.Low, "RFC 8461 section 3")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.WhenConvenient, Cost = Cost.AToB,
            En = new(
                "No MTA-STS",
                "{subject} announces no MTA-STS policy.",
                "Someone on the network path can make senders deliver this domain's mail unencrypted, or elsewhere.",
                "Put up a policy file in mode testing first, then publish the TXT record that announces it. The file belongs at https://mta-sts.{domain}/.well-known/mta-sts.txt. The record has to match the file, so none is proposed here."),
            Ja = new(
                "MTA-STSが設定されていない",
                "{subject} に、MTA-STSポリシーがあることを告知するレコードがありません。",
                "通信経路上の第三者が、このドメインあてのメールを暗号化させずに送らせたり、別の場所に届けさせたりできます。",
                "まず testing モードのポリシーファイルを置き、そのあとで告知のTXTレコードを公開してください。ファイルは https://mta-sts.{domain}/.well-known/mta-sts.txt に置きます。レコードはファイルの内容と合わせる必要があるため、ここではレコード案を示していません。"),
            Find = transport => !transport.Hosts.IsEmpty && !transport.MtaSts.IsFailed
                && !IsMtaStsMeant(transport)
                ? [Evidence.At(transport.MtaSts.Name).With("domain", transport.Domain.Text)]
                : [],
        },
        new("mta-sts.record-invalid", Severity.Medium, "RFC 8461 section 3.1")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "MTA-STS record invalid",
                "The MTA-STS record at {subject} cannot be used: {records}",
                "Senders behave as if there were no MTA-STS.",
                "Leave one TXT record there: {proposed}"),
            Ja = new(
                "MTA-STSレコードが正しくない",
                "{subject} のMTA-STSレコードは使えません：{records}",
                "送信側から見ると、MTA-STSがないのと同じです。",
                "この名前のTXTレコードを1件だけにしてください：{proposed}"),
            Find = transport => TextsOf(transport.MtaSts).Where(text => IsMeantAs(text, "stsv1")).ToList() is { Count: > 0 } texts
                && transport.MtaStsRecords is not [{ IsValid: true }]
                ? [Evidence.At(transport.MtaSts.Name).With("records", texts)
                    .Propose(ProposedRecord.Txt(transport.MtaSts.Name, $"v=STSv1; id={IdFor(transport)}", texts))]
                : [],
        },
        new("tls-rpt.missing", Severity.Low, "RFC 8460 section 3")
        {
            Affects = Affects.Visibility, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "No TLS reports",
                "{domain} uses MTA-STS or DANE, but no record at {subject} asks for TLS reports.",
                "When senders cannot deliver because of these, nobody tells you.",
                "Create the mailbox for TLS reports, then publish the TXT record at {subject}: {proposed}"),
            Ja = new(
                "TLSレポートを受け取っていない",
                "{domain} はMTA-STSまたはDANEを使っていますが、{subject} にTLSレポートを求めるレコードがありません。",
                "MTA-STSやDANEが原因で送信側が配送できなくても、知らせは届きません。",
                "TLSレポートを受け取るメールボックスを作り、{subject} にTLSレポートのTXTレコードを公開してください：{proposed}"),
            Find = transport => (transport.UsesDane || !transport.MtaStsRecords.IsEmpty) && !transport.TlsRpt.IsFailed
                && !TextsOf(transport.TlsRpt).Any(text => IsMeantAs(text, "tlsrpt"))
                ? [Evidence.At(transport.TlsRpt.Name).With("domain", transport.Domain.Text)
                    .Propose(ProposedRecord.Txt(transport.TlsRpt.Name, TlsRptFor(transport), null))]
                : [],
        },
        new("tls-rpt.record-invalid", Severity.Medium, "RFC 8460 section 3")
        {
            Affects = Affects.Visibility, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "TLS report record invalid",
                "The TLS report record at {subject} cannot be used: {records}",
                "No TLS reports are sent.",
                "Leave one TXT record there: {proposed}"),
            Ja = new(
                "TLSレポートのレコードが正しくない",
                "{subject} のTLSレポートのレコードは使えません：{records}",
                "TLSレポートは送られてきません。",
                "この名前のTXTレコードを1件だけにしてください：{proposed}"),
            Find = transport => TextsOf(transport.TlsRpt).Where(text => IsMeantAs(text, "tlsrpt")).ToList() is { Count: > 0 } texts
                && transport.TlsRptRecords is not [{ IsValid: true }]
                ? [Evidence.At(transport.TlsRpt.Name).With("records", texts)
                    .Propose(ProposedRecord.Txt(transport.TlsRpt.Name, TlsRptFor(transport), texts))]
                : [],
        },
        new("dane.unsigned", Severity.Medium, "RFC 7672 section 2")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.B,
            En = new(
                "TLSA record without DNSSEC",
                "The MX host {subject} of {domain} has a TLSA record, but its zone {zone} is not signed with DNSSEC.",
                "Senders ignore a TLSA record that nobody has signed, so it protects nothing.",
                "Have the operator of {zone} sign the zone and publish its DS record in the parent zone, or remove the TLSA record at {tlsa}."),
            Ja = new(
                "DNSSECなしでTLSAレコードを公開している",
                "{domain} のMXが指す {subject} にTLSAレコードがありますが、そのゾーン {zone} はDNSSECで署名されていません。",
                "署名のないTLSAレコードは送信側に無視されるため、効果がありません。",
                "{zone} の運用者に、ゾーンに署名して親ゾーンにDSレコードを登録するよう依頼してください。署名しない場合は、{tlsa} のTLSAレコードを削除してください。"),
            Find = transport =>
                from host in transport.Hosts
                where host.Zone is { IsSigned: false }
                select At(transport, host).With("zone", host.Zone!.Apex!.Text).With("tlsa", host.Tlsa!.Name.Text),
        },
        .. MtaStsPolicyRules.Rules,
    ]);

    /// <summary>Some text there is meant to announce a policy, rightly or wrongly.</summary>
    internal static bool IsMtaStsMeant(TransportPublication transport) => TextsOf(transport.MtaSts).Any(text => IsMeantAs(text, "stsv1"));

    private static Evidence At(TransportPublication transport, MxHost host) =>
        Evidence.At(host.Host).With("domain", transport.Domain.Text).With("preference", host.Preference);

    private static IEnumerable<string> TextsOf(DnsAnswer answer) => answer.RecordsOf<DnsRecord.Txt>().Select(txt => txt.Text);

    private static bool IsMeantAs(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>An id that is there stays; senders fetch the policy anew when it changes.</summary>
    private static string IdFor(TransportPublication transport) => transport.MtaStsRecords.Select(record => record.Id).OfType<string>().FirstOrDefault() ?? "1";

    private static string TlsRptFor(TransportPublication transport)
    {
        var rua = transport.TlsRptRecords.SelectMany(record => record.Rua).Distinct().DefaultIfEmpty($"mailto:tls-reports@{transport.Domain.Text}");
        return $"v=TLSRPTv1; rua={string.Join(',', rua)}";
    }
}
