using System.Globalization;
using MailGuard.Findings;
using MailGuard.Lookalikes;
using MailGuard.Names;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>Look-alikes as plain text for a terminal: member by member, with what to do.</summary>
public sealed class TextLookalikeWriter(TextWriter output, Language language, TextLayout layout) : LookalikeWriter
{
    private const int Indent = 2;

    /// <summary>Of names that could not be checked; JSON and CSV have all.</summary>
    private const int MaxNames = 20;

    private readonly TextSurface surface = new(output, layout);
    private readonly ReportWords words = ReportWords.In(language);
    private bool hasMembers;

    public override void Write(LookalikeDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (hasMembers) surface.Line();
        hasMembers = true;
        surface.Line(new(TextTone.Heading, document.Domain ?? document.Input), document.Name is null ? "" : "  " + document.Name);
        foreach (var note in document.Notes) surface.Prose(Indent, note, TextTone.Quiet);
        if (document.Domain is null) WriteRowFindings(document);
        else WriteMember(document);
    }

    public override void End(int missing)
    {
        if (missing == 0) return;
        surface.Line();
        surface.Line(new TextSpan(TextTone.Undetermined, words.Choose(
            $"This report is incomplete: the run was ended before {Number(missing)} {(missing == 1 ? "member was" : "members were")} checked",
            $"途中までのレポートです。実行が中断され、{Number(missing)}件をまだ調べていません")));
    }

    private void WriteRowFindings(LookalikeDocument document)
    {
        foreach (var finding in document.Findings)
        {
            surface.Line("  ", new(TextSpan.ToneOf(finding.Severity), words.IconAndSeverity(finding.Severity)), "  " + finding.Rule);
            surface.Prose(2 * Indent, finding.Problem);
            surface.Labelled(2 * Indent, words.Label("To do", "対応"), finding.Remedy);
        }
    }

    private void WriteMember(LookalikeDocument document)
    {
        var withFinding = document.Lookalikes.Where(lookalike => lookalike.Findings.Count > 0).ToList();
        var others = document.Lookalikes.Where(lookalike => lookalike.Findings.Count == 0).ToList();
        WriteSentence(document, withFinding.Count);
        surface.Items(Indent, Standing(document), TextTone.Plain);
        WriteRemarks(document);
        WriteSection(words.Choose("Set up for mail", "メールに使える状態のもの"), withFinding);
        if (withFinding.Count > 0) WriteWhatToDo(document, withFinding);
        WriteSection(words.Choose("Registered, not set up for mail", "登録されているが、メールに使える状態ではないもの"), others);
        WriteUndetermined(document);
    }

    private void WriteSentence(LookalikeDocument document, int setUp)
    {
        var registered = document.Lookalikes.Count;
        if (document.Candidates == 0)
            surface.Line("  ", new(TextTone.Undetermined, words.Choose(
                "Names end below this one; look-alikes can only be searched for a registered domain.",
                "この名前の下にドメインが登録されるため、よく似た偽ドメインを調べられません。登録されたドメインを指定してください。")));
        else if (registered > 0)
            surface.Prose(Indent, words.Choose(
                $"{Number(registered)} look-alike {(registered == 1 ? "domain is" : "domains are")} registered, {Number(setUp)} of them set up for mail.",
                $"よく似た名前のドメインが{Number(registered)}件登録されています。うち{Number(setUp)}件はメールに使える状態です。自機関や別の正当な組織のものかもしれません。{(setUp > 0 ? "偽物かどうかは、次の手順で確かめてください。" : "")}"),
                setUp > 0 ? TextTone.Medium : TextTone.Info);
        else if (document.Undetermined.Count == 0)
            surface.Line("  ", new(TextTone.NothingFound, $"{ReportWords.NothingFoundIcon} {words.NothingFound}"));
        else
            surface.Line("  ", new(TextTone.Undetermined, words.Choose(
                "No registered look-alike was found, but not every name could be checked.",
                "登録されたものは見つかりませんでしたが、確認できなかった名前があります。")));
    }

