using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Spf;

/// <summary>Rules about what the record leads to: lookups, dead names, loops.</summary>
internal static class SpfTreeRules
{
    private const string TellOperatorEn =
        "The record of {parent} belongs to somebody else. Tell its operator; until it is mended remove the term that leads there.";

    private const string TellOperatorJa =
        "{parent} のレコードは他社のものです。提供元に知らせ、直るまでは {parent} を読み込む項目を外してください。";

    public static readonly Rule<SpfPublication>[] Rules =
    [
        new("spf.too-many-lookups", Severity.Critical, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.AToB, Replaces = ["spf.lookups-near-limit"],
            En = new(
                "More than 10 SPF lookups",
                "The SPF record of {subject} needs {lookups} DNS lookups; receivers stop after {limit} (permerror).",
                "SPF fails for every sender that is listed behind the tenth lookup, often for all.",
                "Remove includes that are no longer used, and replace hosts that never change by ip4 or ip6. Cost of each term: {costs}. The limit is crossed at {crossing}."),
            Ja = new(
                "SPFのDNS参照回数が上限の10回を超えている",
                "{subject} のSPFレコードはDNS参照が{lookups}回必要です。受信側は{limit}回で打ち切ります（permerror）。",
                "10回目より後ろに書かれた送信元は、多くの場合すべての送信元で、SPF認証が失敗します。",
                "使っていないincludeを外し、変わることのないホストは ip4、ip6 に置き換えてください。項目ごとの参照回数：{costs}。{crossing} で上限を超えます。"),
            Find = spf => spf.Tree.Root.Lookups > SpfTree.MaxLookups
                ? [LookupsAt(spf).With("crossing", CrossingNode(spf.Tree.Root))]
                : [],
        },
        new("spf.lookups-near-limit", Severity.Low, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "SPF lookups near the limit",
                "The SPF record of {subject} needs {lookups} of the {limit} DNS lookups allowed.",
                "The next mail service you add may make SPF fail for all mail.",
                "Make room before adding a service: remove unused includes. Cost of each term: {costs}."),
            Ja = new(
                "SPFのDNS参照回数が上限に近い",
                "{subject} のSPFレコードは、DNS参照回数の上限{limit}回のうち{lookups}回を使っています。",
                "メールサービスをもう1つ加えると、すべてのメールでSPF認証が失敗するおそれがあります。",
                "サービスを加える前に、使っていないincludeを外して余裕を作ってください。項目ごとの参照回数：{costs}。"),
            Find = spf => spf.Tree.Root.Lookups is >= SpfTree.MaxLookups - 2 and <= SpfTree.MaxLookups ? [LookupsAt(spf)] : [],
        },
        new("spf.too-many-void-lookups", Severity.High, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.A, Replaces = ["spf.void-lookup"],
            En = new(
                "More than 2 void SPF lookups",
                "{count} names in the SPF record of {subject} lead nowhere: {names}. Receivers may stop after {limit} (permerror).",
                "SPF may fail for all mail.",
                "Delete the terms that name them."),
            Ja = new(
                "SPFの空振りの参照が2回を超えている",
                "{subject} のSPFレコードには、該当するレコードがないDNS名が{count}件あります：{names}。受信側は空振りが{limit}回を超えると打ち切ることがあります（permerror）。",
                "すべてのメールでSPF認証が失敗するおそれがあります。",
                "これらの名前を書いた項目を削除してください。"),
            Find = spf => spf.Tree.Root.VoidLookups > SpfTree.MaxVoidLookups ? [VoidsAt(spf)] : [],
        },
        new("spf.void-lookup", Severity.Low, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "Void SPF lookup",
                "The SPF record of {subject} names what leads nowhere: {names}.",
                "Receivers allow only two such names; a third makes SPF fail.",
                "Delete the terms that name them."),
            Ja = new(
                "SPFに空振りの参照がある",
                "{subject} のSPFレコードに、該当するレコードがないDNS名があります：{names}。",
                "このような名前は2件までしか許されず、3件目でSPF認証が失敗します。",
                "これらの名前を書いた項目を削除してください。"),
            Find = spf => spf.Tree.Root.VoidLookups is >= 1 and <= SpfTree.MaxVoidLookups ? [VoidsAt(spf)] : [],
        },
        new("spf.include-without-record", Severity.Critical, "RFC 7208 sections 5.2 and 6.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "SPF include without a record",
                "The SPF record of {parent} has {term}, but {subject} holds no SPF record.",
                "SPF fails for all mail that reaches this term (permerror).",
                "Ask the provider for the right name and correct the term, or remove it: {proposed}")
            {
                Cases = [new("included", null, TellOperatorEn)],
            },
            Ja = new(
                "includeで読み込む先にSPFレコードがない",
                "{parent} のSPFレコードに {term} がありますが、{subject} にSPFレコードがありません。",
                "この項目まで評価が進んだメールはすべてSPF認証が失敗します（permerror）。",
                "提供元に正しい名前を確かめて直してください。使っていなければ削除します：{proposed}")
            {
                Cases = [new("included", null, TellOperatorJa)],
            },
            Find = spf => TargetsWith(spf, SpfNodeProblem.WithoutRecord),
        },
        new("spf.include-nonexistent", Severity.Critical, "RFC 7208 sections 5.2 and 6.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "SPF include of a name that does not exist",
                "The SPF record of {parent} has {term}, but the name {subject} does not exist.",
                "SPF fails for all mail that reaches this term (permerror).",
                "Remove the term: {proposed}")
            {
                Cases = [new("included", null, TellOperatorEn)],
            },
            Ja = new(
                "includeで読み込む先の名前が存在しない",
                "{parent} のSPFレコードに {term} がありますが、{subject} という名前は存在しません。",
                "この項目まで評価が進んだメールはすべてSPF認証が失敗します（permerror）。",
                "この項目を削除してください：{proposed}")
            {
                Cases = [new("included", null, TellOperatorJa)],
            },
            Find = spf => [.. TargetsWith(spf, SpfNodeProblem.Nonexistent), .. TargetsWith(spf, SpfNodeProblem.InvalidName)],
        },
        new("spf.host-nonexistent", Severity.High, "RFC 7208 sections 4.6.4 and 5")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "SPF names a host that does not exist",
                "The SPF record of {parent} has {term}, but the name {subject} does not exist.",
                "Mail from the server that was meant fails SPF, and the lookup is wasted.",
                "Remove the term: {proposed}")
            {
                Cases = [new("included", null, "The record of {parent} belongs to somebody else. Tell its operator.")],
            },
            Ja = new(
                "SPFに書かれたホストが存在しない",
                "{parent} のSPFレコードに {term} がありますが、{subject} という名前は存在しません。",
                "本来のサーバーからのメールはSPF認証に失敗し、DNS参照も無駄になります。",
                "この項目を削除してください：{proposed}")
            {
                Cases = [new("included", null, "{parent} のレコードは他社のものです。提供元に知らせてください。")],
            },
            Find = spf => TermsWith(spf, branch => branch.Question?.IsNonexistent == true)
                .Select(at => AboutTerm(spf, at.Node, at.Branch, at.Branch.Question!.Name)),
        },
        new("spf.referenced-domain-registrable", Severity.Critical, "")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["spf.include-nonexistent", "spf.host-nonexistent"],
            En = new(
                "SPF names a domain anybody can register",
                "The SPF record leads to {subject}, but the domain {registrable} does not exist and may be free to register.",
                "Whoever registers it can send mail as this domain with SPF passing.",
                "Remove the term that names it at once."),
            Ja = new(
                "SPFが誰でも登録できるドメインを指している",
                "SPFレコードが {subject} を参照していますが、{registrable} というドメインは存在せず、誰でも登録できる可能性があります。",
                "登録した者は、SPF認証に成功するメールをこのドメインの名前で送れます。",
                "この名前を書いた項目を、すぐに削除してください。"),
            Find = spf => spf.Registrable.Select(found => Evidence.At(found.Name)
                .With("registrable", found.RegistrableDomain.Text) with { Confidence = Confidence.Inferred }),
        },
        new("spf.loop", Severity.Critical, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "SPF includes itself",
                "In the SPF record of {parent}, {term} leads back to a record that is already being read.",
                "Receivers go round until they hit the lookup limit, and SPF fails (permerror).",
                "Remove the term: {proposed}")
            {
                Cases = [new("included", null, TellOperatorEn)],
            },
            Ja = new(
                "SPFが自分自身を読み込んでいる",
                "{parent} のSPFレコードの {term} は、すでに読み込み中のレコードに戻ります。",
                "受信側は上限まで参照を繰り返し、SPF認証が失敗します（permerror）。",
                "この項目を削除してください：{proposed}")
            {
                Cases = [new("included", null, TellOperatorJa)],
            },
            Find = spf => TargetsWith(spf, SpfNodeProblem.Loop),
        },
        new("spf.mx-too-many-hosts", Severity.Critical, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "More than 10 MX hosts behind one mx term",
                "{term} in the SPF record of {parent} covers {hosts} MX hosts of {subject}; receivers stop after {limit} (permerror).",
                "SPF fails for all mail that reaches this term.",
                "Replace the term by the provider's include or by ip4 and ip6.")
            {
                Cases = [new("included", null, TellOperatorEn)],
            },
            Ja = new(
                "mxの対象が10ホストを超えている",
                "{parent} のSPFレコードの {term} は、{subject} のMXホスト{hosts}台を対象にしています。受信側は{limit}台を超えると打ち切ります（permerror）。",
                "この項目まで評価が進んだメールはすべてSPF認証が失敗します。",
                "提供元のincludeか、ip4、ip6 に置き換えてください。")
            {
                Cases = [new("included", null, TellOperatorJa)],
            },
            Find = spf => TermsWith(spf, branch => branch.Question?.MxHosts > SpfTree.MaxMxHosts)
                .Select(at => AboutTerm(spf, at.Node, at.Branch, at.Branch.Question!.Name).Propose(null)
                    .With("hosts", at.Branch.Question.MxHosts).With("limit", SpfTree.MaxMxHosts)),
        },
    ];

    private static Evidence LookupsAt(SpfPublication spf) => Evidence.At(spf.Domain)
        .With("lookups", spf.Tree.Root.Lookups).With("limit", SpfTree.MaxLookups)
        .With("costs", spf.Tree.Root.Branches.Where(branch => branch.Lookups > 0).Select(branch => $"{branch.Term.Text} {branch.Lookups}"))
        .With("record", spf.Tree.Root.Record?.Text);

    /// <summary>The term that uses the eleventh lookup, e.g. <c>include:b.example in a.example</c>.</summary>
    private static string CrossingNode(SpfNode root)
    {
        var left = SpfTree.MaxLookups;
        for (var node = root; ;)
        {
            var crossing = node.Branches.First(branch => (left -= branch.Lookups) < 0);
            left += crossing.Lookups - 1;
            if (left < 0 || crossing.Target is null) return node == root ? crossing.Term.Text : $"{crossing.Term.Text} ({node.Name})";
            node = crossing.Target;
        }
    }

    private static Evidence VoidsAt(SpfPublication spf) => Evidence.At(spf.Domain)
        .With("count", spf.Tree.Root.VoidLookups).With("limit", SpfTree.MaxVoidLookups).With("names", VoidNames(spf.Tree.Root).Distinct());

    private static IEnumerable<string> VoidNames(SpfNode root) =>
        from node in root.All
        from branch in node.Branches
        let name = branch.Question is { IsVoid: true } ? branch.Question.Name
            : branch.Target?.Status is DnsStatus.NoData or DnsStatus.NoSuchName ? branch.Target.Name : null
        where name is not null
        select name;

    private static IEnumerable<Evidence> TargetsWith(SpfPublication spf, SpfNodeProblem problem) =>
        TermsWith(spf, branch => branch.Target?.Problem == problem).Select(at => AboutTerm(spf, at.Node, at.Branch, at.Branch.Target!.Name));

    /// <summary>Terms and the record they stand in; a record reached by several ways gives each of its terms once.</summary>
    private static IEnumerable<(SpfNode Node, SpfBranch Branch)> TermsWith(SpfPublication spf, Func<SpfBranch, bool> condition) =>
        spf.Tree.Root.All.SelectMany(node => node.Branches.Where(condition), (node, branch) => (node, branch))
            .DistinctBy(at => (at.node.Name, at.branch.Term.Text));

    /// <summary>Evidence about a term; the proposed record, where the record is our own, is the one without it. Without its redirect a record needs an end.</summary>
    private static Evidence AboutTerm(SpfPublication spf, SpfNode node, SpfBranch branch, string subject)
    {
        var newEnd = branch.Term is SpfTerm.Redirect ? "~all" : null;
        var proposed = SpfRules.IsOwn(spf, node) ? SpfProposal.Without(node.Answer!.Name, node.Record!, term => term.Text == branch.Term.Text, newEnd) : null;
        return (SpfRules.At(spf, node) with { Subject = subject })
            .With("parent", node.Name).With("term", branch.Term.Text).Propose(proposed);
    }
}
