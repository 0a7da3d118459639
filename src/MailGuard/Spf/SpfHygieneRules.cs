using System.Collections.Immutable;
using System.Text;
using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Spf;

/// <summary>Rules about what a record carries along: terms without effect, size, obsolete forms, macros.</summary>
internal static class SpfHygieneRules
{
    public static readonly Rule<SpfPublication>[] Rules =
    [
        new("spf.redundant-range", Severity.Low, "")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "SPF range inside another",
                "In the SPF record of {subject}, other ranges already contain {terms}.",
                "Such terms change nothing, and make the record longer and harder to read.",
                "Publish the record without them: {proposed}"),
            Ja = new(
                "SPFの範囲がほかの範囲に含まれている",
                "{subject} のSPFレコードの {terms} は、同じレコードのほかの範囲に含まれています。",
                "結果は変わらず、レコードが長く読みにくくなるだけです。",
                "含まれている項目を除いたレコードに置き換えてください：{proposed}"),
            Find = spf => OwnRecord(spf) is { } record && SpfRanges.Redundant(record) is { IsEmpty: false } terms
                ? [At(spf, record).With("terms", terms.Select(term => term.Text)).Propose(SpfProposal.Without(spf.Domain, record, terms.ToHashSet<SpfTerm>().Contains))]
                : [],
        },
        new("spf.private-address", Severity.Low, "")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "Private addresses in the SPF record",
                "The SPF record of {subject} lists addresses of private networks: {terms}.",
                "Receivers never see mail come from such an address; they see the public one of your router.",
                "If a server with such an address sends mail, first add the public address it uses to the record. If none does, publish the record without these terms: {proposed}"),
            Ja = new(
                "SPFにプライベートアドレスがある",
                "{subject} のSPFレコードに、組織内だけで使うアドレスがあります：{terms}。",
                "受信側に見えるのは外部向けのアドレスで、このアドレスから届くことはありません。",
                "このアドレスのサーバーからメールを送っている場合は、先に、外部に出るときのアドレス（グローバルアドレス）をレコードに書き加えてください。送っていない場合は、この項目を除いたレコードに置き換えてください：{proposed}"),
            Find = spf => OwnRecord(spf) is { } record && PrivateTerms(record) is { IsEmpty: false } terms
                ? [At(spf, record).With("terms", terms.Select(term => term.Text)).Propose(SpfProposal.Without(spf.Domain, record, terms.ToHashSet<SpfTerm>().Contains))]
                : [],
        },
        new("spf.string-over-255", Severity.High, "RFC 1035 section 3.3; RFC 7208 section 3.3")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "SPF string over 255 octets",
                "The SPF record of {subject} is written with a string of {octets} octets; one string holds at most 255.",
                "No name server can send such a string: the zone is refused, or the record is cut off or missing.",
                "Write the record as several quoted strings. Receivers join them without a space, so each space has to stand inside the quotes. Paste this: {strings}"),
            Ja = new(
                "SPFの文字列が255オクテットを超えている",
                "{subject} のSPFレコードに{octets}オクテットの文字列があります。1つの文字列は255オクテットまでです。",
                "ネームサーバーはこの文字列を送れません。ゾーンを読み込めないか、レコードが途中で切れるか、なくなります。",
                "引用符で囲んだ複数の文字列に分けて書いてください。受信側は空白を入れずにつなぐため、空白は引用符の内側に書きます。次のように書いてください：{strings}"),
            Find = spf => spf.Overlong.Select(txt => Evidence.At(spf.Domain)
                .With("octets", txt.Strings.Max(octets => octets.Length)).With("record", txt.Text).With("strings", RecordDataWriter.Write(DnsRecord.Txt.Of(txt.Text)))),
        },
        new("spf.answer-too-large", Severity.Medium, "RFC 7208 section 3.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "TXT answer too large",
                "All TXT records of {subject} together ({records}) make an answer of {octets} octets; 512 fit into a plain DNS packet.",
                "A larger answer does not reach receivers behind firewalls that drop large packets or DNS over TCP.",
                "Delete TXT records that nobody needs any longer, such as verification codes of former services, then shorten the SPF record.")
            {
                Cases = [new("beyond-1232", "All TXT records of {subject} together ({records}) make an answer of {octets} octets. That is more than 512, and more than the 1,232 that UDP carries in one piece; it needs TCP.", null)],
            },
            Ja = new(
                "TXTの応答が大きすぎる",
                "{subject} のTXTレコード{records}件の応答は{octets}オクテットです。拡張（EDNS）を使わないDNSのUDPパケットに入るのは512オクテットまでです。",
                "大きなパケットやTCPのDNSを通さないファイアウォールの内側にある受信側には、応答が届きません。",
                "使わなくなったサービスの確認用コードなど、不要なTXTレコードを削除してください。それでも大きい場合は、使っていない include をSPFレコードから外してください。")
            {
                Cases = [new("beyond-1232", "{subject} のTXTレコード{records}件の応答は{octets}オクテットです。UDPで分割せずに送れる1232オクテットを超えるため、受信側はTCPで受け取る必要があります。", null)],
            },
            Find = spf =>
                from node in spf.Tree.Root.All.DistinctBy(node => node.Name)
                where !node.Records.IsEmpty && SpfRules.IsOwn(spf, node)
                let octets = MessageSize.OfTxt(node.Answer!)
                where octets > MessageSize.PlainUdp
                select (SpfRules.At(spf, node) with { Case = octets > MessageSize.UnfragmentedUdp ? "beyond-1232" : null })
                    .With("octets", octets).With("records", node.Answer!.RecordsOf<DnsRecord.Txt>().Count()),
        },
        new("spf.obsolete-record", Severity.Low, "RFC 7208 section 3.1")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "Obsolete form of SPF",
                "{subject} publishes a record of the obsolete type SPF (99): {records}",
                "Receivers read only the TXT record that begins with v=spf1. If this one stays, the two can come to differ.",
                "Delete the record of type SPF; the TXT record stays.")
            {
                Cases = [new("sender-id", "{subject} publishes a TXT record for Sender ID, which nobody uses any longer: {records}", "Delete the record that begins with spf2.0; the one that begins with v=spf1 stays.")],
            },
            Ja = new(
                "廃止された形式のSPFレコードがある",
                "{subject} に、廃止されたSPF型（99）のレコードがあります：{records}",
                "受信側が見るのは、v=spf1 で始まるTXTレコードだけです。残しておくと、2つの内容が食い違う原因になります。",
                "SPF型のレコードを削除してください。TXTレコードはそのまま残してください。")
            {
                Cases = [new("sender-id", "{subject} に、使われなくなったSender ID用のTXTレコードがあります：{records}", "spf2.0 で始まるレコードを削除してください。v=spf1 で始まるレコードはそのまま残してください。")],
            },
            Find = spf => ObsoleteAt(spf),
        },
        new("spf.sender-macro", Severity.Info, "RFC 7208 section 7; RFC erratum 6595")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.None, Cost = Cost.None,
            En = new(
                "SPF depends on the single message",
                "The SPF record of {subject} asks a name for each message: {terms}.",
                "The operator of that name learns who writes to whom, and receivers disagree whether an empty answer counts as a void lookup.",
                "Nothing to do. What these names answer was not checked, because it depends on the message."),
            Ja = new(
                "SPFの結果がメールごとに変わる",
                "{subject} のSPFレコードは、メールごとに違う名前を問い合わせます：{terms}。",
                "その名前の運用者には、誰が送ったメールかが伝わります。該当がない応答を空振りの参照に数えるかどうかは、受信側によって違います。",
                "対応は不要です。この項目の応答はメールによって変わるため、調べていません。"),
            Find = spf =>
                from node in spf.Tree.Root.All.DistinctBy(node => node.Name)
                where node.Record is not null && SpfRules.IsOwn(spf, node)
                let terms = node.Record!.Terms.Where(NamesTheSender).Select(term => term.Text).ToList()
                where terms.Count > 0
                select Evidence.At(node.Answer!.Name).With("terms", terms),
        },
    ];

    private static SpfRecord? OwnRecord(SpfPublication spf) => spf.Tree.Root.Record;

    private static Evidence At(SpfPublication spf, SpfRecord record) => Evidence.At(spf.Domain).With("record", record.Text);

    private static ImmutableArray<SpfTerm.Directive> PrivateTerms(SpfRecord record) =>
        [.. record.Directives.Where(term => term is { Qualifier: SpfQualifier.Pass, Mechanism: SpfMechanism.Ip ip } && SpfRanges.IsPrivate(ip.Network))];

    private static bool NamesTheSender(SpfTerm term) => term is SpfTerm.Directive { Mechanism: SpfMechanism.Exists }
        || (term is SpfTerm.Explanation explanation ? explanation.Domain : term.DomainSpec) is { } name && (name.UsesLetter('l') || name.UsesLetter('s'));

    private static IEnumerable<Evidence> ObsoleteAt(SpfPublication spf)
    {
        var typed = spf.ObsoleteType is { Aliases.IsEmpty: true } answer ? answer.RecordsOf<DnsRecord.Opaque>().Select(Strings).ToList() : [];
        if (typed.Count > 0) yield return Evidence.At(spf.Domain).With("records", typed);
        var senderId = spf.Texts.Where(text => text.StartsWith("spf2.0", StringComparison.OrdinalIgnoreCase)).ToList();
        if (senderId.Count > 0) yield return (Evidence.At(spf.Domain) with { Case = "sender-id" }).With("records", senderId);
    }

    /// <summary>Data of the form of TXT; as much as there is of it.</summary>
    private static string Strings(DnsRecord.Opaque record)
    {
        var text = new StringBuilder();
        for (var rest = record.Octets.AsSpan(); !rest.IsEmpty;)
        {
            var length = Math.Min(rest[0], rest.Length - 1);
            text.Append(Encoding.Latin1.GetString(rest.Slice(1, length)));
            rest = rest[(1 + length)..];
        }

        return text.ToString();
    }
}