    private IEnumerable<string> Standing(LookalikeDocument document)
    {
        yield return words.Labelled("Names asked for", "調べた名前", words.Choose(Number(document.Candidates), $"{Number(document.Candidates)}件"));
        if (document.LeftOut > 0)
            yield return words.Choose($"{Number(document.LeftOut)} less likely ones were left out (--candidates)", $"可能性の低い{Number(document.LeftOut)}件は調べていません（--candidates で増やせます）");
        yield return words.Labelled("Checked", "確認日", words.Date(document.AsOf));
    }

    private void WriteRemarks(LookalikeDocument document)
    {
        if (document.WildcardSuffixes.Count == 0) return;
        var suffixes = string.Join(words.Choose(", ", "、"), document.WildcardSuffixes.Select(suffix => "." + suffix));
        surface.Prose(Indent, words.Choose(
            $"{suffixes} answers for every name, registered or not. There, only names with name servers of their own are shown.",
            $"{suffixes} は、登録のない名前にも応答します。ここでは、独自のネームサーバーを持つ名前だけを示します。"), TextTone.Quiet);
    }

    private void WriteSection(string heading, List<LookalikeEntry> lookalikes)
    {
        if (lookalikes.Count == 0) return;
        surface.Line();
        surface.Line(new TextSpan(TextTone.Heading, heading));
        foreach (var lookalike in lookalikes) WriteLookalike(lookalike);
    }

    private void WriteLookalike(LookalikeEntry lookalike)
    {
        var severity = lookalike.Findings is [var finding, ..] ? finding.Severity : null;
        surface.Line(
            "  ",
            new(severity is null ? TextTone.Quiet : TextSpan.ToneOf(severity), severity is null ? "·" : words.IconAndSeverity(severity)),
            "  " + lookalike.Domain,
            lookalike.Display == lookalike.Domain ? "" : words.Choose($"  (shown as {lookalike.Display})", $"（表示：{lookalike.Display}）"));
        surface.Labelled(2 * Indent, words.Label("Likeness", "似ている点"), string.Join(words.Choose(", ", "、"), lookalike.Kinds.Select(KindWords)));
        foreach (var (label, value) in Published(lookalike)) surface.Labelled(2 * Indent, label, value);
        foreach (var remark in Remarks(lookalike)) surface.Prose(2 * Indent, remark);
    }

    private IEnumerable<(string Label, string Value)> Published(LookalikeEntry lookalike)
    {
        if (lookalike.Mx is null) yield return (words.Label("MX", "MX"), words.CouldNotBeChecked);
        else if (lookalike.Mx.Count > 0) yield return (words.Label("MX", "MX"), string.Join(", ", lookalike.Mx.Select(mx => $"{Number(mx.Preference)} {mx.Host}")));
        if (lookalike.SpfRecords is null) yield return (words.Label("SPF", "SPF"), words.CouldNotBeChecked);
        foreach (var record in lookalike.SpfRecords ?? []) yield return (words.Label("SPF", "SPF"), PlainText.OfRecord(record));
        if (lookalike.Addresses is null) yield return (words.Label("Addresses", "アドレス"), words.CouldNotBeChecked);
        else if (lookalike.Addresses.Count > 0) yield return (words.Label("Addresses", "アドレス"), string.Join(", ", lookalike.Addresses));
        if (lookalike.NameServers?.Count > 0) yield return (words.Label("Name servers", "ネームサーバー"), string.Join(", ", lookalike.NameServers));
    }

