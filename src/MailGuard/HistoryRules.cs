using System.Globalization;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Findings;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>Rules that need an earlier result of the same domain. Without one they do not run.</summary>
internal static class HistoryRules
{
    public const string PolicyWeakened = "dmarc.policy-weakened";

    /// <summary>The longest test of a signature that anybody planned.</summary>
    private const int MaxTestingDays = 30;

    /// <summary>Keys are changed once a year where anybody changes them.</summary>
    private const int MaxKeyDays = 365;

    /// <summary>Long enough for TLS reports of a quarter.</summary>
    private const int MaxModeDays = 90;

    public static readonly RuleSet<DomainFacts> All = new(
    [
        new(PolicyWeakened, Severity.High, "")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A, Input = RuleInput.EarlierResult,
            Replaces = ["dmarc.policy-none", "dmarc.nonexistent-names-open", "dmarc.subdomain-policy-weaker", "dmarc.testing-mode"],
            En = new(
                "DMARC policy weaker than before",
                "The DMARC policy for {domain} was {before} on {date} and is {now}.",
                "Spoofed mail that receivers stopped then can reach its readers more easily now.",
                "Find out who changed it and why. If nobody meant to, publish the earlier record again: {proposed}")
            {
                Cases = [new("below", "For names below {domain}, the DMARC policy was {before} on {date} and is {now}.", null)],
            },
            Ja = new(
                "DMARCポリシーが以前より弱くなった",
                "{domain} のDMARCポリシーは、{date}には {before} でしたが、いまは {now} です。",
                "以前は受信側で止まっていたなりすましメールが、届きやすくなっています。",
                "誰がなぜ変えたのかを確かめてください。意図した変更でなければ、以前のレコードに戻してください：{proposed}")
            {
                Cases = [new("below", "{domain} のサブドメインのDMARCポリシーは、{date}には {before} でしたが、いまは {now} です。", null)],
            },
            Find = facts => facts is { History.Earlier: { Dmarc: { } before } earlier, Dmarc.IsUndetermined: false }
                ? Weakened(facts.Dmarc, before).Select(evidence => Dated(evidence, "date", earlier.AsOf))
                : [],
        },
        new("dkim.testing-flag-forgotten", Severity.High, "RFC 6376 section 3.6.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.TwoWeeks, Cost = Cost.A, Input = RuleInput.EarlierResult, Replaces = ["dkim.testing-flag"],
            En = new(
                "DKIM key in testing mode for long",
                "The key at {subject} has carried the testing flag t=y for at least {days} days, since {since} or earlier.",
                "Receivers may treat mail signed with it as if it were not signed. When the test is over, the flag is not needed.",
                "If the key stands at the provider behind a CNAME, ask the provider; otherwise publish it without t=y: {proposed}"),
            Ja = new(
                "DKIM鍵がテストモードのまま",
                "{subject} の鍵には、{since}の調査のときにはもう、テスト中を示す t=y が付いていました。それから{days}日たったいまも付いています。",
                "受信側は、この鍵で署名されたメールを署名がないものとして扱うことがあります。テストが終わっていれば、t=y は要りません。",
                "CNAMEの先の鍵であれば提供元に依頼し、そうでなければ t=y を除いたレコードに置き換えてください：{proposed}"),
            Find = facts =>
                from key in facts.Dkim.Keys
                where !key.Key!.IsRevoked && DaysSince(facts, facts.History.TestingSince(key)) > MaxTestingDays
                select Aged(DkimRules.At(key), facts, facts.History.TestingSince(key)).Propose(DkimRules.WithoutTestingFlag(key)),
        },
        new("dkim.key-old", Severity.Low, "")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.WhenConvenient, Cost = Cost.B, Input = RuleInput.EarlierResult, Owner = Owner.MailProvider,
            En = new(
                "DKIM key over a year old",
                "The key at {subject} has been the same for at least {days} days, since {since} or earlier.",
                "The longer a key is in use, the more people and backups may hold its private half.",
                "Have the provider make a new key under another selector. Publish it, then switch signing to it. Wait about a week before you delete this one."),
            Ja = new(
                "DKIM鍵を1年以上替えていない",
                "{subject} の鍵は、{since}の調査のときと同じです。それから{days}日たっています。",
                "鍵を長く使うほど、秘密鍵が漏れている可能性は高くなります。",
                "別のセレクターで新しい鍵を作るよう、提供元に依頼してください。新しい鍵を公開してから署名を切り替え、1週間ほどたってからこの鍵を削除してください。"),
            Find = facts =>
                from key in facts.Dkim.Keys
                where DaysSince(facts, facts.History.KeySince(key)) > MaxKeyDays
                select Aged(DkimRules.At(key), facts, facts.History.KeySince(key)),
        },
        new("mta-sts.testing-too-long", Severity.Low, "RFC 8461 section 5")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.WhenConvenient, Cost = Cost.A, Input = RuleInput.Probe | RuleInput.EarlierResult,
            En = new(
                "MTA-STS in testing for long",
                "The MTA-STS policy of {domain} has been in mode testing for at least {days} days, since {since} or earlier.",
                "In mode testing senders deliver even where the connection is not protected.",
                "When the TLS reports show no failures, set mode: enforce in the policy file, then a new id in the record at {subject}."),
            Ja = new(
                "MTA-STSがテストモードのまま",
                "{domain} のMTA-STSポリシーは、{since}の調査のときにはもう testing モードでした。それから{days}日たったいまも変わっていません。",
                "testing モードでは、通信を保護できないときもメールが配送されます。",
                "TLSレポートに失敗がなければ、ポリシーファイルを mode: enforce に変え、続いて {subject} のレコードの id を新しくしてください。"),
            Find = facts => ModeOf(facts) is MtaStsMode.Testing && DaysSince(facts, facts.History.ModeSince(MtaStsMode.Testing)) > MaxModeDays
                ? [Aged(Evidence.At(facts.Transport.MtaSts.Name).With("domain", facts.Request.Domain.Text), facts, facts.History.ModeSince(MtaStsMode.Testing))]
                : [],
        },
    ]);

    public static readonly IReadOnlyCollection<string> Ids = [.. All.Rules.Select(rule => rule.Id)];

    /// <summary>Where nothing was enforced, nothing became weaker; that no record is left, another rule says.</summary>
    private static IEnumerable<Evidence> Weakened(DmarcPublication dmarc, EarlierDmarc before)
    {
        var isExact = IsWeaker(dmarc.WeakerExact, before.Exact);
        if (!isExact && !IsWeaker(dmarc.WeakerBelow, before.Below)) return [];
        var (then, now) = isExact ? (before.Exact, dmarc.WeakerExact) : (before.Below, dmarc.WeakerBelow);
        var evidence = Evidence.At(dmarc.Applied is { } applied ? DmarcRules.OwnerName(applied) : dmarc.OwnName)
            .With("domain", dmarc.Domain.Text).With("before", DmarcRules.Word(then)).With("now", DmarcRules.Word(now)).With("record", before.Record);
        return [(isExact ? evidence : evidence with { Case = "below" }).Propose(Restored(dmarc, before))];
    }

    private static bool IsWeaker(DmarcPolicy? now, DmarcPolicy before) => (now ?? DmarcPolicy.None) < before;

    /// <summary>Only the domain's own record: what stands above is published by others for others too. It came from a file and is read again.</summary>
    private static ProposedRecord? Restored(DmarcPublication dmarc, EarlierDmarc before)
    {
        if (before.Location != dmarc.Domain || before.Record is not { } text || DmarcRecordParser.Parse(text)?.ApplicationBy(DmarcGeneration.Rfc9989) is not DmarcApplication.AsPublished) return null;
        return ProposedRecord.Txt(dmarc.OwnName, text, dmarc.OwnTexts);
    }

    /// <summary>Null when the policy was not fetched, or has no mode.</summary>
    private static MtaStsMode? ModeOf(DomainFacts facts) => facts.Transport.Policy?.Policy?.Mode;

    private static int DaysSince(DomainFacts facts, DateOnly? since) => since is { } day ? facts.History.Today.DayNumber - day.DayNumber : 0;

    private static Evidence Aged(Evidence evidence, DomainFacts facts, DateOnly? since) =>
        Dated(evidence.With("days", DaysSince(facts, since)), "since", since!.Value);

    private static Evidence Dated(Evidence evidence, string name, DateOnly day) => evidence.With(
        name,
        day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日({"日月火水木金土"[(int)day.DayOfWeek]})"));
}
