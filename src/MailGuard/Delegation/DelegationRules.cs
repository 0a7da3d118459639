using MailGuard.Findings;

namespace MailGuard.Delegation;

/// <summary>What can be wrong in the zone around the mail records.</summary>
internal static class DelegationRules
{
    public static readonly RuleSet<DelegationPublication> All = new(
    [
        new("wildcard.mail-relevant", Severity.Medium, "RFC 1034 section 4.3.3; RFC 4592")
        {
            Affects = Affects.Spoofing | Affects.Hygiene, Urgency = Urgency.Quarter, Cost = Cost.B,
            En = new(
                "Wildcard that bears on mail",
                "A wildcard answers {types} for every name below {subject}, also for {unused}, which nobody uses.",
                "Names that were never meant for mail look real, and np in DMARC has no effect. The rules dmarc.nonexistent-names-open, dkim.missing and dkim.selectors-unknown say less than usual.",
                "Replace the wildcard by records for the names in use."),
            Ja = new(
                "メールに関わるワイルドカードがある",
                "ワイルドカードが、誰も使っていない {unused} を含め、{subject} の下のすべての名前に {types} を返します。",
                "メールに使わない名前まで存在するように見え、DMARCの np も効きません。dmarc.nonexistent-names-open、dkim.missing、dkim.selectors-unknown の結果も、ふだんほど当てになりません。",
                "ワイルドカードをやめ、使っている名前だけにレコードを公開してください。"),
            Find = delegation => delegation.WildcardTypes.ToList() is { Count: > 0 } types
                ? [Evidence.At(delegation.Domain).With("types", types.Select(type => type.ToString().ToUpperInvariant()))
                    .With("unused", delegation.Wildcard[0].Name.Text)]
                : [],
        },
        new("delegation.cname-dangling", Severity.High, "")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Now, Cost = Cost.A,
            En = new(
                "Mail name leads nowhere",
                "{subject} is an alias (CNAME) of {target}, which does not exist.",
                "Whoever comes to own the target runs a server under your name, and can collect passwords there.",
                "Delete the alias."),
            Ja = new(
                "メール用の別名（CNAME）の先が存在しない",
                "{subject} は {target} の別名（CNAME）ですが、その名前は存在しません。",
                "別名の先を手に入れた者が、このドメインの名前でサーバーを動かし、パスワードを集められます。",
                "この別名を削除してください。"),
            Find = delegation => delegation.Dangling.Select(answer => Evidence.At(answer.Name).With("target", answer.Aliases[^1].Text)),
        },
    ]);
}
