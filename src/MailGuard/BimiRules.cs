using MailGuard.Bimi;
using MailGuard.Dmarc;
using MailGuard.Findings;
using MailGuard.Parsing;
using MailGuard.Probes;

namespace MailGuard;

/// <summary>What can be wrong with BIMI; it rests on DMARC.</summary>
internal static class BimiRules
{
    private static readonly Dictionary<string, string> RecordMistakes = new(StringComparer.Ordinal)
    {
        ["no l"] = "l タグがありません",
        ["duplicate tag"] = "同じタグが2つあります",
        ["not an https URI"] = "https のURLではありません",
        ["no full domain name"] = "URLに完全なドメイン名がありません",
        ["not an SVG"] = "SVG以外の画像です",
        ["neither true nor false"] = "true でも false でもありません",
    };

    public static readonly RuleSet<DomainFacts> All = new(
    [
        new("bimi.without-enforcement", Severity.Medium, "BIMI draft -10 section 7")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "BIMI without an enforcing DMARC policy",
                "{domain} publishes a BIMI record at {subject}, but its DMARC policy is not quarantine or reject.",
                "Receivers show the image only for domains whose policy is enforced, also below the domain.",
                "Follow the plan to quarantine or reject first, or delete the BIMI record until then.")
            {
                Cases =
                [
                    new("testing", "{domain} publishes a BIMI record at {subject}, but its DMARC record is in testing mode (t=y).", "Remove t=y from the DMARC record once the aggregate reports show that no mail of your own is lost. Delete the BIMI record until then."),
                    new("subdomains", "{domain} publishes a BIMI record at {subject}, but its DMARC record leaves subdomains at sp=none.", "Raise sp to quarantine or reject, or delete the BIMI record until then."),
                ],
            },
            Ja = new(
                "強制力のあるDMARCポリシーがないままBIMIを公開している",
                "{domain} は {subject} にBIMIレコードを公開していますが、DMARCポリシーが quarantine(隔離)でも reject(拒否)でもありません。",
                "受信側がロゴを表示するのは、サブドメインも含めて強制力のあるポリシーを持つドメインだけです。",
                "先にDMARCポリシーを quarantine(隔離)または reject(拒否)に進めてください。それまでの間は、BIMIレコードを削除しておいてください。")
            {
                Cases =
                [
                    new("testing", "{domain} は {subject} にBIMIレコードを公開していますが、DMARCレコードがテスト中（t=y）です。", "正規のメールが失われないことを集計レポート(ruaレポート)で確かめてから、DMARCレコードの t=y を外してください。外すまでは、BIMIレコードを削除しておいてください。"),
                    new("subdomains", "{domain} は {subject} にBIMIレコードを公開していますが、DMARCレコードの sp=none により、サブドメインのポリシーが none(監視のみ)です。", "sp を quarantine(隔離)または reject(拒否)にしてください。それまでの間は、BIMIレコードを削除しておいてください。"),
                ],
            },
            Find = facts => facts.Bimi.Record is { IsDeclined: false } && !facts.Dmarc.IsUndetermined && Weakness(facts.Dmarc) is { } weakness
                ? [(Evidence.At(facts.Bimi.Answer.Name) with { Case = weakness is "none" ? null : weakness }).With("domain", facts.Request.Domain.Text)]
                : [],
        },
        new("bimi.record-invalid", Severity.Low, "BIMI draft -10 section 4.3; SVG Tiny PS draft")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.C,
            En = new(
                "BIMI record, image or certificate invalid",
                "The BIMI record at {subject} has a mistake: {problem}.",
                "Receivers show no image beside this domain's mail.",
                "If BIMI is not wanted, delete the record. Otherwise give it the form v=BIMI1; l=(URL of the image); a=(URL of the certificate), with URLs that begin with https://, and without a if there is no certificate.")
            {
                Cases =
                [
                    new("several", "There is more than one BIMI record at {subject}.", "Keep one of the records."),
                    new("image", "The image that the BIMI record at {subject} names cannot be shown ({url}): {problem}.", "Have the image made anew in the profile SVG Tiny PS, at most 32 kB, and put it at that address."),
                    new("file", "The BIMI record at {subject} names a file that cannot be fetched ({url}): {problem}.", "Put the file back at that address, or correct the record."),
                    new("evidence", "The certificate that the BIMI record at {subject} names cannot be used ({url}): {problem}.", "Ask the issuer of the mark certificate for a valid one, and put its PEM file at that address."),
                ],
            },
            Ja = new(
                "BIMIのレコード、画像、証明書のどれかが正しくない",
                "{subject} のBIMIレコードに誤りがあります：{problem}。",
                "受信側は、このドメインのメールにロゴを表示しません。",
                "BIMIを使わないなら、レコードを削除してください。使うなら、v=BIMI1; l=（画像のURL）; a=（証明書のURL） の形に直してください。URLは https:// で始めます。証明書がなければ a は書きません。")
            {
                Cases =
                [
                    new("several", "{subject} にBIMIレコードが2件以上あります。", "レコードを1件だけ残してください。"),
                    new("image", "{subject} のBIMIレコードが示す画像（{url}）は表示できません：{problem}。", "画像をSVG Tiny PSの形式で、32kB以下で作り直し、このURLに置いてください。"),
                    new("file", "{subject} のBIMIレコードが示すファイル（{url}）を取得できません：{problem}。", "ファイルをこのURLに置き直すか、レコードを直してください。"),
                    new("evidence", "{subject} のBIMIレコードが示す証明書（{url}）は使えません：{problem}。", "マーク証明書の発行元に正しい証明書を依頼し、そのPEMファイルをこのURLに置いてください。"),
                ],
            },
            Find = facts => RecordProblems(facts.Bimi).Concat(FileProblems(facts.Bimi)),
        },
    ]);

    /// <summary>Null when the policy is one that receivers show images for.</summary>
    private static string? Weakness(DmarcPublication dmarc)
    {
        if (dmarc.Applied is { Record.IsTesting: true }) return "testing";
        if (dmarc.WeakerExact is null or DmarcPolicy.None) return "none";
        return dmarc.Applied is { Record.SubdomainPolicy: DmarcPolicy.None } ? "subdomains" : null;
    }

    private static IEnumerable<Evidence> RecordProblems(BimiPublication bimi) => bimi.Records switch
    {
        [] or [{ IsValid: true }] => [],
        [var one] => [Evidence.At(bimi.Answer.Name).With("record", one.Text).With("problem", En(one.Mistakes[0]), Ja(one.Mistakes[0]))],
        var several => [(Evidence.At(bimi.Answer.Name) with { Case = "several" }).With("records", several.Select(record => record.Text))],
    };

    private static IEnumerable<Evidence> FileProblems(BimiPublication bimi) =>
    [
        .. FileProblem(bimi, bimi.Image, "image", [.. bimi.ImageProblems.Select(Of)]),
        .. FileProblem(bimi, bimi.Evidence, "evidence", [.. bimi.EvidenceProblems.Select(Of)]),
    ];

    private static IEnumerable<Evidence> FileProblem(BimiPublication bimi, HttpsFetch? fetch, string which, List<(string En, string Ja)> problems)
    {
        if (fetch is null || BimiPublication.IsOpen(fetch)) return [];
        if (fetch.Outcome is not FetchOutcome.Fetched) (which, problems) = ("file", [FetchWords.Of(fetch)]);
        return problems.Count == 0
            ? []
            : [(Evidence.At(bimi.Answer.Name) with { Case = which }).With("url", fetch.Url)
                .With("problem", string.Join("; ", problems.Select(problem => problem.En)), string.Join("、", problems.Select(problem => problem.Ja)))];
    }

    private static string En(SyntaxError mistake) => mistake.Found.Length == 0 ? mistake.Problem : $"{mistake.Problem}, {mistake.Found}";

    private static string Ja(SyntaxError mistake)
    {
        var words = RecordMistakes.GetValueOrDefault(mistake.Problem, "「名前=値」の形ではありません");
        return mistake.Found.Length == 0 ? words : $"{words}（{mistake.Found}）";
    }

    private static (string En, string Ja) Of(BimiImageProblem problem) => problem switch
    {
        BimiImageProblem.TooLarge => ("larger than 32 kB", "32kBを超えています"),
        BimiImageProblem.NotXml => ("no well-formed XML", "XMLとして読み取れません"),
        BimiImageProblem.NotSvg => ("no SVG", "SVGではありません"),
        BimiImageProblem.WrongProfile => ("baseProfile is not tiny-ps", "baseProfile が tiny-ps ではありません"),
        BimiImageProblem.WrongVersion => ("version is not 1.2", "version が 1.2 ではありません"),
        BimiImageProblem.NoTitle => ("no title", "title がありません"),
        BimiImageProblem.Script => ("it contains a script", "スクリプトを含んでいます"),
        BimiImageProblem.Animation => ("it contains an animation", "アニメーションを含んでいます"),
        _ => ("it embeds or refers to something else", "ほかの画像などを埋め込むか参照しています"),
    };

    private static (string En, string Ja) Of(BimiEvidenceProblem problem) => problem switch
    {
        BimiEvidenceProblem.Expired => ("it has expired", "期限が切れています"),
        BimiEvidenceProblem.NotYetValid => ("it is not valid yet", "有効期間がまだ始まっていません"),
        BimiEvidenceProblem.NotForMarks => ("it is not meant for BIMI", "BIMI用の証明書ではありません"),
        BimiEvidenceProblem.OtherDomain => ("it does not name the domain", "このドメインの証明書ではありません"),
        _ => ("no PEM file of certificates", "証明書のPEMファイルではありません"),
    };
}
