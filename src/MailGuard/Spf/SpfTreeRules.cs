using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Spf;

/// <summary>Rules about what the record leads to: lookups, dead names, loops.</summary>
internal static class SpfTreeRules
{
    private const string TellOperatorEn =
        "The record of {parent} belongs to somebody else. Tell its operator. Until it is mended remove the term of your record that leads there.";

    private const string TellOperatorJa =
        "{parent} のレコードは、ほかの組織が管理しています。提供元に知らせてください。直るまでは、そこにつながる項目を自分のレコードから外してください。";

    public static readonly Rule<SpfPublication>[] Rules =
    [
        new("spf.too-many-lookups", Severity.Critical, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.AToB, Replaces = ["spf.lookups-near-limit"],
            En = new(
                "More than 10 SPF lookups",
                "The SPF record of {subject} needs {lookups} DNS lookups; receivers stop after {limit} (permerror).",
                "SPF fails for every sender that is listed behind the tenth lookup, often for all.",
                "Remove includes that are no longer used, and replace hosts whose address never changes by ip4 or ip6. Lookups of each term: {costs}. The limit is crossed at {crossing}."),
            Ja = new(
                "SPFのDNS参照回数が上限の10回を超えている",
                "{subject} のSPFレコードはDNS参照が{lookups}回必要です。受信側は{limit}回を超えると打ち切ります（permerror）。",
                "上限より後ろに書かれた送信元は、SPF認証に失敗します。すべての送信元が失敗することも多くあります。",
                "使っていないincludeを外し、IPアドレスが変わらないホストは ip4 や ip6 に書き換えてください。項目ごとの参照回数：{costs}。{crossing} で上限を超えます。"),
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
                "Make room before adding a service: remove unused includes. Lookups of each term: {costs}."),
            Ja = new(
                "SPFのDNS参照回数が上限に近い",
                "{subject} のSPFレコードは、DNS参照回数の上限{limit}回のうち{lookups}回を使っています。",
                "メールサービスをもう1つ加えると、すべてのメールでSPF認証が失敗するおそれがあります。",
                "サービスを加える前に、使っていないincludeを外して余裕を作ってください。項目ごとの参照回数：{costs}。"),
            Find = spf => spf.Tree.Root.Lookups is >= SpfTree.MaxLookups - 2 and <= SpfTree.MaxLookups && !spf.HasOpenQuestions ? [LookupsAt(spf)] : [],
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
                "{subject} のSPFレコードには、空振りの参照（該当するレコードがないDNS名）が{count}件あります：{names}。空振りが{limit}回を超えると、受信側は打ち切ることがあります（permerror）。",
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
                "Receivers allow only two void lookups; with a third SPF may fail.",
                "Delete the terms that name them."),
            Ja = new(
                "SPFに空振りの参照がある",
                "{subject} のSPFレコードに、空振りの参照（該当するレコードがないDNS名）があります：{names}。",
                "空振りの参照は2回までです。3回目でSPF認証が失敗するおそれがあります。",
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
                "Ask the provider for the right name and correct the term. If it is no longer used, publish the record without it: {proposed}")
            {
                Cases = [new("included", null, TellOperatorEn)],
            },
            Ja = new(
                "includeで読み込む先にSPFレコードがない",
                "{parent} のSPFレコードに {term} がありますが、{subject} にSPFレコードがありません。",
                "これより前の項目に当てはまらないメールは、すべてSPF認証に失敗します（permerror）。",
                "提供元に正しい名前を確かめ、項目を直してください。使っていなければ、この項目を除いたレコードに置き換えてください：{proposed}")
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
                "Publish the record without the name that does not exist: {proposed}")
            {
                Cases = [new("included", null, TellOperatorEn)],
            },
            Ja = new(
                "includeで読み込む先の名前が存在しない",
                "{parent} のSPFレコードに {term} がありますが、{subject} という名前は存在しません。",
                "これより前の項目に当てはまらないメールは、すべてSPF認証に失敗します（permerror）。",
                "存在しない名前の項目を除いたレコードに置き換えてください：{proposed}")
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
                "Publish the record without the name that does not exist: {proposed}")
            {
                Cases = [new("included", null, "The record of {parent} belongs to somebody else. Tell its operator.")],
            },
            Ja = new(
                "SPFに書かれたホストが存在しない",
                "{parent} のSPFレコードに {term} がありますが、{subject} という名前は存在しません。",
                "ここで許可するはずのサーバーからのメールは、SPF認証に失敗します。DNS参照も1回無駄になります。",
                "存在しない名前の項目を除いたレコードに置き換えてください：{proposed}")
            {
                Cases = [new("included", null, "{parent} のレコードは、ほかの組織が管理しています。提供元に知らせてください。")],
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
                "Remove the term that names it. If the term stands in somebody else's record, remove the term of yours that leads there."),
            Ja = new(
                "SPFが誰でも登録できるドメインを指している",
                "SPFレコードが {subject} を参照していますが、{registrable} というドメインは存在せず、誰でも登録できる可能性があります。",
                "登録した者は、このドメインの名前で、SPF認証に成功するメールを送れます。",
                "この名前を書いた項目を削除してください。ほかの組織のレコードにある場合は、そこにつながる項目を自分のレコードから外してください。"),
            Find = spf => spf.Registrable.Select(found => Evidence.At(found.Name)
                .With("registrable", found.RegistrableDomain.Text) with { Confidence = Confidence.Inferred }),
        },
        new("spf.loop", Severity.Critical, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "SPF goes round in a circle",
                "In the SPF record of {parent}, {term} leads back to a record that is already being read.",
                "Receivers go round until they hit the lookup limit, and SPF fails (permerror).",
                "Publish the record without the term that leads back: {proposed}")
            {
                Cases = [new("included", null, TellOperatorEn)],
            },
            Ja = new(
                "SPFのincludeが循環している",
                "{parent} のSPFレコードにある {term} は、読み込みの途中のレコードに戻ります。",
                "受信側は上限に達するまで同じ参照を繰り返し、SPF認証が失敗します（permerror）。",
                "循環の元になる項目を除いたレコードに置き換えてください：{proposed}")
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
                "SPFのmxが対象とするホストが10台を超えている",
                "{parent} のSPFレコードの {term} は、{subject} のMXホスト{hosts}台を対象にしています。受信側は{limit}台を超えると打ち切ります（permerror）。",
                "これより前の項目に当てはまらないメールは、すべてSPF認証に失敗します。",
                "この項目を、提供元のincludeか、ip4 と ip6 に書き換えてください。")
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
