using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Spf;

namespace MailGuard;

/// <summary>Rules about the run itself: what was not seen.</summary>
internal static class RunRules
{
    public static readonly RuleSet<DomainFacts> All = new(
    [
        new("run.dns-undetermined", Severity.Info, "")
        {
            Affects = Affects.Visibility, Urgency = Urgency.None, Cost = Cost.None, Owner = Owner.Coordinator,
            En = new(
                "Not everything could be checked",
                "{count} DNS questions about {subject} got no usable answer: {questions}.",
                "What depends on them could not be checked; it is neither right nor wrong.",
                "Run the audit again later. If the same questions stay open, ask the operator of the name servers. Left open: {rules}."),
            Ja = new(
                "確認できなかった項目がある",
                "{subject} を調べるDNSの問い合わせのうち、{count}件に正しい応答がありませんでした：{questions}。",
                "この応答が必要な項目は確認できませんでした。正しいとも誤っているとも言えません。",
                "時間をおいて、もう一度調べてください。同じ問い合わせが残るときは、ネームサーバーの運用者に確かめてください。確認できなかった項目：{rules}。"),
            Find = facts => facts.Failures.Where(answer => answer.Failure is not DnsFailure.LimitReached).ToList() is { Count: > 0 } failures
                ? [(Evidence.At(facts.Request.Domain) with { Confidence = Confidence.Undetermined }).With("count", failures.Count)
                    .With("questions", failures.Select(Question)).With("rules", OpenQuestions.Rules(facts).Distinct().DefaultIfEmpty("-"))]
                : [],
        },
        new("run.answers-differ", Severity.Medium, "")
        {
            Affects = Affects.Visibility, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "Resolvers give different answers",
                "Resolvers disagree about the {type} records of {subject}. One says {first}; another says {other}.",
                "Receivers see one or the other, so the same mail passes here and fails there, and this report shows only one of them.",
                "If the record was changed within the last two days, run the audit again later. Otherwise have the DNS operator compare all name servers of the zone, and the inner view with the outer one, and publish the same records in each."),
            Ja = new(
                "リゾルバーによって応答が違う",
                "{subject} の{type}レコードについて、リゾルバーの応答が一致しません。一方は {first}、もう一方は {other} です。",
                "どちらが見えるかは受信側によって違うため、同じメールが合格したり失敗したりします。このレポートは一方の応答だけで調べた結果です。",
                "2日以内にレコードを変更した場合は、時間をおいてもう一度調べてください。変更していない場合は、ゾーンのすべてのネームサーバーの内容と、組織の内側と外側での応答を見比べ、同じレコードにするようDNSの運用者に依頼してください。"),
            Find = facts => facts.Differences.Select(difference => WithContent(
                WithContent(Evidence.At(difference.First.Name).With("type", DnsTypeName.Of(difference.First.Type)), "first", difference.First),
                "other",
                difference.Other)),
        },
        new("run.limit-reached", Severity.Info, "")
        {
            Affects = Affects.Visibility, Urgency = Urgency.None, Cost = Cost.None, Owner = Owner.Coordinator,
            En = new(
                "Limit reached",
                "The records of {subject} lead to more names than MailGuard asks for one domain; not asked: {names}.",
                "The rest could not be checked, and receivers give up much earlier.",
                "Shorten the records by removing what is no longer used, such as includes, then run the audit again. The results cover only what was asked."),
            Ja = new(
                "調べる数の上限に達した",
                "{subject} のレコードからつながる名前の数が、MailGuardが1つのドメインで調べる上限を超えました。調べなかった名前：{names}。",
                "残りは確認できませんでした。受信側は、これよりずっと早く打ち切ります。",
                "使っていないincludeなどを外し、レコードを短くしてから、もう一度調べてください。ここにある結果は、調べた範囲のものです。"),
            Find = facts => NotAsked(facts).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } names
                ? [(Evidence.At(facts.Request.Domain) with { Confidence = Confidence.Undetermined }).With("names", names)]
                : [],
        },
    ]);

    /// <summary>Over what is wrong with a row, in both languages.</summary>
    public static readonly RuleSet<(string Input, string English, string Japanese)> Rows = new(
    [
        new("run.unreadable-row", Severity.Medium, "")
        {
            Affects = Affects.Visibility, Urgency = Urgency.Now, Cost = Cost.A, Owner = Owner.Coordinator,
            En = new(
                "Row of the list not readable",
                "This row names no domain that can be checked: {problem}",
                "The member it stands for was not audited.",
                "Correct the row and run again; the other rows are not affected."),
            Ja = new(
                "一覧の行を読み取れない",
                "この行から、調べるドメインを読み取れません：{problem}",
                "この行の機関は調べていません。",
                "行を直して、もう一度実行してください。ほかの行には影響しません。"),
            Find = row => [new Evidence { Subject = row.Input }.With("problem", row.English, row.Japanese)],
        },
    ]);

    private static Evidence WithContent(Evidence evidence, string name, DnsAnswer answer) => AnswerDifference.ContentOf(answer) is { IsEmpty: false } content
        ? evidence.With(name, content)
        : evidence.With(name, "there is none", "「レコードなし」");

    private static string Question(DnsAnswer answer) => $"{answer.Name.Text} {DnsTypeName.Of(answer.Type)} ({Word(answer.Failure!.Value)})";

    private static string Word(DnsFailure failure) => failure switch
    {
        DnsFailure.Timeout => "timeout",
        DnsFailure.ServerFailure => "SERVFAIL",
        DnsFailure.Refused => "REFUSED",
        DnsFailure.ErrorCode => "error code",
        DnsFailure.BadAnswer => "bad answer",
        DnsFailure.Unreachable => "unreachable",
        DnsFailure.AliasLoop => "CNAME loop",
        DnsFailure.CannotAsk => "cannot be asked",
        _ => "not recorded",
    };

    private static IEnumerable<string> NotAsked(DomainFacts facts) =>
    [
        .. facts.Failures.Where(answer => answer.Failure is DnsFailure.LimitReached).Select(answer => answer.Name.Text),
        .. facts.Spf.Tree.Root.All.Where(node => node.Problem is SpfNodeProblem.LimitReached).Select(node => node.Name),
    ];
}
