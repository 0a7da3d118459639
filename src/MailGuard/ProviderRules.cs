using MailGuard.Findings;
using MailGuard.Providers;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>Rules that rest on the provider catalogue. What it does not know fires nothing.</summary>
internal static class ProviderRules
{
    public static readonly RuleSet<DomainFacts> All = new(
    [
        new("spf.shared-hosting-range", Severity.High, "BreakSPF (NDSS 2024); RFC 9989 section 11.8")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.BToC, Owner = Owner.MailProvider,
            En = new(
                "SPF range shared with strangers",
                "The SPF record of {subject} authorises {providers} ({includes}), whose sending addresses are shared by its customers.",
                "Another customer can send as this domain with SPF passing, and so DMARC too.",
                "Have your mail signed with DKIM, move it to a relay with addresses of its own, then take {includes} out of the record."),
            Ja = new(
                "SPFの許可範囲をほかの契約者と共用している",
                "{subject} のSPFレコードは {providers}（{includes}）に送信を許していますが、その送信元アドレスは契約者どうしで共用されています。",
                "ほかの契約者がこのドメインの名前で送ったメールも、SPF認証に成功し、DMARCに合格します。",
                "まずメールにDKIM署名を付け、専用のアドレスから送る中継サービスに移してください。そのあとで {includes} をレコードから外してください。"),
            Find = facts => facts.Spf.ProviderNodes.Where(node => node.IsAuthorized && node.Provider.SharedRange == true).ToList() is { Count: > 0 } shared
                ? [WithProviders(Inferred(facts), "providers", shared.Select(node => node.Provider))
                    .With("includes", shared.Select(node => node.Name.Text).Distinct())]
                : [],
        },
        new("mx.differs-from-provider", Severity.Low, "")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.B,
            En = new(
                "Mail arrives at one provider and leaves from another",
                "The MX of {subject} is at {receiving}, but SPF and the provider's own records are those of {sending}.",
                "An MX that was forgotten in a move keeps taking mail nobody reads.",
                "Confirm with whoever runs the mailboxes where mail is read. If {receiving} is no longer used, point the MX to {sending}."),
            Ja = new(
                "メールの受信先と送信元の事業者が違う",
                "{subject} のMXは {receiving} ですが、SPFと事業者の確認用レコードは {sending} のものです。",
                "移行前のMXが残っている場合は、誰も読まないメールボックスにメールが届き続けます。",
                "どちらでメールを読んでいるかを、メールの管理者に確かめてください。{receiving} をもう使っていなければ、MXを {sending} に変えてください。"),
            Find = facts => !IsSendingOpen(facts) && ReceivingMailboxes(facts) is { Count: > 0 } receiving && SendingTenants(facts, receiving) is { Count: > 0 } sending
                ? [WithProviders(WithProviders(Inferred(facts), "receiving", receiving), "sending", sending)
                    .With("hosts", facts.Transport.Hosts.Select(host => host.Host.Text))]
                : [],
        },
        new("mx.backup-unfiltered", Severity.Medium, "")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.Quarter, Cost = Cost.C,
            En = new(
                "Backup MX without the filter",
                "Mail for {subject} goes through {filter}, but the backup MX {hosts} stands outside it.",
                "Attackers may choose the backup on purpose, and their mail can then arrive unfiltered.",
                "Ask whoever runs the mail whether mail that {hosts} takes goes through the filter too. If it does not, remove the MX records of {hosts}. When the filter is away for a short time, senders keep the mail and try again."),
            Ja = new(
                "予備のMXがフィルターを通らない",
                "{subject} あてのメールは {filter} を通りますが、予備のMX {hosts} はその外にあります。",
                "攻撃者が予備のMXを選んで送ると、そのメールは検査されずに届くことがあります。",
                "{hosts} が受け取ったメールもフィルターを通るかどうかを、メールの委託先に確かめてください。通らないときは、{hosts} のMXレコードを削除してください。フィルターが止まっても、短い間であれば送信側がメールを保管して再送します。"),
            Find = facts => Filter(facts) is { Count: > 0 } filter && Unfiltered(facts).Where(host => host.HasAddress).ToList() is { Count: > 0 } open
                ? [WithProviders(Inferred(facts), "filter", filter).With("hosts", open.Select(host => host.Host.Text))]
                : [],
        },
    ]);

    /// <summary>Of these rules, those that an unanswered question leaves open.</summary>
    public static IEnumerable<string> Open(DomainFacts facts)
    {
        var isMxOpen = facts.Transport.Mx.IsFailed;
        if (facts.Spf.IsUndetermined || facts.Spf.HasOpenQuestions) yield return "spf.shared-hosting-range";
        if (isMxOpen || (IsSendingOpen(facts) && ReceivingMailboxes(facts).Count > 0)) yield return "mx.differs-from-provider";
        if (isMxOpen || (Filter(facts).Count > 0 && Unfiltered(facts).Any(host => host.IsUndetermined))) yield return "mx.backup-unfiltered";
    }

    /// <summary>The provider that receives may turn up among those that send.</summary>
    private static bool IsSendingOpen(DomainFacts facts) => facts.Spf.IsUndetermined || facts.Spf.HasOpenQuestions || facts.Dkim.HasOpenQuestions;

    /// <summary>Empty unless every MX host is at a catalogued holder of mailboxes: a filter before mailboxes elsewhere is a good set-up.</summary>
    private static List<Provider> ReceivingMailboxes(DomainFacts facts)
    {
        var receiving = facts.Providers.Where(use => use is { Provider.Kind: ProviderKind.Mailbox, MxHosts.IsEmpty: false }).ToList();
        return receiving.Sum(use => use.MxHosts.Length) == facts.Transport.Hosts.DistinctBy(host => host.Host).Count()
            ? [.. receiving.Select(use => use.Provider)]
            : [];
    }

    /// <summary>Other holders of mailboxes, by SPF and by a record only their customer has. Empty when one that receives also sends.</summary>
    private static List<Provider> SendingTenants(DomainFacts facts, List<Provider> receiving) =>
        facts.Spf.ProviderNodes.Any(node => receiving.Contains(node.Provider)) || facts.Providers.Any(use => receiving.Contains(use.Provider) && !use.DkimSelectors.IsEmpty)
            ? []
            :
            [
                .. facts.Providers.Where(use => use is { Provider.Kind: ProviderKind.Mailbox, MxHosts.IsEmpty: true, SpfNames.IsEmpty: false }
                    && (use.IsVerified || !use.DkimSelectors.IsEmpty)).Select(use => use.Provider),
            ];

    /// <summary>The providers of the preferred MX hosts, when all of these are filters.</summary>
    private static List<Provider> Filter(DomainFacts facts)
    {
        var preferred = facts.Transport.Hosts.Where(host => host.Preference == facts.Transport.Hosts[0].Preference).ToList();
        return preferred.All(host => IsFiltered(facts, host))
            ? [.. facts.Providers.Where(use => use.MxHosts.Any(name => preferred.Exists(host => host.Host == name))).Select(use => use.Provider)]
            : [];
    }

    private static IEnumerable<MxHost> Unfiltered(DomainFacts facts) => facts.Transport.Hosts.Where(host => !IsFiltered(facts, host));

    private static bool IsFiltered(DomainFacts facts, MxHost host) =>
        facts.Providers.Any(use => use.Provider.Kind is ProviderKind.Relay && use.MxHosts.Contains(host.Host));

    private static Evidence Inferred(DomainFacts facts) => Evidence.At(facts.Request.Domain) with { Confidence = Confidence.Inferred };

    private static Evidence WithProviders(Evidence evidence, string name, IEnumerable<Provider> providers)
    {
        var each = providers.Distinct().ToList();
        return evidence.With(name, string.Join(", ", each.Select(provider => provider.Names.En)), string.Join('、', each.Select(provider => provider.Names.Ja)));
    }
}
