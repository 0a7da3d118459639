using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Dkim;

/// <summary>What can be wrong with a domain's DKIM.</summary>
internal static class DkimRules
{
    /// <summary>RFC 8301 section 3.2: verifiers must not accept fewer.</summary>
    private const int MinRsaBits = 1024;

    /// <summary>RFC 8301 section 3.2: signers should use at least these.</summary>
    private const int GoodRsaBits = 2048;

    /// <summary>RFC 8301 section 3.2: verifiers need not take more.</summary>
    private const int MaxRsaBits = 4096;

    public static readonly RuleSet<DkimPublication> All = new(
    [
        new("dkim.missing", Severity.High, "RFC 6376 section 3.6; RFC 9989 section 7.4")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.B, Owner = Owner.MailProvider,
            En = new(
                "No DKIM",
                "{domain} has no DKIM key: the name {subject} does not exist.",
                "Forwarded mail fails authentication, and quarantine or reject would lose genuine mail.",
                "Ask each service that sends as this domain to sign with DKIM in its name, and publish the records it gives you. The key comes from the provider, so no record is proposed here."),
            Ja = new(
                "DKIMが設定されていない",
                "{domain} にDKIM鍵がありません。{subject} という名前が存在しません。",
                "転送されたメールは認証に失敗します。このまま quarantine(隔離)や reject(拒否)に進むと、正規のメールまで届かなくなります。",
                "このドメインの名前で送るサービスごとに、このドメインのDKIM署名（作成者署名）を有効にするよう提供元に依頼してください。そのうえで、指定されたレコードを公開してください。鍵は提供元が用意するため、ここではレコード案を示していません。"),
            Find = dkim => Evidence.When(dkim.IsMissing, dkim.DomainKey.Name).Select(evidence => evidence.With("domain", dkim.Domain.Text)),
        },
        new("dkim.selectors-unknown", Severity.Info, "")
        {
            Affects = Affects.Visibility, Urgency = Urgency.Quarter, Cost = Cost.A, Owner = Owner.Coordinator,
            En = new(
                "DKIM selectors unknown",
                "{domain} may sign with DKIM, but none of the {asked} selectors tried exists.",
                "DNS does not list selectors, so their keys could not be checked. This does not mean that something is wrong.",
                "Save a message that the domain sent to an outside mailbox as a file, and give it with --samples. Or look for DKIM-Signature in its header, and enter the word behind s= into the selectors column of the list."),
            Ja = new(
                "DKIMのセレクターが分からない",
                "{domain} はDKIM署名をしている可能性がありますが、試した{asked}個のセレクターはどれも存在しませんでした。",
                "DNSからセレクターの一覧は得られないため、鍵は確認できませんでした。不備があるという意味ではありません。",
                "このドメインから外部に届いたメールをファイルに保存し、--samples で指定してください。または、そのヘッダーで DKIM-Signature を探し、s= に続く語を一覧の selectors 列に書いてください。"),
            Find = dkim => Evidence.When(dkim.IsUnknown && !dkim.HasWildcard, dkim.DomainKey.Name)
                .Select(evidence => evidence.With("domain", dkim.Domain.Text).With("asked", dkim.Selectors.Length)),
        },
        new("dkim.key-missing", Severity.Critical, "RFC 6376 section 3.6.2.2")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.B, Input = RuleInput.Samples, Owner = Owner.MailProvider,
            En = new(
                "Key of a signature missing",
                "Mail in {files} carries a signature of {signer} with the selector {selector}, but there is no key at {subject}.",
                "Without the key no receiver can verify the signature, so it counts for nothing.",
                "First check whether the mail is yours. If it is not, or you have changed to another selector since, publish nothing. The key comes from the provider, so no record is proposed here. Ask the service that sends this mail for its key record, and publish it at {subject}."),
            Ja = new(
                "署名に使われている鍵がない",
                "{files} のメールには {signer} のセレクター {selector} による署名がありますが、{subject} に鍵がありません。",
                "鍵がないと、受信側は署名を検証できません。署名していないのと同じ扱いになります。",
                "まず、心当たりのあるメールかどうかを確かめてください。心当たりがないときや、すでに別のセレクターに切り替えたときは、何も公開しないでください。鍵は提供元が用意するため、ここではレコード案を示していません。このメールを送ったサービスの提供元に鍵のレコードを問い合わせ、{subject} に公開してください。"),
            Find = dkim => dkim.Selectors.Where(key => key is { IsInUse: true, Key: null, IsDangling: false, Answer.IsFailed: false }).Select(Seen),
        },
        new("dkim.key-unreadable", Severity.Critical, "RFC 6376 section 3.6.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "DKIM key unreadable",
                "The key record at {subject} cannot be read: {mistake}.",
                "Every signature made with it fails.",
                "Copy the record anew from the provider, as one text without quotes, line breaks or missing parts."),
            Ja = new(
                "DKIM鍵が読み取れない",
                "{subject} の鍵レコードを読み取れません：{mistake}。",
                "この鍵による署名はすべて検証に失敗します。",
                "提供元のレコードをコピーし直し、引用符、改行、欠けのない1つの文字列として公開してください。"),
            Find = dkim =>
                from key in dkim.Keys
                where key.Key!.Mistake is not null
                select At(key).With("mistake", key.Key!.Mistake!, InJapanese(key.Key.Mistake!)),
        },
        new("dkim.key-too-short", Severity.Critical, "RFC 8301 section 3.2")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.B, Owner = Owner.MailProvider,
            En = new(
                "DKIM key too short",
                "The RSA key at {subject} has {bits} bits; receivers must not accept fewer than {least}.",
                "Its signatures fail, and whoever breaks so short a key can forge them.",
                "Have the provider make a key of 2,048 bits under a new selector. Publish it, then switch signing to it. Wait two or three days before you delete this one."),
            Ja = new(
                "DKIM鍵が短すぎる",
                "{subject} のRSA鍵は{bits}ビットです。受信側は{least}ビット未満を受け付けません。",
                "署名は検証に失敗します。短い鍵は破られやすく、署名を偽造されるおそれもあります。",
                "新しいセレクターで2048ビットの鍵を作るよう、提供元に依頼してください。新しい鍵を公開してから署名を切り替え、2、3日たってからこの鍵を削除してください。"),
            Find = dkim => RsaKeys(dkim, bits => bits < MinRsaBits).Select(key => key.With("least", MinRsaBits)),
        },
        new("dkim.key-below-2048", Severity.Medium, "RFC 8301 section 3.2")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.B, Owner = Owner.MailProvider,
            En = new(
                "DKIM key below 2048 bits",
                "The RSA key at {subject} has {bits} bits; {good} are recommended.",
                "Keys of this length can be broken with much effort.",
                "Have the provider make a key of 2,048 bits under a new selector, switch to it, then delete this one."),
            Ja = new(
                "DKIM鍵が2048ビット未満",
                "{subject} のRSA鍵は{bits}ビットです。{good}ビット以上が推奨されています。",
                "この長さの鍵は、手間と費用をかければ破られるおそれがあります。",
                "新しいセレクターで2048ビットの鍵を作るよう、提供元に依頼してください。署名を新しい鍵に切り替えてから、この鍵を削除してください。"),
            Find = dkim => RsaKeys(dkim, bits => bits is >= MinRsaBits and < GoodRsaBits).Select(key => key.With("good", GoodRsaBits)),
        },
        new("dkim.key-oversized", Severity.Low, "RFC 8301 section 3.2; RFC 6376 section 3.3.3")
        {
            Affects = Affects.Delivery, Urgency = Urgency.WhenConvenient, Cost = Cost.B, Owner = Owner.MailProvider,
            En = new(
                "DKIM key oversized",
                "The RSA key at {subject} has {bits} bits, more than {most}.",
                "Some receivers cannot use so long a key, or never get so large an answer, and treat the mail as unsigned.",
                "Have the provider make a key of 2,048 bits under a new selector. Publish it, then switch signing to it. Wait about a week before you delete this one.")
            {
                Cases = [new("answer", "The TXT records at {subject} make an answer of {octets} octets, more than the {fits} that UDP carries in one piece.", "Leave one TXT record with the key at {subject}. If it is the key that is so long, have the provider make one of 2,048 bits.")],
            },
            Ja = new(
                "DKIM鍵が長すぎる",
                "{subject} のRSA鍵は{bits}ビットで、{most}ビットを超えています。",
                "長い鍵を扱えない受信側や、大きな応答を受け取れない受信側では、署名のないメールとして扱われます。",
                "新しいセレクターで2048ビットの鍵を作るよう、提供元に依頼してください。新しい鍵を公開してから署名を切り替え、1週間ほどたってからこの鍵を削除してください。")
            {
                Cases = [new("answer", "{subject} のTXTレコードの応答は{octets}オクテットで、UDPで分割せずに送れる{fits}オクテットを超えています。", "{subject} のTXTレコードは、鍵の1件だけにしてください。鍵そのものが長い場合は、2048ビットの鍵を作るよう提供元に依頼してください。")],
            },
            Find = dkim => dkim.Keys.SelectMany(OversizedAt),
        },
        new("dkim.testing-flag", Severity.Medium, "RFC 6376 section 3.6.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.A,
            En = new(
                "DKIM key in testing mode",
                "The key at {subject} carries the testing flag t=y.",
                "Receivers may treat mail signed with it as if it were not signed.",
                "If the key stands at the provider behind a CNAME, ask the provider; otherwise publish it without t=y: {proposed}"),
            Ja = new(
                "DKIM鍵がテストモード",
                "{subject} の鍵に、テスト中を示す t=y があります。",
                "受信側は、この鍵で署名されたメールを署名がないものとして扱うことがあります。",
                "CNAMEの先の鍵であれば提供元に依頼し、そうでなければ t=y を除いたレコードに置き換えてください：{proposed}"),
            Find = dkim =>
                from key in dkim.Keys
                where key.Key is { IsTesting: true, IsRevoked: false }
                select At(key).Propose(WithoutTestingFlag(key)),
        },
        new("dkim.key-revoked", Severity.Info, "RFC 6376 section 3.6.1")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A,
            En = new(
                "DKIM key revoked",
                "The key at {subject} is revoked (p is empty).",
                "This is how a key is withdrawn; it may stay as long as no sender uses the selector.",
                "Delete the record once mail signed with it is no longer in transit."),
            Ja = new(
                "失効したDKIM鍵が残っている",
                "{subject} の鍵は失効しています（p が空です）。",
                "鍵の使用をやめる正しい方法です。このセレクターで署名する送信元がなければ、このままで構いません。",
                "この鍵で署名したメールがすべて届き終えたら、レコードを削除してください。"),
            Find = dkim => dkim.Keys.Where(key => key.Key!.IsRevoked && !key.IsInUse).Select(At),
        },
        new("dkim.revoked-key-in-use", Severity.Critical, "RFC 6376 section 3.6.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A, Input = RuleInput.Samples,
            En = new(
                "Revoked DKIM key still in use",
                "Mail in {files} carries a signature of {signer} with the selector {selector}, but the key at {subject} is revoked (p is empty).",
                "Every signature made with it fails.",
                "Have the service that sends this mail make a new key under a new selector, publish that key, and switch signing to it. Leave the revoked record as it is. If the mail is not yours, or you have changed to another selector since, nothing has to be done."),
            Ja = new(
                "失効したDKIM鍵が使われている",
                "{files} のメールには {signer} のセレクター {selector} による署名がありますが、{subject} の鍵は失効しています（p が空です）。",
                "この鍵による署名はすべて検証に失敗します。",
                "このメールを送ったサービスで、新しいセレクターの鍵を作ってください。その鍵を公開してから、署名を切り替えてください。失効したレコードはそのままにしてください。心当たりのないメールのときや、すでに別のセレクターに切り替えたときは、何もしないでください。"),
            Find = dkim => dkim.Keys.Where(key => key.Key!.IsRevoked && key.IsInUse).Select(Seen),
        },
        new("dkim.sha1-only", Severity.High, "RFC 8301 section 3.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.B,
            En = new(
                "DKIM key for sha1 only",
                "The key at {subject} allows sha1 only, which receivers must not accept.",
                "Its signatures fail.",
                "Ask the provider to sign with rsa-sha256, and publish the key without the restriction to sha1: {proposed}")
            {
                Cases = [new("signature", "Mail in {files} is signed for {signer} by rsa-sha1 only (selector {selector}), which receivers must not accept.", "Ask the service that sends this mail to sign with rsa-sha256. The key at {subject} can stay.")],
            },
            Ja = new(
                "DKIM鍵がsha1専用",
                "{subject} の鍵は sha1 だけを許していますが、受信側は sha1 を受け付けません。",
                "署名は検証に失敗します。",
                "署名を rsa-sha256 に切り替えるよう提供元に依頼し、sha1 の制限を外したレコードに置き換えてください：{proposed}")
            {
                Cases = [new("signature", "{files} のメールにある {signer} の署名は rsa-sha1 だけです（セレクター {selector}）。受信側は sha1 を受け付けません。", "このメールを送ったサービスの提供元に、rsa-sha256 で署名するよう依頼してください。{subject} の鍵はそのままで構いません。")],
            },
            Find = dkim =>
            [
                .. dkim.Keys.Where(IsForSha1Only).Select(key => At(key).Propose(WithTag(key, "h", "sha256"))),
                .. dkim.Selectors.Where(key => key.Use is { IsSha1Only: true } && !IsForSha1Only(key)).Select(key => Seen(key) with { Case = "signature" }),
            ],
        },
        new("dkim.ed25519-only", Severity.Medium, "RFC 8463")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Quarter, Cost = Cost.B, Input = RuleInput.Samples, Owner = Owner.MailProvider,
            En = new(
                "Signed with ed25519 only",
                "Mail in {files} is signed for {signer} with ed25519 only (selector {selector}); no RSA signature of the organization was seen.",
                "Many receivers cannot verify ed25519 yet and treat such mail as unsigned.",
                "Have the service that sends this mail add a second signature with rsa-sha256, and publish the key it gives you. The ed25519 key at {subject} can stay."),
            Ja = new(
                "ed25519だけで署名している",
                "{files} のメールにある {signer} の署名は ed25519 だけで（セレクター {selector}）、組織のRSA署名は見つかりませんでした。",
                "ed25519 を検証できない受信側はまだ多く、署名のないメールとして扱われます。",
                "このメールを送ったサービスの提供元に、rsa-sha256 の署名も加えるよう依頼し、指定された鍵を公開してください。{subject} の ed25519 の鍵はそのままで構いません。"),
            Find = dkim => dkim.Selectors.Where(key => key.IsInUse).ToList() is { Count: > 0 } used && used.TrueForAll(IsEd25519) ? used.Select(Seen) : [],
        },
        new("dkim.service-type-excludes-email", Severity.Critical, "RFC 6376 section 3.6.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "DKIM key not for e-mail",
                "The key at {subject} is restricted to {services}, which leaves out email.",
                "Every signature on mail made with it fails.",
                "If the key stands at the provider behind a CNAME, ask the provider; otherwise publish it with email allowed: {proposed}"),
            Ja = new(
                "DKIM鍵がメール用ではない",
                "{subject} の鍵は {services} 用に限定され、email が含まれていません。",
                "この鍵によるメールの署名はすべて検証に失敗します。",
                "CNAMEの先の鍵であれば提供元に依頼し、そうでなければ email を許すレコードに置き換えてください：{proposed}"),
            Find = dkim =>
                from key in dkim.Keys
                where key.Key is { AllowsEmail: false, IsRevoked: false }
                select At(key).With("services", key.Key!.ServiceTypes).Propose(WithTag(key, "s", "email")),
        },
        new("dkim.selector-cname-dangling", Severity.High, "")
        {
            Affects = Affects.Delivery | Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.B, Owner = Owner.MailProvider,
            Replaces = ["delegation.cname-dangling"],
            En = new(
                "DKIM selector leads nowhere",
                "{subject} is an alias (CNAME) of {target}, which does not exist.",
                "Signatures with this selector fail, and whoever comes to own the target can sign for the domain.",
                "Enable DKIM at the provider again, or delete the alias if the service is no longer used."),
            Ja = new(
                "DKIMセレクターの別名の先が存在しない",
                "{subject} は {target} の別名（CNAME）ですが、その名前は存在しません。",
                "このセレクターの署名は検証に失敗し、別名の先を手に入れた者がこのドメインの署名を作れます。",
                "提供元のDKIM設定をもう一度有効にしてください。使っていないサービスであれば、別名を削除してください。"),
            Find = dkim => dkim.Published.Where(key => key.IsDangling).Select(key => At(key).With("target", key.Answer.Aliases[^1].Text)),
        },
        new("dkim.wildcard-answers", Severity.Medium, "RFC 1034 section 4.3.3")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.A,
            En = new(
                "Wildcard answers for every DKIM selector",
                "Every name below {subject} has a TXT record, also {unused}, which nobody uses.",
                "Whether a selector is real cannot be told, and receivers read text that is no key.",
                "Remove the wildcard, and publish records only at the names that need them."),
            Ja = new(
                "どのDKIMセレクター名にもワイルドカードが応答する",
                "{subject} の下では、誰も使っていない {unused} を含むすべての名前にTXTレコードがあります。",
                "使われているセレクターかどうかを見分けられません。受信側も、鍵ではない文字列を読むことになります。",
                "ワイルドカードを外し、必要な名前だけにレコードを公開してください。"),
            Find = dkim => Evidence.When(dkim.HasWildcard, dkim.DomainKey.Name).Select(evidence => evidence.With("unused", dkim.Wildcard!.Name.Text)),
        },
    ]);

    /// <summary>Rules an unanswered question of <paramref name="dkim"/> leaves open, as far as they have not fired.</summary>
    public static IEnumerable<string> OpenIn(DkimPublication dkim)
    {
        if (!dkim.HasOpenQuestions) return [];
        string[] ofKeysInUse = ["dkim.key-missing", "dkim.revoked-key-in-use", "dkim.ed25519-only"];
        return All.Rules.Where(rule => !rule.Find(dkim).Any()).Select(rule => rule.Id)
            .Except(dkim.Selectors.Any(key => key.IsInUse && key.Answer.IsFailed) ? [] : ofKeysInUse)
            .Except(dkim.IsSeenSigning ? ["dkim.missing", "dkim.selectors-unknown"] : []);
    }

    /// <summary>What a signature nobody has verified says.</summary>
    private static Evidence Seen(DkimSelectorKey key) => (At(key) with { Confidence = Confidence.Inferred })
        .With("signer", key.Use!.Domain.Text).With("algorithms", key.Use.Algorithms).With("files", key.Use.Sources);

    private static bool IsForSha1Only(DkimSelectorKey key) => key.Key is { AllowsOnlySha1: true, IsRevoked: false };

    /// <summary>By what signatures said, else by the key.</summary>
    private static bool IsEd25519(DkimSelectorKey key) => key.Use!.Algorithms.IsEmpty
        ? key.Key is { KeyType: "ed25519" }
        : key.Use.Algorithms.All(algorithm => algorithm == "ed25519-sha256");

    internal static Evidence At(DkimSelectorKey key) =>
        Evidence.At(key.Name).With("selector", key.Selector).With("record", key.Key?.Text);

    private static IEnumerable<Evidence> OversizedAt(DkimSelectorKey key)
    {
        var octets = MessageSize.OfTxt(key.Answer);
        var evidence = At(key).With("octets", octets);
        if (key.Key!.RsaBits is { } bits and > MaxRsaBits) return [evidence.With("bits", bits).With("most", MaxRsaBits)];
        return octets > MessageSize.UnfragmentedUdp ? [(evidence with { Case = "answer" }).With("fits", MessageSize.UnfragmentedUdp)] : [];
    }

    internal static ProposedRecord? WithoutTestingFlag(DkimSelectorKey key) =>
        WithTag(key, "t", string.Join(':', key.Key!.Flags.Where(flag => flag != "y")));

    private static IEnumerable<Evidence> RsaKeys(DkimPublication dkim, Func<int, bool> isFaulty) =>
        from key in dkim.Keys
        where key.Key!.RsaBits is { } bits && isFaulty(bits)
        select At(key).With("bits", key.Key!.RsaBits!.Value);

    /// <summary>The key record with one tag changed, or dropped when the value is empty; null when it stands at a provider behind an alias.</summary>
    private static ProposedRecord? WithTag(DkimSelectorKey key, string name, string value)
    {
        if (!key.Answer.Aliases.IsEmpty) return null;
        var tags = key.Key!.Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(tag => tag.Split('=', 2)[0].TrimEnd() != name ? tag : value.Length == 0 ? null : $"{name}={value}").OfType<string>();
        var text = string.Join("; ", tags);
        return DkimKeyRecord.Parse(text) is { Mistake: null } ? ProposedRecord.Txt(key.Name, text, key.Key.Text) : null;
    }

    /// <summary>The words of <see cref="DkimKeyRecord"/>.</summary>
    private static string InJapanese(string mistake) => mistake switch
    {
        DkimKeyRecord.OverlongString => "255オクテットを超える文字列がある。引用符で囲んだ複数の文字列に分けて書く",
        "the p tag is missing" => "p タグがない",
        "text that is no tag" => "タグではない文字列がある",
        "a tag given twice" => "同じタグが2回ある",
        "v is not the first tag" => "v が先頭にない",
        "the key is not base64" => "鍵がBase64になっていない",
        "the key is not an RSA public key" => "RSA公開鍵になっていない",
        "the key is not the 32 octets of ed25519" => "ed25519の32オクテットになっていない",
        _ => "鍵の種類が分からない",
    };
}
