using MailGuard.Findings;
using MailGuard.Parsing;

namespace MailGuard.Spf;

/// <summary>Rules about the record a name publishes: there, readable, and written as meant.</summary>
internal static class SpfRecordRules
{
    public static readonly Rule<SpfPublication>[] Rules =
    [
        new("spf.missing", Severity.High, "RFC 7208 section 3")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "No SPF record",
                "{subject} publishes no SPF record.",
                "Receivers cannot tell your servers from a stranger's, and large mail services refuse or junk mail without it.",
                "List every service that sends mail as this domain. Add those that the proposed TXT record lacks, then publish it at {subject}: {proposed}")
            {
                Cases =
                [
                    new("unknown-senders", null, "List every service that sends mail as this domain and ask each for its SPF include. Publish them in one TXT record at {subject} that begins with v=spf1 and ends with ~all. The DNS does not show the senders, so no record is proposed here."),
                    new("no-such-name", "{subject} does not exist in the DNS, so it has no SPF record either.", "Check how the name is written in the list. If its registration has ended, renew it or take it off the list: whoever registers it next can send and receive mail in its name."),
                ],
            },
            Ja = new(
                "SPFレコードがない",
                "{subject} にSPFレコードが公開されていません。",
                "受信側が正規のサーバーと第三者のサーバーを見分けられません。大手のメールサービスでは、拒否や迷惑メール扱いの原因になります。",
                "このドメインでメールを送るサービスをすべて書き出してください。レコード案に足りない送信元があれば加え、{subject} のTXTレコードとして公開してください：{proposed}")
            {
                Cases =
                [
                    new("unknown-senders", null, "このドメインでメールを送るサービスをすべて書き出し、それぞれの提供元にSPFのincludeを問い合わせてください。回答を v=spf1 で始まり ~all で終わる1件のTXTレコードにまとめ、{subject} に公開してください。送信元はDNSからは分からないため、ここではレコード案を示していません。"),
                    new("no-such-name", "{subject} はDNSに存在しないため、SPFレコードもありません。", "一覧のドメインの書き方を確かめてください。登録の期限が切れている場合は、更新するか一覧から外してください。次に登録した者は、この名前でメールを送受信できます。"),
                ],
            },
            Find = spf => spf.IsMissing ? [MissingAt(spf)] : [],
        },
        new("spf.multiple-records", Severity.Critical, "RFC 7208 section 4.5")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "Several SPF records",
                "{subject} publishes {count} SPF records; receivers then use none of them (permerror).",
                "SPF fails for all of your mail until only one is left.",
                "Delete all of them and publish one TXT record: {proposed}")
            {
                Cases =
                [
                    new("included", null, "This record belongs to somebody else. Ask its operator to leave only one SPF record at {subject}. Until then remove the term of your record that leads there."),
                    new("not-mergeable", null, "Write the senders of all of them into one record, and delete the others. No record is proposed here, because one of them has a mistake whose meaning is not plain."),
                ],
            },
            Ja = new(
                "SPFレコードが複数ある",
                "{subject} にSPFレコードが{count}件あります。受信側はどれも使いません（permerror）。",
                "1件になるまで、すべてのメールでSPF認証が失敗します。",
                "すべて削除し、1件にまとめたTXTレコードを公開してください：{proposed}")
            {
                Cases =
                [
                    new("included", null, "このレコードは、ほかの組織が管理しています。{subject} のSPFレコードを1件にするよう提供元に依頼してください。直るまでは、そこにつながる項目を自分のレコードから外してください。"),
                    new("not-mergeable", null, "すべてのレコードの送信元を1件にまとめ、ほかは削除してください。意図の分からない誤りを含むレコードがあるため、ここではレコード案を示していません。"),
                ],
            },
            Find = spf =>
                from node in SpfRules.NodesWith(spf, SpfNodeProblem.SeveralRecords)
                let merged = SpfRules.IsOwn(spf, node) ? SpfProposal.Merged(node.Answer!.Name, node.Records) : null
                let evidence = SpfRules.At(spf, node)
                select (evidence with { Case = evidence.Case ?? (merged is null ? "not-mergeable" : null) })
                    .With("count", node.Records.Length).With("records", node.Records.Select(record => record.Text)).Propose(merged),
        },
        new("spf.syntax-error", Severity.Critical, "RFC 7208 sections 4.6 and 12")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "Mistake in the SPF record",
                "The SPF record of {subject} has a mistake at position {offset}: {found} ({mistake}).",
                "One mistake makes the whole record void (permerror).",
                "Replace the record with the corrected one: {proposed}")
            {
                Cases =
                [
                    new("included", null, "This record belongs to somebody else. Tell its operator about the mistake. Until it is mended remove the term of your record that leads there."),
                    new("unclear", null, "Correct or delete the term. What was meant cannot be told from the text, so no record is proposed here."),
                ],
            },
            Ja = new(
                "SPFレコードの書き方に誤りがある",
                "{subject} のSPFレコードの{offset}文字目に誤りがあります：{found}（{mistake}）。",
                "1か所の誤りでレコード全体が無効になります（permerror）。",
                "誤りを直したレコードに置き換えてください：{proposed}")
            {
                Cases =
                [
                    new("included", null, "このレコードは、ほかの組織が管理しています。提供元に誤りを知らせてください。直るまでは、そこにつながる項目を自分のレコードから外してください。"),
                    new("unclear", null, "誤りのある項目を直すか、削除してください。何を書こうとしたのかがレコードから分からないため、ここではレコード案を示していません。"),
                ],
            },
            Find = spf =>
                from node in SpfRules.NodesWith(spf, SpfNodeProblem.SyntaxError)
                let record = node.Record!
                let error = record.Errors[0]
                let corrected = SpfRules.IsOwn(spf, node) ? SpfProposal.Corrected(node.Answer!.Name, record.Text) : null
                let evidence = SpfRules.At(spf, node)
                select (evidence with { Case = evidence.Case ?? (corrected is null ? "unclear" : null) })
                    .With("offset", error.Offset + 1).With("found", error.Found).With("mistake", error.Problem, InJapanese(error.Problem))
                    .With("record", record.Text).Propose(corrected),
        },
        new("spf.bad-characters", Severity.Critical, "RFC 7208 section 4.6.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["spf.syntax-error", "spf.missing"],
            En = new(
                "Characters outside ASCII in the SPF record",
                "The SPF record at {subject} contains characters that SPF does not allow, first at position {offset}: {found}",
                "Full-width letters, special spaces or curly quotes make the record void; they usually come from copying out of a PDF or Word file.",
                "Type the record anew instead of pasting it: {proposed}")
            {
                Cases = [new("unclear", null, "Type the record anew, in half-width letters only, instead of pasting it.")],
            },
            Ja = new(
                "SPFレコードに使えない文字がある",
                "{subject} のSPFレコードに使えない文字があります。最初は{offset}文字目です：{found}",
                "全角文字、特殊な空白、“ ” のような引用符があると、レコードは無効になります。PDFやWordから貼り付けたときによく入ります。",
                "貼り付けずに、レコード全体を半角文字で入力し直してください：{proposed}")
            {
                Cases = [new("unclear", null, "貼り付けずに、レコード全体を半角文字で入力し直してください。")],
            },
            Find = spf =>
                from text in spf.Texts
                where !OctetText.IsAscii(text) && (SpfRecordParser.IsSpfRecord(text) || (spf.IsMissing && SpfCorrection.Corrected(text) is not null))
                let offset = text.AsSpan().IndexOfAnyExceptInRange('\0', '\x7f')
                let proposed = SpfProposal.Corrected(spf.Domain, text)
                select (Evidence.At(spf.Domain) with { Case = proposed is null ? "unclear" : null })
                    .With("offset", offset + 1).With("found", WholeLetters(text, offset)).With("record", text).Propose(proposed),
        },
        new("spf.version-misspelt", Severity.Critical, "RFC 7208 section 4.5")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["spf.missing"],
            En = new(
                "SPF version misspelt",
                "A TXT record at {subject} was meant as SPF but does not begin with v=spf1: {record}",
                "Receivers do not see it as an SPF record at all.",
                "Replace it with a record that begins with v=spf1: {proposed}"),
            Ja = new(
                "SPFのバージョン表記が誤っている",
                "{subject} のTXTレコードはSPFレコードと思われますが、v=spf1 で始まっていません：{record}",
                "受信側はSPFレコードとして扱いません。",
                "v=spf1 で始まるレコードに置き換えてください：{proposed}"),
            Find = spf => spf.IsMissing
                ? spf.NearMisses.Where(miss => OctetText.IsAscii(miss.Text)).Take(1).Select(miss => Evidence.At(spf.Domain)
                    .With("record", miss.Text).Propose(ProposedRecord.Txt(spf.Domain, miss.Meant, miss.Text)))
                : [],
        },
        new("spf.wrong-name", Severity.High, "RFC 7208 section 3")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A, Replaces = ["spf.missing"],
            En = new(
                "SPF record at the wrong name",
                "The SPF record stands at {found}, but receivers look for it at {subject}.",
                "For receivers the domain has no SPF record.",
                "Publish the same text as a TXT record at {subject} and delete it at {found}."),
            Ja = new(
                "SPFレコードの場所が違う",
                "SPFレコードが {found} に公開されていますが、受信側は {subject} を参照します。",
                "受信側から見ると、SPFレコードがないのと同じです。",
                "同じ内容のTXTレコードを {subject} に公開し、{found} からは削除してください。"),
            Find = spf => spf.Misplaced.Take(1).Select(name => Evidence.At(spf.Domain).With("found", name.Text)),
        },
        new("spf.terms-after-all", Severity.Medium, "RFC 7208 section 5.1")
        {
            Affects = Affects.Delivery | Affects.Hygiene, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "Terms after all in the SPF record",
                "In the SPF record of {subject}, receivers never look at {terms}, because it stands behind all.",
                "The senders meant by it are not authorised.",
                "Move what is still in use before all, and delete the rest: {proposed}"),
            Ja = new(
                "SPFレコードのallの後ろに項目がある",
                "{subject} のSPFレコードでは {terms} が all の後ろにあり、受信側に無視されます。",
                "そこに書かれた送信元からの送信は、許可されていないのと同じです。",
                "使っている項目は all の前に移し、使っていない項目は削除してください：{proposed}"),
            Find = spf => OwnRecord(spf) is { All: { } all } record && TermsBehind(record, all) is { Length: > 0 } behind
                ? [At(spf, record).With("terms", behind.Select(term => term.Text)).Propose(MovedBefore(spf, record, all))]
                : [],
        },
        new("spf.redirect-ignored", Severity.Medium, "RFC 7208 sections 5.1 and 6.1")
        {
            Affects = Affects.Delivery | Affects.Hygiene, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "redirect beside all",
                "The SPF record of {subject} has both all and {redirect}; the redirect is ignored.",
                "The senders of the redirect's target are not authorised.",
                "Keep one of the two. If the target's senders are yours, use an include instead: {proposed}"),
            Ja = new(
                "allとredirectが併記されている",
                "{subject} のSPFレコードには all と {redirect} の両方があり、redirectは無視されます。",
                "redirect先に書かれた送信元からの送信は、許可されていないのと同じです。",
                "どちらか一方にしてください。redirect先の送信元も使っている場合は、includeに書き換えてください：{proposed}"),
            Find = spf => OwnRecord(spf) is { All: { } all, Redirect: { } redirect } record
                ? [At(spf, record).With("redirect", redirect.Text).Propose(RedirectAsInclude(spf, record, all, redirect))]
                : [],
        },
        new("spf.duplicate-term", Severity.Low, "RFC 7208 section 4.6.4")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "Repeated term in the SPF record",
                "The SPF record of {subject} has {terms} more than once.",
                "A repeated include, a or mx uses up another of the ten DNS lookups.",
                "Publish the record without the repeat: {proposed}"),
            Ja = new(
                "SPFレコードに同じ項目が重複している",
                "{subject} のSPFレコードに {terms} が2回以上書かれています。",
                "include、a、mx の重複は、DNS参照回数を余分に使います。上限は10回です。",
                "重複を除いたレコードに置き換えてください：{proposed}"),
            Find = spf => OwnRecord(spf) is { } record && Repeats(record) is { Count: > 0 } repeats
                ? [At(spf, record).With("terms", repeats.Select(term => term.Text).Distinct()).Propose(SpfProposal.Without(spf.Domain, record, repeats.ToHashSet().Contains))]
                : [],
        },
        new("spf.ptr-used", Severity.Medium, "RFC 7208 sections 5.5 and 7")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "SPF uses ptr",
                "The SPF record of {subject} uses {terms}, which RFC 7208 says not to use.",
                "It is slow, depends on somebody else's reverse DNS, and some receivers ignore it.",
                "Name the senders with ip4, ip6, a or mx instead."),
            Ja = new(
                "SPFでptrを使っている",
                "{subject} のSPFレコードは、RFC 7208が使わないよう求めている {terms} を使っています。",
                "処理が遅く、結果がほかの組織の逆引きDNSに左右されます。無視する受信側もあります。",
                "送信元を ip4、ip6、a、mx で書き直してください。"),
            Find = spf => OwnRecord(spf) is { } record && record.Terms.Where(UsesPtr).ToList() is { Count: > 0 } terms
                ? [At(spf, record).With("terms", terms.Select(term => term.Text))]
                : [],
        },
        new("spf.no-effective-all", Severity.Medium, "RFC 7208 sections 4.7 and 5.1")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "SPF says nothing about strangers",
                "The SPF record of {subject} ends without a statement about other senders ({end}).",
                "Mail from a stranger's server is neutral, as if there were no SPF.",
                "End the record with ~all: {proposed}"),
            Ja = new(
                "SPFが第三者の送信を否定していない",
                "{subject} のSPFレコードは、許可していない送信元の扱いを決めていません（{end}）。",
                "第三者のサーバーからのメールは、SPFがないのと同じ扱い（neutral）になります。",
                "末尾を ~all にしたレコードに置き換えてください：{proposed}"),
            Find = spf => OwnRecord(spf) is { IsValid: true } record && !DecidesAboutStrangers(record)
                ? [WithEnd(At(spf, record), record).Propose(SpfProposal.Without(spf.Domain, record, _ => false, "~all"))]
                : [],
        },
    ];

    /// <summary>The words of <see cref="SpfRecordParser"/> and <see cref="SpfMacroParser"/>.</summary>
    internal static string InJapanese(string mistake) => mistake switch
    {
        "modifier given twice" => "同じ修飾子が2回ある",
        "nothing may follow all" => "all の後ろに余分な文字がある",
        "unknown mechanism" => "SPFにない項目名",
        "a colon and a domain name are missing" => "コロンとドメイン名がない",
        "a colon and an address are missing" => "コロンとアドレスがない",
        "not an address of this kind" => "この種類のアドレスではない",
        "the domain name is missing" => "ドメイン名がない",
        "the name does not end in a top-level label" => "ドメイン名として完結していない",
        "a character outside ASCII, or a control character" => "半角英数字以外の文字がある",
        "a percent sign that starts no macro" => "マクロになっていない % がある",
        _ => "アドレスの範囲（/ の後の数字）が正しくない",
    };

    /// <summary>About eight letters from there on, none of them cut in its UTF-8 octets.</summary>
    private static string WholeLetters(string text, int offset)
    {
        var end = Math.Min(text.Length, offset + 24);
        while (end < text.Length && text[end] is >= '\x80' and < '\xc0') end++;
        return text[offset..end];
    }

    private static SpfRecord? OwnRecord(SpfPublication spf) => spf.Tree.Root.Record;

    private static Evidence At(SpfPublication spf, SpfRecord record) => Evidence.At(spf.Domain).With("record", record.Text);

    private static Evidence MissingAt(SpfPublication spf)
    {
        if (spf.Tree.Root.Problem is SpfNodeProblem.Nonexistent)
            return (Evidence.At(spf.Domain) with { Case = "no-such-name" }).With("status", "no-such-name");
        var proposed = SpfProposal.ForSender(spf);
        return (Evidence.At(spf.Domain) with { Case = proposed is null ? "unknown-senders" : null }).With("status", "no-record").Propose(proposed);
    }

    private static bool DecidesAboutStrangers(SpfRecord record) =>
        record.All is { } all ? all.Qualifier is not SpfQualifier.Neutral : record.Redirect is not null;

    private static Evidence WithEnd(Evidence evidence, SpfRecord record) =>
        record.All is { } all ? evidence.With("end", all.Text) : evidence.With("end", "there is no all", "all がありません");

    private static SpfTerm[] TermsBehind(SpfRecord record, SpfTerm all) =>
        [.. record.Directives.Where(directive => directive.Offset > all.Offset)];

    private static ProposedRecord? MovedBefore(SpfPublication spf, SpfRecord record, SpfTerm all) =>
        SpfProposal.Reordered(spf.Domain, record, [.. record.Terms.Where(term => !term.IsAll), all]);

    private static ProposedRecord? RedirectAsInclude(SpfPublication spf, SpfRecord record, SpfTerm all, SpfTerm.Redirect redirect) =>
        SpfProposal.Reordered(
            spf.Domain,
            record,
            [.. record.Terms.Where(term => term != redirect && (term is not SpfTerm.Directive || term.Offset < all.Offset)), redirect with { Text = $"include:{redirect.Domain.Text}" }, all]);

    private static List<SpfTerm> Repeats(SpfRecord record) =>
        [.. record.Directives.GroupBy(term => term.Text.TrimStart('+').ToLowerInvariant()).SelectMany(same => same.Skip(1))];

    private static bool UsesPtr(SpfTerm term) =>
        term is SpfTerm.Directive { Mechanism: SpfMechanism.Ptr } || term.DomainSpec?.UsesLetter('p') == true;
}