    private IEnumerable<string> Remarks(LookalikeEntry lookalike)
    {
        if (lookalike.ClosedToMail) yield return words.Choose("It says itself that it neither sends nor receives mail.", "メールを送受信しないと、自ら宣言しています。");
        else if (lookalike.NullMx == true) yield return words.Choose("It says itself that it receives no mail.", "メールを受信しないと、自ら宣言しています。");
        if (lookalike.SharedNameServers.Count > 0) yield return words.Choose("Same name servers as yours: perhaps your own registration.", "ネームサーバーが同じです。自機関の登録かもしれません。");
        if (lookalike.SharedMx.Count > 0) yield return words.Choose("Same mail servers as yours: perhaps your own registration.", "メールの受信サーバーが同じです。自機関の登録かもしれません。");
        if (lookalike.Findings.Any(finding => finding.Evidence.Values.Any(value => value.Key == "accepted")))
            yield return words.Choose("Accepted in the settings.", "設定ファイルで受け入れ済みです。");
    }

    private void WriteWhatToDo(LookalikeDocument document, List<LookalikeEntry> lookalikes)
    {
        surface.Line();
        surface.Line(new TextSpan(TextTone.Heading, words.Choose("What to do", "行うこと")));
        foreach (var step in Steps(document, lookalikes.Exists(lookalike => IsUnderJp(lookalike.Domain)), lookalikes.Exists(lookalike => lookalike.SameOperator == true)))
            surface.Labelled(Indent, "- ", step);
    }

    private IEnumerable<string> Steps(LookalikeDocument document, bool hasJp, bool hasShared)
    {
        if (hasShared) yield return words.Choose(
            "Ask whoever registers your domains which of these are yours. Name them with --own, or in a column 'own' of the list.",
            "自機関の登録がないか、ドメインの登録担当に確かめてください。あれば --own に指定するか、一覧の own 列に書いてください。");
        yield return words.Choose("Look up in WHOIS who registered the others.", "そのほかは、登録者をWHOISで調べてください。")
            + (hasJp ? words.Choose(" For .jp, ask the WHOIS of JPRS.", ".jpはJPRSのWHOISで調べられます。") : "");
        yield return words.Choose(
            "Tell staff and partners the names that nobody of yours registered, and block them at the mail gateway.",
            "登録者が分からない名前は、職員と取引先に知らせ、受信メールのフィルターでその名前からのメールを隔離してください。");
        yield return words.Choose(
            "If one is misused, report it to the abuse desk of its registrar. WHOIS names it; for .jp it is the designated registrar.",
            "悪用されたときは、WHOISに載っている登録事業者（.jpは指定事業者）の不正利用の窓口に通報してください。");
        yield return words.Choose(
            "Watch: run this again each month. Registering the closest names yourself keeps others from it.",
            "月に1回調べ直し、変化を確かめてください。まだ登録されていない名前のうち特に紛らわしいものは、自機関で先に登録してください。");
    }

    private void WriteUndetermined(LookalikeDocument document)
    {
        if (document.Undetermined.Count == 0) return;
        surface.Line();
        surface.Line(new TextSpan(TextTone.Heading, words.UndeterminedHeading));
        surface.Prose(Indent, words.Choose(
            "These names, or part of what they publish, gave no usable answer. They are not known to be free. Run again later.",
            "次の名前からは、全部または一部の応答が得られませんでした。登録がないとは言えません。時間をおいて調べ直してください。"));
        foreach (var name in document.Undetermined.Take(MaxNames))
        {
            var display = InternationalName.ToUnicode(name);
            surface.Line("  ", new(TextTone.Undetermined, $"{ReportWords.Icon(null)} {name}"), display == name ? "" : $"  ({display})");
        }

        var more = document.Undetermined.Count - MaxNames;
        if (more > 0) surface.Prose(Indent, words.Choose($"and {Number(more)} more; --format json or csv names them all", $"ほか{Number(more)}件（--format json か csv ですべて分かります）"));
    }

    private static bool IsUnderJp(string domain) => domain.EndsWith(".jp", StringComparison.Ordinal);

    private string KindWords(string word) =>
        Enum.GetValues<LookalikeKind>().Where(kind => LookalikeEntries.Word(kind) == word).Select(kind => LikenessWords.Of(kind, language)).FirstOrDefault(word);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
