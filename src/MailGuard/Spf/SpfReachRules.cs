using System.Net;
using System.Net.Sockets;
using MailGuard.Findings;

namespace MailGuard.Spf;

/// <summary>Rules about how many strangers the record lets in.</summary>
internal static class SpfReachRules
{
    /// <summary>Shortest IPv4 prefix that is still a plausible network of one sender: a /8 is a 256th of the Internet.</summary>
    private const int ExtremelyWideIp4Bits = 8;

    /// <summary>Prefixes of this length and shorter hold more addresses than one organization sends from.</summary>
    private const int VeryWideIp4Bits = 15;

    /// <summary>A provider's whole allocation is a /32 (RFC 6177 and registry practice).</summary>
    private const int NarrowIp6Bits = 32;

    /// <summary>Two /16 networks.</summary>
    private const long ManyIp4Addresses = 1 << 17;

    public static readonly Rule<SpfPublication>[] Rules =
    [
        new("spf.allows-everyone", Severity.Critical, "RFC 7208 section 5.1; RFC 9989 section 7.1")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["spf.range-extremely-wide", "spf.range-very-wide"],
            En = new(
                "SPF lets everybody send",
                "The SPF record of {subject} authorises every server on the Internet ({terms}).",
                "A stranger's mail passes SPF, and so passes DMARC, whatever the policy.",
                "List the real senders and end the record with ~all: {proposed}")
            {
                Cases = [new("included", null, "This record belongs to somebody else. Remove the term of your record that leads to {subject}, and tell its operator.")],
            },
            Ja = new(
                "SPFが誰にでも送信を許している",
                "{subject} のSPFレコードは、インターネット上のすべてのサーバーに送信を許しています（{terms}）。",
                "第三者のメールがSPF認証に成功し、DMARCのポリシーが何であっても、DMARCにも合格します。",
                "正規の送信元だけを書き、末尾を ~all にしてください：{proposed}")
            {
                Cases = [new("included", null, "このレコードは、ほかの組織が管理しています。{subject} につながる項目を自分のレコードから外し、提供元に知らせてください。")],
            },
            Find = spf =>
            {
                var open = PassingNodes(spf.Tree.Root).Where(node => OpenTerms(node).Any()).DistinctBy(node => node.Name).ToList();
                if (open.Count > 0) return open.Select(node => OpenAt(spf, node));
                var coversAll = Ip4Ranges.CoveredAddresses(PassingNodes(spf.Tree.Root).SelectMany(PassingNetworks)) == Ip4Ranges.WholeSpace;
                return coversAll ? [Evidence.At(spf.Domain).With("terms", "ip4")] : [];
            },
        },
        new("spf.range-extremely-wide", Severity.High, "RFC 9989 section 7.1")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.B, Owner = Owner.MailProvider, Replaces = ["spf.range-very-wide"],
            En = new(
                "Extremely wide SPF range",
                "The SPF record of {subject} authorises extremely wide address ranges: {ranges}.",
                "Millions of machines that are not yours can send as this domain with SPF passing.",
                "Ask the vendor which addresses really send, and list only those."),
            Ja = new(
                "SPFの許可範囲が極端に広い",
                "{subject} のSPFレコードは、極端に広いアドレス範囲に送信を許しています：{ranges}。",
                "無関係な数百万台の機器から、SPF認証に成功するメールをこのドメインの名前で送れます。",
                "実際に送信するアドレスを委託先に確かめ、それだけを書いてください。"),
            Find = spf => WideAt(spf, network => IsIp4(network) && network.PrefixLength <= ExtremelyWideIp4Bits),
        },
        new("spf.range-very-wide", Severity.Medium, "RFC 9989 section 7.1")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.B, Owner = Owner.MailProvider,
            En = new(
                "Very wide SPF range",
                "The SPF record of {subject} authorises very wide address ranges: {ranges}.",
                "Far more machines can send as this domain than one organization has.",
                "Ask the vendor which addresses really send, and list only those.")
            {
                Cases = [new("sum", "The ranges in the SPF record of {subject} hold {addresses} IPv4 addresses together.", null)],
            },
            Ja = new(
                "SPFの許可範囲がとても広い",
                "{subject} のSPFレコードは、とても広いアドレス範囲に送信を許しています：{ranges}。",
                "1つの組織が持つ台数をはるかに超える機器から、このドメインの名前で送れます。",
                "実際に送信するアドレスを委託先に確かめ、それだけを書いてください。")
            {
                Cases = [new("sum", "{subject} のSPFレコードの範囲は、合わせて{addresses}個のIPv4アドレスを含みます。", null)],
            },
            Find = spf =>
            {
                var wide = WideAt(spf, network => IsIp4(network)
                    ? network.PrefixLength is > ExtremelyWideIp4Bits and <= VeryWideIp4Bits
                    : network.PrefixLength < NarrowIp6Bits).ToList();
                if (wide.Count > 0) return wide;
                var addresses = Ip4Ranges.CoveredAddresses(UncataloguedNodes(spf).SelectMany(PassingNetworks));
                return addresses > ManyIp4Addresses
                    ? [(Inferred(Evidence.At(spf.Domain)) with { Case = "sum" }).With("addresses", addresses)]
                    : [];
            },
        },
    ];

    /// <summary>Nodes whose pass gives the domain's mail a pass: the domain, redirect targets, includes without another qualifier.</summary>
    internal static IEnumerable<SpfNode> PassingNodes(SpfNode node) =>
    [
        node,
        .. node.Branches
            .Where(branch => branch.Target is not null && branch.Term is SpfTerm.Redirect or SpfTerm.Directive { Qualifier: SpfQualifier.Pass })
            .SelectMany(branch => PassingNodes(branch.Target!)),
    ];

    private static IEnumerable<SpfNode> UncataloguedNodes(SpfPublication spf) =>
        PassingNodes(spf.Tree.Root).DistinctBy(node => node.Name).Where(node => !spf.CataloguedNodes.Contains(node));

    private static IEnumerable<SpfTerm.Directive> PassingDirectives(SpfNode node) =>
        node.Branches.Select(branch => branch.Term).OfType<SpfTerm.Directive>().Where(directive => directive.Qualifier is SpfQualifier.Pass);

    private static IEnumerable<IPNetwork> PassingNetworks(SpfNode node) => PassingDirectives(node)
        .Select(directive => directive.Mechanism).OfType<SpfMechanism.Ip>().Select(ip => ip.Network);

    /// <summary>Terms that match every client of a family. A prefix of 0 behind a or mx does so as soon as the name has an address.</summary>
    private static IEnumerable<SpfTerm.Directive> OpenTerms(SpfNode node) => PassingDirectives(node).Where(directive => directive.Mechanism is
        SpfMechanism.All or SpfMechanism.Ip { Network.PrefixLength: 0 } or SpfMechanism.A { Ip4PrefixBits: 0 } or SpfMechanism.Mx { Ip4PrefixBits: 0 });

    private static Evidence OpenAt(SpfPublication spf, SpfNode node)
    {
        var open = OpenTerms(node).ToList();
        var proposed = SpfRules.IsOwn(spf, node) ? SpfProposal.Without(node.Answer!.Name, node.Record!, open.Contains, "~all") : null;
        return SpfRules.At(spf, node)
            .With("terms", open.Select(term => term.Text)).With("record", node.Record!.Text).Propose(proposed);
    }

    private static IEnumerable<Evidence> WideAt(SpfPublication spf, Func<IPNetwork, bool> isWide) =>
        from node in UncataloguedNodes(spf)
        let wide = PassingNetworks(node).Where(isWide).Select(network => network.ToString()).Distinct().ToList()
        where wide.Count > 0
        select Inferred(new Evidence { Subject = node.Name }).With("ranges", wide);

    /// <summary>What is wide rests on thresholds and on the catalogue.</summary>
    private static Evidence Inferred(Evidence evidence) => evidence with { Confidence = Confidence.Inferred };

    private static bool IsIp4(IPNetwork network) => network.BaseAddress.AddressFamily is AddressFamily.InterNetwork;
}
