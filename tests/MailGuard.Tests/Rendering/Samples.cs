using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Rendering;
using MailGuard.Results;

namespace MailGuard.Tests.Rendering;

/// <summary>Audits of fictional hospitals, and the rules they name.</summary>
internal static class Samples
{
    private const string AsOf = "2026-11-22T00:00:00Z";

    private const string HilltopSpf = "v=spf1 mx include:_spf.provider.example include:gone.example ~all";

    public static readonly Rule TooManyLookups = new Rule<string>("spf.too-many-lookups", Severity.Critical, "RFC 7208 section 4.6.4")
    {
        Affects = Affects.Delivery,
        Urgency = Urgency.Now,
        Cost = Cost.AToB,
        En = new(
            "More than ten DNS lookups",
            "Evaluating the SPF record of {subject} takes {lookups} DNS lookups; the limit is 10.",
            "Receivers stop with permerror, and mail may be refused.",
            "Remove the includes that nobody uses any more."),
        Ja = new(
            "DNS参照が10回を超過",
            "{subject} のSPFレコードの評価には、DNS参照が{lookups}回必要です（上限10回）。",
            "受信側の評価がpermerrorで終わり、メールが届かないことがあります。",
            "使わなくなったincludeを削除してください。"),
        Find = _ => [],
    };

    public static readonly Rule PolicyNone = new Rule<string>("dmarc.policy-none", Severity.Medium, "RFC 9989 section 4.7")
    {
        Affects = Affects.Spoofing,
        Urgency = Urgency.Quarter,
        Cost = Cost.A,
        En = new(
            "DMARC only monitors",
            "The DMARC policy of {subject} is none.",
            "Receivers deliver mail that fails.",
            "Move to quarantine when the reports are clean."),
        Ja = new("DMARCが監視のみ", "{subject} のDMARCポリシーはnoneです。", "認証に失敗したメールも配送されます。", "集計レポートで問題がなくなったら、quarantineに変更してください。"),
        Find = _ => [],
    };

    public static Rule? FindRule(string id) => new[] { TooManyLookups, PolicyNone }.FirstOrDefault(rule => rule.Id == id);

    /// <summary>A domain with an SPF tree over the limit and a DMARC policy that only monitors.</summary>
    public static AuditDocument Hilltop(Language language) => new()
    {
        Row = 2,
        Input = "Hilltop.example",
        Domain = "hilltop.example",
        Name = Either(language, "Hilltop Hospital", "丘の上病院"),
        Columns = new() { ["prefecture"] = "東京都" },
        Role = "sending",
        Target = "reject",
        AsOf = AsOf,
        Undetermined = ["mtaSts"],
        Stage = "monitoring",
        Spoofable = "yes",
        Mx = [new(10, "mx1.hilltop.example"), new(20, "mx2.hilltop.example")],
        NullMx = false,
        Spf = new(HilltopSpf, [HilltopSpf], "permerror", 12, 1, "softfail", HilltopTree),
        Dmarc = new(
            "v=DMARC1; p=none; rua=mailto:dmarc@hilltop.example", ["v=DMARC1; p=none; rua=mailto:dmarc@hilltop.example"], "hilltop.example",
            "hilltop.example", "none", "none", "none", "none", ["mailto:dmarc@hilltop.example"], new("hilltop.example", "none", "none")),
        Dkim = [new("s1", "rsa", 2048, Revoked: false, null), new("old", null, null, Revoked: true, null)],
        TlsRpt = new(null, [], [], Valid: false),
        Findings =
        [
            Finding(TooManyLookups, language, new Evidence { Subject = "hilltop.example" }.With("lookups", 12)) with
            {
                Related = ["spf.lookups-near-limit"],
                Proposed = new("hilltop.example", "TXT", 3600, "v=spf1 mx include:_spf.provider.example ~all", HilltopSpf),
            },
            Finding(PolicyNone, language, new Evidence { Subject = "_dmarc.hilltop.example" }),
        ],
    };

    private static SpfNodeSection HilltopTree => new("hilltop.example", HilltopSpf, "found", 12, 1, null,
    [
        new("mx", null),
        new("include:_spf.provider.example", new("_spf.provider.example", "v=spf1 …", "found", 9, 0, null,
        [
            new("include:a.provider.example", new("a.provider.example", "v=spf1 …", "found", 8, 0, null, [new("ip4:192.0.2.0/24", null)])),
            new("ip4:198.51.100.0/24", null),
        ])),
        new("include:gone.example", new("gone.example", null, "no-such-name", 0, 1, "nonexistent", [])),
        new("~all", null),
    ]);

