using System.Globalization;
using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>The schema's words as people read them, in one language. A word of a later schema is shown as it is.</summary>
/// <remarks>Every report takes its state words from here, so that a state is called the same on a page and on a terminal.</remarks>
internal sealed class ReportWords
{
    private static readonly ReportWords English = new(Language.English);
    private static readonly ReportWords Japanese = new(Language.Japanese);

    private static readonly Dictionary<string, (string En, string Ja)> Stages = new()
    {
        ["none"] = ("no DMARC", "DMARCなし"),
        ["monitoring"] = ("monitoring", "監視のみ"),
        ["quarantine"] = ("quarantine", "隔離"),
        ["reject"] = ("reject", "拒否"),
        ["parked"] = ("parked", "メール不使用"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> SpoofableAnswers = new()
    {
        ["yes"] = ("yes", "できる"),
        ["partly"] = ("partly", "一部できる"),
        ["no"] = ("no", "できない"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> SpoofableSentences = new()
    {
        ["yes"] = ("A stranger can send mail as this domain.", "第三者がこのドメインになりすませる状態です。"),
        ["partly"] = (
            "Mail that a stranger sends as this domain, or as a name below it, is stopped only in part.",
            "第三者がこのドメインやサブドメインになりすましたメールは、一部しか止まりません。"),
        ["no"] = (
            "Receivers that honour DMARC reject mail that a stranger sends as this domain.",
            "第三者がこのドメインになりすましたメールは、DMARCに従う受信側で拒否されます。"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Severities = new()
    {
        ["critical"] = ("critical", "重大"),
        ["high"] = ("high", "高"),
        ["medium"] = ("medium", "中"),
        ["low"] = ("low", "低"),
        ["info"] = ("info", "参考"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Urgencies = new()
    {
        ["now"] = ("now", "すぐに"),
        ["two-weeks"] = ("within two weeks", "2週間以内に"),
        ["quarter"] = ("within three months", "3か月以内に"),
        ["when-convenient"] = ("when convenient", "余裕のあるときに"),
        ["none"] = ("nothing to do", "対応は要りません"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> UrgencyHeadings = new()
    {
        ["now"] = ("To do now", "すぐに行うこと"),
        ["two-weeks"] = ("To do within two weeks", "2週間以内に行うこと"),
        ["quarter"] = ("To do within three months", "3か月以内に行うこと"),
        ["when-convenient"] = ("To do when convenient", "余裕のあるときに行うこと"),
        ["none"] = ("For information", "参考"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Costs = new()
    {
        ["A"] = ("DNS change only, no fee", "DNSの変更だけ（費用なし）"),
        ["A-B"] = ("DNS change only; coordination when another party holds the record", "DNSの変更だけ（レコードを委託先が管理している場合は調整）"),
        ["B"] = ("coordination with a provider", "委託先との調整"),
        ["B-C"] = ("coordination with a provider, perhaps a budget", "委託先との調整（予算が必要な場合もあり）"),
        ["C"] = ("needs a budget", "予算が必要"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Owners = new()
    {
        ["dns-administrator"] = ("DNS administrator", "DNSの管理者"),
        ["mail-provider"] = ("mail provider", "メールの委託先"),
        ["department"] = ("department", "利用部署"),
        ["coordinator"] = ("coordinator", "取りまとめ担当"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Roles = new()
    {
        ["sending"] = ("sending", "送信に使うドメイン"),
        ["receiving-only"] = ("receiving only", "受信専用ドメイン"),
        ["parked"] = ("parked, not used for mail", "メールに使わないドメイン"),
        ["unknown"] = ("not known", "不明"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Confidences = new()
    {
        ["proven"] = ("confirmed", "確認できました"),
        ["inferred"] = ("inferred", "推定です"),
        ["undetermined"] = ("could not be checked", "確認できませんでした"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Policies = new()
    {
        ["none"] = ("none (monitoring only)", "none(監視のみ)"),
        ["quarantine"] = ("quarantine", "quarantine(隔離)"),
        ["reject"] = ("reject", "reject(拒否)"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Harms = new()
    {
        ["D"] = ("delivery", "配送"),
        ["S"] = ("spoofing", "なりすまし"),
        ["V"] = ("visibility", "状況の把握"),
        ["H"] = ("hygiene", "設定の整理"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> MemberNames = new()
    {
        ["spf"] = ("SPF", "SPF"),
        ["dmarc"] = ("DMARC", "DMARC"),
        ["dkim"] = ("DKIM", "DKIM"),
        ["mx"] = ("MX", "MX"),
        ["mtaSts"] = ("MTA-STS", "MTA-STS"),
        ["tlsRpt"] = ("TLS-RPT", "TLS-RPT"),
        ["dane"] = ("DANE", "DANE"),
        ["bimi"] = ("BIMI", "BIMI"),
        ["caa"] = ("CAA", "CAA"),
        ["providers"] = ("providers", "事業者"),
        ["stage"] = ("stage", "段階"),
        ["spoofable"] = ("whether it can be spoofed", "なりすませるかどうか"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> ProfileResults = new()
    {
        ["pass"] = ("nothing stands against it", "妨げになるものは見つかりませんでした"),
        ["fail"] = ("not met", "満たしていません"),
        ["cannot-tell"] = ("could not be told", "確認できませんでした"),
    };

    private ReportWords(Language language) => Language = language;

    public Language Language { get; }

    public static ReportWords In(Language language) => language is Language.Japanese ? Japanese : English;

    /// <summary>The status word, as short as a table wants it.</summary>
    public string Undetermined => Choose("not checked", "確認できず");

    public string CouldNotBeChecked => Choose("could not be checked", "確認できませんでした");

    /// <summary>Null: undetermined, as for every nullable word below.</summary>
    public string Stage(string? stage) => Find(Stages, stage);

    /// <summary>The answer to "can a stranger send as this domain?"</summary>
    public string Spoofable(string? spoofable) => Find(SpoofableAnswers, spoofable);

    /// <summary>The same answer as a sentence.</summary>
    public string SpoofableSentence(string? spoofable) => spoofable is null
        ? Choose("Whether a stranger can send mail as this domain could not be checked.", "第三者がこのドメインになりすませるかどうかは、確認できませんでした。")
        : Find(SpoofableSentences, spoofable);

    public string Severity(string severity) => Find(Severities, severity);

    /// <summary>Shape and word, e.g. <c>◆ critical</c>.</summary>
    public string IconAndSeverity(string severity) => $"{Icon(severity)} {Severity(severity)}";

    public string Urgency(string urgency) => Find(Urgencies, urgency);

    /// <summary>Over the findings of one urgency.</summary>
    public string UrgencyHeading(string urgency) => Find(UrgencyHeadings, urgency);

    /// <summary>Null: nothing has to be done, so nothing is to be paid.</summary>
    public string Cost(string? cost) => cost is null ? Choose("none", "なし") : Find(Costs, cost);

    public string Owner(string owner) => Find(Owners, owner);

    public string Role(string role) => Find(Roles, role);

    /// <summary>The role, and that it was inferred where it was. What is not known was not inferred either.</summary>
    public string Role(AuditDocument audit) => Role(audit.Role) + (audit is { RoleInferred: true, Role: not "unknown" } ? Choose(" (inferred)", "（推定）") : "");

    /// <param name="asOf">ISO 8601, as <see cref="AuditDocument.AsOf"/>; what is no time is shown as it is.</param>
    public string Date(string asOf)
    {
        var isTime = DateTimeOffset.TryParse(asOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        if (!isTime) return PlainText.Of(asOf);
        var japanese = string.Create(CultureInfo.InvariantCulture, $"{time:yyyy年M月d日}({"日月火水木金土"[(int)time.DayOfWeek]})");
        return Choose(time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), japanese);
    }

    public string Confidence(string confidence) => Find(Confidences, confidence);

    /// <summary>The published word, with its meaning beside it.</summary>
    public string Policy(string? policy) => Find(Policies, policy);

    /// <param name="affects">Letters of D, S, V, H.</param>
    public string Affects(string affects) =>
        string.Join(Choose(", ", "、"), affects.Select(letter => Find(Harms, letter.ToString())));

    /// <summary>What an entry of <see cref="AuditDocument.Undetermined"/> names; ids of rules stay as they are.</summary>
    public string Member(string member) => Find(MemberNames, member);

    /// <summary>Rules about a record that could not be read at all go without saying.</summary>
    public string Members(IReadOnlyCollection<string> members) => string.Join(Choose(", ", "、"),
        members.Where(member => !members.Contains(SubjectOf(member))).Select(Member));

    /// <summary>How the row was read, and what explains all the rest.</summary>
    public IEnumerable<string> Notes(AuditDocument audit) => audit.Spf?.Tree?.Status is not "no-such-name" ? audit.Notes :
    [
        .. audit.Notes,
        Choose("This name does not exist in the DNS. Check how it is written, and whether its registration has ended.",
            "この名前はDNSに存在しません。書き間違いがないか、登録が切れていないか確かめてください。"),
    ];

    /// <summary>The member of the schema that a rule is about; empty for what is no rule.</summary>
    private static string SubjectOf(string rule) => rule.Split('.') switch
    {
        ["mta-sts", _] => "mtaSts",
        ["tls-rpt", _] => "tlsRpt",
        [var feature, _] => feature,
        _ => "",
    };

    /// <summary>Over what could not be checked.</summary>
    public string UndeterminedHeading => Choose("Could not be checked", "確認できなかった項目");

    /// <summary>Over what others ask of senders.</summary>
    public string ProfilesHeading => Choose("What others ask of senders, as far as DNS shows", "送信者に求められる要件（DNSで分かる範囲）");

    /// <param name="result">Of <see cref="ProfileEntry.Result"/>.</param>
    public string ProfileResult(string result) => Find(ProfileResults, result);

    /// <summary>Why, and what DNS leaves open; null when there is nothing to say.</summary>
    public string? ProfileReason(ProfileEntry profile)
    {
        string[] reasons =
        [
            .. profile.Failing.Count > 0 ? [Labelled("Against it", "妨げになる指摘事項", Listed(profile.Failing))] : Array.Empty<string>(),
            .. profile.Open.Count > 0 ? [Labelled("Not checked", "確認できなかった項目", Listed(profile.Open))] : Array.Empty<string>(),
            .. profile.NotFromDns.Count > 0 ? [Labelled("DNS does not show", "DNSでは分からないこと", Listed(profile.NotFromDns))] : Array.Empty<string>(),
        ];
        return reasons.Length == 0 ? null : string.Join(Choose(". ", "。"), reasons) + Choose(".", "。");
    }

    public static string ProfileIcon(string result) => result switch
    {
        "pass" => NothingFoundIcon,
        "fail" => "▲",
        _ => "?",
    };

    /// <summary>Only where nothing stayed undetermined.</summary>
    public string NothingFound => Choose("Nothing was found in what was checked.", "調べた範囲では何も見つかりませんでした。");

    public string MemberCount(int members) => Choose($"{Number(members)} {(members == 1 ? "domain" : "domains")}", $"{Number(members)}件");

    /// <summary>The one sentence a board asks for.</summary>
    public string PortfolioSentence(PortfolioSummary summary)
    {
        var spoofable = summary.SpoofableCounts["yes"];
        var sentence = Choose(
            $"A stranger can send mail as {Number(spoofable)} of {MemberCount(summary.Members)} right now.",
            $"ドメイン{MemberCount(summary.Members)}のうち{MemberCount(spoofable)}は、いま第三者がなりすませる状態です。");
        var undetermined = summary.SpoofableCounts[PortfolioSummary.Undetermined];
        if (undetermined == 0) return sentence;
        return sentence + Choose($" {Number(undetermined)} could not be checked.", $"{MemberCount(undetermined)}は確認できませんでした。");
    }

    public string SummaryHeading(PortfolioSummary summary) => Choose("Summary", "まとめ") + (summary.AsOf is { } asOf ? " " + Date(asOf) : "");

    /// <summary>Counts that are not zero, e.g. <c>yes 29 · partly 5</c>.</summary>
    public static string Counts(OrderedDictionary<string, int> counts, Func<string?, string> word) => string.Join(" · ",
        counts.Where(count => count.Value > 0)
            .Select(count => $"{word(count.Key is PortfolioSummary.Undetermined ? null : count.Key)} {Number(count.Value)}"));

    /// <summary>Null when everything could be checked.</summary>
    public string? MembersWithUndetermined(PortfolioSummary summary)
    {
        var members = summary.Entries.Count(member => member.Domain is not null && member.HasUndetermined);
        if (members == 0) return null;
        return Choose($"{MemberCount(members)} with something that could not be checked", $"一部を確認できなかったドメイン：{MemberCount(members)}");
    }

    /// <summary>Null when every row names a domain.</summary>
    public string? UnreadableRows(PortfolioSummary summary)
    {
        if (summary.Unreadable == 0) return null;
        return Choose(
            $"{Number(summary.Unreadable)} {(summary.Unreadable == 1 ? "row names" : "rows name")} no usable domain",
            $"ドメインを読み取れなかった行：{Number(summary.Unreadable)}行");
    }

    /// <summary>Null for a complete report.</summary>
    public string? Incomplete(PortfolioSummary summary)
    {
        if (summary.Missing == 0) return null;
        return Choose(
            $"This report is incomplete: the run was ended before {Number(summary.Missing)} {(summary.Missing == 1 ? "member was" : "members were")} checked",
            $"途中までのレポートです。実行が中断され、{Number(summary.Missing)}件をまだ調べていません");
    }

    /// <summary>Before a record to publish.</summary>
    public string PublishAt(ProposedEntry proposed) => Choose(
        $"Publish this {proposed.Type} record at {proposed.Name} (TTL {Number(proposed.Ttl)}):",
        $"{proposed.Name} に次の{proposed.Type}レコードを公開してください（TTL {Number(proposed.Ttl)}）：");

    /// <summary>Before the record that goes.</summary>
    public string Replaces => Choose("It replaces this one; keep a copy to roll back:", "いま公開されている次のレコードと置き換えます。元に戻せるよう控えておいてください：");

    /// <summary>The shape that goes with the colour; for null, what could not be checked.</summary>
    public static string Icon(string? severity) => severity switch
    {
        "critical" => "◆",
        "high" => "▲",
        "medium" => "●",
        "low" => "○",
        "info" => "ℹ",
        _ => "?",
    };

    /// <summary>Causes a summary names: what one meeting can decide.</summary>
    public const int MaxCauses = 5;

    /// <summary>The shape for "nothing was found"; never said of what could not be checked.</summary>
    public const string NothingFoundIcon = "✓";

    /// <summary>A label with the language's colon, before what it names.</summary>
    public string Label(string english, string japanese) => Choose(english, japanese) + Choose(": ", "：");

    public string Labelled(string english, string japanese, string value) => Label(english, japanese) + value;

    public string Labelled(string label, string value) => Label(label, label) + value;

    /// <summary>One of two texts, by the language.</summary>
    public string Choose(string english, string japanese) => Language is Language.Japanese ? japanese : english;

    private string Listed(IEnumerable<string> values) => string.Join(Choose(", ", "、"), values);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private string Choose((string En, string Ja) words) => Choose(words.En, words.Ja);

    private string Find(Dictionary<string, (string En, string Ja)> table, string? word)
    {
        if (word is null) return Undetermined;
        return table.TryGetValue(word, out var words) ? Choose(words) : PlainText.Of(word);
    }
}
