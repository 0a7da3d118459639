using System.Collections.Immutable;
using MailGuard.Findings;
using MailGuard.Messages;
using MailGuard.Names;
using MailGuard.Providers;

namespace MailGuard;

/// <summary>Rules about how a domain's mail goes out, by samples of it. They say what was seen; no signature was verified.</summary>
internal static class SeenMailRules
{
    /// <summary>Names that signing services sign with until a customer has set up a name of his own, and the case of the rule's text.</summary>
    private static readonly (DomainName Suffix, string Case)[] DefaultSigners =
    [
        (DomainName.Parse("onmicrosoft.com"), "microsoft"),
        (DomainName.Parse("gappssmtp.com"), "google"),
    ];

    public static readonly RuleSet<DomainFacts> All = new(
    [
        new("dkim.third-party-signature-only", Severity.High, "RFC 9989 section 4.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.B, Input = RuleInput.Samples, Owner = Owner.MailProvider,
            En = new(
                "Signed by the provider only",
                "Mail from {subject} ({files}) is signed by {signers}, but not by the domain itself.",
                "DMARC counts a signature only when its domain matches that of the sender.",
                "Ask the operator of {signers} to sign with DKIM for {subject} (author-domain signature), and publish the records it gives you, most often CNAMEs below _domainkey.{subject}.")
            {
                Cases = [new("catalogued", null, "In {provider}, turn on DKIM for {subject} (author-domain signature), and publish the records it shows, most often CNAMEs at {names}.")],
            },
            Ja = new(
                "第三者署名だけのメールがある",
                "{subject} から送られたメール（{files}）には {signers} の署名だけがあり、{subject} 自身の署名（作成者署名）がありません。",
                "DMARCで有効なのは、差出人のドメインと一致する署名だけです。",
                "{signers} の運用者に、{subject} のDKIM署名（作成者署名）を有効にするよう依頼してください。指定されたレコード（多くは _domainkey.{subject} の下のCNAME）を公開してください。")
            {
                Cases = [new("catalogued", null, "{provider} で {subject} のDKIM署名（作成者署名）を有効にし、表示されたレコード（多くは {names} のCNAME）を公開してください。")],
            },
            Find = facts => WithoutOwnSignature(facts).Where(group => group.Case is null).Select(group => OfProvider(group, At(group))),
        },
        new("dkim.provider-default-signature", Severity.High, "RFC 9989 section 4.4")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.AToB, Input = RuleInput.Samples, Owner = Owner.MailProvider,
            En = new(
                "Signed with the provider's default name only",
                "Mail from {subject} ({files}) is signed by {signers} only, the name the provider uses until DKIM is set up.",
                "DMARC counts a signature only when its domain matches that of the sender.",
                "In the provider's settings, turn on DKIM for {subject}, and publish the records they show.")
            {
                Cases =
                [
                    new("microsoft", null, "In Microsoft Defender, under Email authentication settings, DKIM, choose {subject}. Publish the two CNAME records it shows, at selector1._domainkey.{subject} and selector2._domainkey.{subject}. Then turn signing on there."),
                    new("google", null, "In the Google Admin console, under Gmail, Authenticate email, generate a key of 2,048 bits for {subject}. Publish the TXT record it shows, usually at google._domainkey.{subject}. Then start authentication there."),
                ],
            },
            Ja = new(
                "提供元の既定の名前だけで署名している",
                "{subject} から送られたメール（{files}）の署名は、DKIMを設定するまで提供元が使う {signers} だけです。",
                "DMARCで有効なのは、差出人のドメインと一致する署名だけです。",
                "提供元の管理画面で {subject} のDKIMを有効にし、表示されたレコードを公開してください。")
            {
                Cases =
                [
                    new("microsoft", null, "Microsoft Defenderの「ポリシーとルール」、「脅威ポリシー」、「メールの認証の設定」、「DKIM」の順に開き、{subject} を選んでください。表示された2つのCNAMEレコードを selector1._domainkey.{subject} と selector2._domainkey.{subject} に公開し、同じ画面で署名を有効にしてください。"),
                    new("google", null, "Google管理コンソールのGmail設定にある「メールの認証」で、{subject} の2048ビットの鍵を生成してください。表示されたTXTレコード（通常は google._domainkey.{subject}）を公開し、同じ画面で認証を開始してください。"),
                ],
            },
            Find = facts => WithoutOwnSignature(facts).Where(group => group.Case is not null)
                .Select(group => At(group) with { Case = group.Case == "" ? null : group.Case }),
        },
    ]);

    /// <summary>Mail of exactly this domain was seen with a signature that counts for DMARC; null when what was seen does not tell.</summary>
    public static bool? IsSignedAligned(DomainFacts facts)
    {
        var own = OfExactDomain(facts).ToList();
        if (own.Exists(stream => stream.OwnSigners.Any(signer => IsAligned(facts, signer)))) return true;
        return own.Count > 0 && own.TrueForAll(stream => stream.IsReadInFull) ? false : null;
    }

    /// <summary>For a finding that may rest on mail seen: which, and how much.</summary>
    public static Evidence Describe(DomainFacts facts, Evidence evidence)
    {
        if (facts.Dkim.IsMissing || IsSignedAligned(facts) != false) return evidence;
        var own = OfExactDomain(facts).ToList();
        return (evidence with { Case = "samples", Confidence = Confidence.Inferred })
            .With("count", own.Sum(stream => stream.Messages)).With("files", Sources(own));
    }

    private static IEnumerable<MailStream> OfExactDomain(DomainFacts facts) => facts.Mail.Streams.Where(stream => stream.AuthorDomain == facts.Request.Domain);

    /// <summary>RFC 9989 section 4.4: the same name when adkim=s, else the same organizational domain.</summary>
    private static bool IsAligned(DomainFacts facts, DomainName signer) =>
        facts.Dmarc.Applied?.Record.ValueOf("adkim") is { } mode && mode.Equals("s", StringComparison.OrdinalIgnoreCase)
            ? signer == facts.Request.Domain
            : facts.Dmarc.ByTreeWalk is not { } view || signer.IsAtOrBelow(view.OrganizationalDomain);

    /// <summary>Mail that others sign and the domain never does, by author and signers.</summary>
    private static IEnumerable<SignedByOthers> WithoutOwnSignature(DomainFacts facts) =>
        from stream in facts.Mail.Streams
        where stream is { OwnSigners.IsEmpty: true, OtherSigners.IsEmpty: false, IsReadInFull: true }
        group stream by (stream.AuthorDomain, Signers: string.Join(' ', stream.OtherSigners)) into same
        select new SignedByOthers(same.Key.AuthorDomain, same.First().OtherSigners, [.. same]);

    private static Evidence At(SignedByOthers group) => (Evidence.At(group.Author) with { Confidence = Confidence.Inferred })
        .With("signers", group.Signers.Select(signer => signer.Text)).With("messages", group.Streams.Sum(stream => stream.Messages))
        .With("files", Sources(group.Streams));

    /// <summary>A catalogued provider has selectors that every customer gets.</summary>
    private static Evidence OfProvider(SignedByOthers group, Evidence evidence) =>
        group.Signers.Select(ProviderCatalog.Embedded.OfSpfInclude).OfType<Provider>().FirstOrDefault(provider => !provider.Signals.DkimSelector.IsEmpty) is { } provider
            ? (evidence with { Case = "catalogued" }).With("provider", provider.Names.En, provider.Names.Ja)
                .With("names", provider.Signals.DkimSelector.Select(selector => $"{selector}._domainkey.{group.Author.Text}"))
            : evidence;

    private static IEnumerable<string> Sources(IEnumerable<MailStream> streams)
    {
        const int most = 5;
        return streams.SelectMany(stream => stream.Sources).Distinct().Take(most);
    }

    /// <param name="Author">Whose mail it is.</param>
    private sealed record SignedByOthers(DomainName Author, ImmutableArray<DomainName> Signers, ImmutableArray<MailStream> Streams)
    {
        /// <summary>Null unless every signer is a provider's default name; empty when they are of several providers.</summary>
        public string? Case { get; } = CaseOf(Signers);

        private static string? CaseOf(ImmutableArray<DomainName> signers)
        {
            var cases = signers.Select(signer => DefaultSigners.Where(known => signer.IsBelow(known.Suffix)).Select(known => known.Case).FirstOrDefault()).Distinct().ToList();
            return cases.Exists(one => one is null) ? null : cases is [var only] ? only : "";
        }
    }
}