    /// <summary>Nothing found, nothing open.</summary>
    public static AuditDocument Harbour(Language language) => new()
    {
        Row = 3,
        Input = "harbour.example",
        Domain = "harbour.example",
        Name = Either(language, "Harbour Clinic", "港町クリニック"),
        Columns = new() { ["prefecture"] = "大阪府" },
        Role = "sending",
        RoleInferred = false,
        AsOf = AsOf,
        Stage = "reject",
        Spoofable = "no",
        Mx = [new(10, "mx.harbour.example")],
        NullMx = false,
        Spf = new("v=spf1 mx ~all", ["v=spf1 mx ~all"], "softfail", 1, 0, "softfail", null),
        Dmarc = new(
            "v=DMARC1; p=reject; np=reject; pct=50", ["v=DMARC1; p=reject; np=reject; pct=50"], "harbour.example", "harbour.example",
            "reject", "reject", "reject", "reject", [], new("harbour.example", "quarantine", "quarantine")),
        Dkim = [new("s1", "rsa", 2048, Revoked: false, null)],
    };

    /// <summary>The name servers did not answer.</summary>
    public static AuditDocument Silent(Language language) => new()
    {
        Row = 4,
        Input = "silent.example",
        Domain = "silent.example",
        AsOf = AsOf,
        Undetermined = ["spf", "dmarc", "dkim", "mx", "mtaSts", "tlsRpt", "dane", "bimi", "caa", "stage", "spoofable"],
        Findings =
        [
            new("run.dns-undetermined", "info", "info", "silent.example",
                Either(language, "The name servers of silent.example did not answer.", "silent.example のネームサーバーから応答がありませんでした。"),
                Either(language, "Run the audit again later.", "時間をおいて、もう一度実行してください。"),
                "V", "none", null, "coordinator", "undetermined", new([]), [], null),
        ],
    };

    public static AuditDocument Unreadable(Language language) => new()
    {
        Row = 5,
        Input = "=cmd|' /C calc'!A0",
        Domain = null,
        AsOf = AsOf,
        Findings =
        [
            new("run.unreadable-row", "medium", "medium", "row 5",
                Either(language, "Row 5 names no domain.", "5行目からドメイン名を読み取れません。"),
                Either(language, "Correct the domain in row 5.", "5行目のドメイン名を直してください。"),
                "V", "now", "A", "coordinator", "proven", new([]), [], null),
        ],
    };

    public static IReadOnlyList<AuditDocument> List(Language language) =>
        [Hilltop(language), Harbour(language), Silent(language), Unreadable(language)];

    /// <summary>A domain whose texts attack whoever shows them.</summary>
    public static AuditDocument Hostile(string text) => Harbour(Language.English) with
    {
        Input = text,
        Name = text,
        Columns = new() { ["prefecture"] = text },
        Notes = [text],
        Mx = [new(10, text)],
        Spf = new(text, [text], "softfail", 1, 0, "softfail", new(text, text, "found", 1, 0, null, [new(text, null)])),
        Dkim = [new(text, "rsa", 2048, Revoked: false, text)],
        Findings =
        [
            new(text, text, "low", text, text, text, "D", text, text, text, "proven", new([new("record", text)]), [text],
                new(text, "TXT", 3600, text, text)),
            new(text, "info", "info", text, text, text, "V", "none", null, "coordinator", "undetermined", new([]), [], null),
        ],
    };

    /// <summary>The whole output of a writer.</summary>
    public static string Draw(Func<TextWriter, AuditWriter> create, params IEnumerable<AuditDocument> audits)
    {
        using var output = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var writer = create(output);
        var summary = new PortfolioSummary();
        writer.Begin();
        foreach (var audit in audits)
        {
            summary.Add(audit);
            writer.Write(audit);
        }

        writer.End(summary);
        return output.ToString();
    }

    private static string Either(Language language, string english, string japanese) => ReportWords.In(language).Choose(english, japanese);

    private static FindingEntry Finding(Rule rule, Language language, Evidence evidence) => new(
        rule.Id,
        SchemaWords.Of(rule.Severity),
        SchemaWords.Of(rule.Severity),
        evidence.Subject,
        rule.In(language).ProblemOf(evidence),
        rule.In(language).RemedyOf(evidence),
        SchemaWords.Of(rule.Affects),
        SchemaWords.Of(rule.Urgency),
        SchemaWords.Of(rule.Cost),
        SchemaWords.Of(rule.Owner),
        "proven",
        new([.. evidence.Values.OfType<EvidenceValue.Number>().Select(value => KeyValuePair.Create(value.Name, (object)value.Value))]),
        [],
        null);
}
