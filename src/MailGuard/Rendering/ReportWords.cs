using MailGuard.Findings;

namespace MailGuard.Rendering;

/// <summary>The schema's words as people read them, in one language. A word of a later schema is shown as it is.</summary>
/// <remarks>Every report takes its state words from here, so that a state is called the same on a page, in a table and on a terminal.</remarks>
internal sealed class ReportWords
{
    private static readonly ReportWords English = new(Language.English);
    private static readonly ReportWords Japanese = new(Language.Japanese);

    private static readonly Dictionary<string, (string En, string Ja)> Stages = new()
    {
        ["none"] = ("no DMARC", "DMARCなし"),
        ["monitoring"] = ("monitoring only", "監視のみ"),
        ["quarantine"] = ("quarantine", "隔離"),
        ["reject"] = ("reject", "拒否"),
        ["parked"] = ("parked", "メールに使わないドメイン"),
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
            "第三者がこのドメイン(サブドメインを含む)になりすましたメールは、一部しか止まりません。"),
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

    private static readonly Dictionary<string, (string En, string Ja)> Costs = new()
    {
        ["A"] = ("DNS change only, no fee", "DNSの変更だけ(費用なし)"),
        ["A-B"] = ("DNS change only; coordination when another party holds the record", "DNSの変更だけ(レコードを委託先が管理していれば調整)"),
        ["B"] = ("coordination with a provider", "委託先との調整"),
        ["B-C"] = ("coordination with a provider, perhaps a budget", "委託先との調整(予算が必要な場合あり)"),
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
        ["parked"] = ("parked", "メールに使わないドメイン"),
        ["unknown"] = ("not known", "用途不明"),
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

    private static readonly Dictionary<char, (string En, string Ja)> Harms = new()
    {
        ['D'] = ("delivery", "配送"),
        ['S'] = ("spoofing", "なりすまし"),
        ['V'] = ("visibility", "状況の把握"),
        ['H'] = ("hygiene", "設定の整理"),
    };

    private static readonly Dictionary<string, (string En, string Ja)> Members = new()
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
        ["stage"] = ("stage", "段階"),
        ["spoofable"] = ("whether it can be spoofed", "なりすませるかどうか"),
    };

    private ReportWords(Language language) => Language = language;

    public Language Language { get; }

    public static ReportWords In(Language language) => language is Language.Japanese ? Japanese : English;

    /// <summary>The status word, as short as a table wants it.</summary>
    public string Undetermined => Choose("not determined", "確認できず");

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

    public string Urgency(string urgency) => Find(Urgencies, urgency);

    /// <summary>Null: nothing has to be done, so nothing is to be paid.</summary>
    public string Cost(string? cost) => cost is null ? Choose("none", "なし") : Find(Costs, cost);

    public string Owner(string owner) => Find(Owners, owner);

    public string Role(string role) => Find(Roles, role);

    public string Confidence(string confidence) => Find(Confidences, confidence);

    /// <summary>The published word, with its meaning beside it.</summary>
    public string Policy(string? policy) => Find(Policies, policy);

    /// <param name="affects">Letters of D, S, V, H.</param>
    public string Affects(string affects) =>
        string.Join(Choose(", ", "、"), affects.Select(letter => Harms.TryGetValue(letter, out var words) ? Choose(words) : PlainText.Of(letter.ToString())));

    /// <summary>What an entry of <see cref="Results.AuditDocument.Undetermined"/> names; ids of rules stay as they are.</summary>
    public string Member(string member) => Find(Members, member);

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

    /// <summary>The shape for "nothing was found"; never said of what could not be checked.</summary>
    public const string NothingFoundIcon = "✓";

    /// <summary>One of two texts, by the language.</summary>
    public string Choose(string english, string japanese) => Language is Language.Japanese ? japanese : english;

    private string Choose((string En, string Ja) words) => Choose(words.En, words.Ja);

    private string Find(Dictionary<string, (string En, string Ja)> table, string? word)
    {
        if (word is null) return Undetermined;
        return table.TryGetValue(word, out var words) ? Choose(words) : PlainText.Of(word);
    }
}
