using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Lookalikes;

/// <summary>Rules about names that resemble a member's.</summary>
internal static class LookalikeRules
{
    private const string SameOperator = "same-operator";
    private const string ClosedSuffix = "closed-suffix";

    public static readonly RuleSet<RegisteredLookalike> All = new(
    [
        new("lookalike.seen", Severity.Medium, "")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.C, Owner = Owner.Coordinator,
            En = new(
                "Look-alike domain set up for mail",
                "{subject} resembles {member} ({likeness}) and is set up for mail: {has}.",
                "Its mail is taken for the hospital's, and mail mistyped to it goes to a stranger.",
                "Look up who registered {subject} in WHOIS; for .jp that of JPRS. If it belongs to another genuine organisation, tell staff not to mix up the addresses. "
                + "If you cannot tell who registered it, tell staff and partners the name, and quarantine mail from it in the mail filter. "
                + "Report misuse to the abuse desk of the registrar named in WHOIS; for .jp, of the designated registrar.")
            {
                Cases =
                [
                    new(SameOperator,
                        "{subject} resembles {member} ({likeness}) and is set up for mail: {has}. Both have the same {shared}, so it may be your own; providers serve many, though.",
                        "Ask whoever registers domains for {member} whether {subject} is yours. If it is, name it with --own or in the list's column own. If it is not, tell staff "
                        + "the name and block it at the mail gateway."),
                    new(ClosedSuffix,
                        "{subject} resembles {member} ({likeness}) and is set up for mail: {has}. Under its suffix only checked organisations get a name, so it is probably another institution's.",
                        "Tell staff that both {member} and {subject} exist, so that addresses are not mixed up."),
                ],
            },
            Ja = new(
                "よく似た名前のドメインがメールに使える状態にある",
                "{subject} は {member} によく似ていて（{likeness}）、メールに使える状態です：{has}。",
                "ここから届くメールは病院のものと取り違えられやすく、宛先を打ち間違えたメールは他人に届きます。",
                "{subject} の登録者をWHOIS（.jpはJPRSのWHOIS）で調べてください。別の正当な組織のドメインであれば、宛先を取り違えないよう職員に伝えてください。"
                + "登録者が分からないときは、この名前を職員と取引先に知らせ、受信メールのフィルターでこの名前からのメールを隔離してください。"
                + "悪用されたときは、WHOISに載っている登録事業者（.jpは指定事業者）の不正利用の窓口に通報してください。")
            {
                Cases =
                [
                    new(SameOperator,
                        "{subject} は {member} によく似ていて（{likeness}）、メールに使える状態です：{has}。{shared}が {member} と同じなので、自機関の登録かもしれません。ただし、事業者のサーバーは多くの利用者が共用しています。",
                        "{subject} が自機関の登録かどうか、{member} のドメインの登録担当に確かめてください。自機関のものなら、--own に指定するか、一覧の own 列に書いてください。"
                        + "違うときは、職員にこの名前を知らせ、受信メールのフィルターでこの名前からのメールを隔離してください。"),
                    new(ClosedSuffix,
                        "{subject} は {member} によく似ていて（{likeness}）、メールに使える状態です：{has}。この末尾のドメインは登録資格のある組織だけが登録できるため、別の機関のものと推定されます。",
                        "{member} とは別に {subject} があることを職員に知らせ、宛先を確かめてから送るよう伝えてください。"),
                ],
            },
            Find = lookalike => lookalike.IsSetUpForMail ? [EvidenceOf(lookalike)] : [],
        },
    ]);

    /// <summary>Null when no rule fires, or the deployment has it off.</summary>
    public static Finding? Judge(RegisteredLookalike lookalike, RuleSettings settings, DateOnly today)
    {
        var finding = All.Judge(lookalike).FirstOrDefault(finding => !settings.IsOff(finding.Rule.Id));
        if (finding is null) return null;
        var weighed = finding.Evidence.Case is null ? finding : finding with { Severity = Severity.Low };
        var isAcceptedItself = settings.AcceptedBy(finding.Rule.Id, lookalike.Domain, today) is not null;
        return settings.Apply(weighed, isAcceptedItself ? lookalike.Domain : lookalike.Member, today);
    }

    private static Evidence EvidenceOf(RegisteredLookalike lookalike)
    {
        var likeness = lookalike.Candidate.Kinds;
        return (Evidence.At(lookalike.Domain) with { Confidence = Confidence.Inferred, Case = CaseOf(lookalike) })
            .With("member", lookalike.Member.Text)
            .With("display", lookalike.Domain.Unicode)
            .With("likeness", LikenessWords.Of(likeness, Language.English), LikenessWords.Of(likeness, Language.Japanese))
            .With("has", MailSetup(lookalike, Language.English), MailSetup(lookalike, Language.Japanese))
            .With("shared", SharedWords(lookalike.Shared, Language.English), SharedWords(lookalike.Shared, Language.Japanese));
    }

    private static string? CaseOf(RegisteredLookalike lookalike) =>
        lookalike.Shared.IsAny == true ? SameOperator
        : RegistrationProbe.IsClosed(lookalike.Domain.Parent!) ? ClosedSuffix
        : null;

    /// <summary>e.g. <c>MX mx.park.example, SPF v=spf1 mx -all</c>.</summary>
    private static string MailSetup(RegisteredLookalike lookalike, Language language)
    {
        var separator = language is Language.Japanese ? "、" : ", ";
        var hosts = lookalike.MxHosts.Select(host => host.Text).ToList();
        var mx = hosts.Count == 0 ? [] : (string[])["MX " + string.Join(separator, hosts)];
        return string.Join(separator, mx.Concat(lookalike.SpfRecords.Where(record => !record.AuthorizesNobody).Select(record => "SPF " + record.Text)));
    }

    private static string SharedWords(SharedOperation shared, Language language)
    {
        var isJapanese = language is Language.Japanese;
        var words = new List<string>();
        if (!shared.NameServers.IsEmpty) words.Add(isJapanese ? "ネームサーバー" : "name servers");
        if (!shared.MxHosts.IsEmpty) words.Add(isJapanese ? "メールの受信サーバー" : "mail servers");
        return string.Join(isJapanese ? "と" : " and ", words);
    }
}
