using System.Collections.Immutable;
using MailGuard.Delegation;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Spf;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>What an audit could not tell: members of <c>mailguard/domain-audit/1</c> as a whole, and rules.</summary>
internal static class OpenQuestions
{
    public static ImmutableArray<string> Of(DomainFacts facts) =>
        facts.Failures.IsEmpty && !facts.Spf.HasOpenQuestions && !ProbeOpen(facts).Any() ? [] : [.. Members(facts).Concat(Rules(facts)).Distinct()];

    /// <summary>Ids of the rules left open.</summary>
    public static IEnumerable<string> Rules(DomainFacts facts) =>
    [
        .. SpfOpen(facts.Spf),
        .. When(MailHostsOpen(facts), "spf.mail-host-without-record"),
        .. DmarcOpen(facts),
        .. DkimRules.OpenIn(facts.Dkim),
        .. When(facts.Dkim.HasOpenQuestions && SeenMailRules.IsSignedAligned(facts) is null, "dmarc.reject-without-dkim"),
        .. RoleOpen(facts),
        .. TransportOpen(facts.Transport),
        .. ProviderRules.Open(facts),
        .. ProbeOpen(facts),
        .. When(facts.Bimi.Answer.IsFailed, "bimi.record-invalid"),
        .. When(facts.Bimi.Answer.IsFailed || (facts.Bimi.Record is not null && facts.Dmarc.IsUndetermined), "bimi.without-enforcement"),
        .. facts.Request.Earlier is null ? [] : HistoryOpen(facts),
        .. When(facts.Delegation.Dnssec.IsBroken is null, "dnssec.chain-broken"),
        .. When(facts.Delegation.Wildcard.Any(answer => answer.IsFailed), "wildcard.mail-relevant", "dmarc.nonexistent-names-open", "dmarc.wildcard-defeats-np"),
        .. When(facts.Delegation.MailNames.Any(answer => answer.IsFailed), "delegation.cname-dangling"),
        .. DelegationOpen(facts.Delegation),
        .. When(HasFailedAbroad(facts, DnsType.Ns), "spf.referenced-domain-registrable", "mx.target-registrable", "dmarc.policy-cname-registrable"),
    ];

    private static IEnumerable<string> Members(DomainFacts facts) =>
    [
        .. When(facts.Spf.IsUndetermined, "spf"),
        .. When(facts.Dmarc.IsUndetermined, "dmarc"),
        .. When(facts.Dkim.IsUndetermined, "dkim"),
        .. When(facts.Transport.Mx.IsFailed, "mx"),
        .. When(facts.AreProvidersUndetermined, "providers"),
        .. When(facts.Transport.MtaSts.IsFailed, "mtaSts"),
        .. When(facts.Transport.TlsRpt.IsFailed, "tlsRpt"),
        .. When(facts.Transport.IsDaneUndetermined, "dane"),
        .. When(facts.Bimi.Answer.IsFailed, "bimi"),
        .. When(facts.Delegation.IsCaaUndetermined, "caa"),
        .. When(DomainStanding.Of(facts).Stage is null, "stage"),
        .. When(DomainStanding.Of(facts).Spoofable is null, "spoofable"),
    ];

    private static IEnumerable<string> SpfOpen(SpfPublication spf) =>
        spf.IsUndetermined ? Unfired(SpfRules.All, spf) : spf.HasOpenQuestions ? Unfired(SpfRules.All, spf).Intersect(SpfRules.OpenWithoutWholeTree) : [];

    private static IEnumerable<string> TransportOpen(TransportPublication transport) =>
    [
        .. When(transport.Mx.IsFailed, "mx.null-mx-mixed", "mta-sts.missing", "parked.accepts-mail"),
        .. When(transport.Mx.IsFailed || transport.ImplicitAddress?.IsFailed == true, "mx.implicit"),
        .. When(transport.Mx.IsFailed || transport.Hosts.Any(host => host.IsUndetermined), "mx.target-not-a-host", "mx.target-unresolvable", "mx.target-registrable"),
        .. When(
            transport.Mx.IsFailed || transport.Hosts.Any(host => host.IsUndetermined || host.Reverse.Any(reverse => reverse.IsConfirmed is null)),
            "mx.reverse-dns-mismatch"),
        .. When(transport.MtaSts.IsFailed, "mta-sts.missing", "mta-sts.record-invalid"),
        .. When(transport.TlsRpt.IsFailed, "tls-rpt.record-invalid"),
        .. When(transport.IsDaneUndetermined || transport.Hosts.Any(host => host.Zone?.IsUndetermined == true), "dane.unsigned"),
        .. When(transport.TlsRpt.IsFailed || transport.MtaSts.IsFailed || transport.IsDaneUndetermined, "tls-rpt.missing"),
    ];

    private static IEnumerable<string> DelegationOpen(DelegationPublication delegation) =>
    [
        .. When(delegation.IsCaaUndetermined, "caa.missing"),
        .. When(delegation.Zone.IsUndetermined, "dnssec.unsigned"),
        .. When(delegation.Zone.IsApexUndetermined, "delegation.single-server"),
        .. When(
            (delegation.Zone.IsApexUndetermined || delegation.NameServers.Any(server => server.IsUndetermined)) && !delegation.NameServers.Any(server => server.IsDead),
            "delegation.servers-dead"),
    ];

    private static bool MailHostsOpen(DomainFacts facts) => facts.Spf.IsUndetermined || facts.Transport.Mx.IsFailed
        || facts.Spf.MailHosts.Any(answer => answer.IsFailed) || facts.Transport.Hosts.Any(host => host.IsUndetermined);

    /// <summary>Nothing is open where nothing was to be fetched.</summary>
    private static IEnumerable<string> ProbeOpen(DomainFacts facts)
    {
        var transport = facts.Transport;
        if (transport.Policy is not { Fetch: var fetch }) return [];
        var isMaybeAnnounced = transport.MtaSts.IsFailed || MtaStsPolicyRules.IsAnnounced(transport);
        return
        [
            .. When(fetch.IsUndetermined || transport.MtaSts.IsFailed, "mta-sts.policy-unannounced"),
            .. When(isMaybeAnnounced && (fetch.IsUndetermined || transport.MtaSts.IsFailed), "mta-sts.policy-unreachable"),
            .. When(isMaybeAnnounced && (fetch.IsUndetermined || fetch.IsUncertain || transport.MtaSts.IsFailed), MtaStsPolicyRules.OnTheFile),
            .. When(transport.Mx.IsFailed, "mta-sts.mx-not-listed", "mta-sts.mx-not-listed-testing"),
            .. When(facts.Bimi.HasOpenFetches, "bimi.record-invalid"),
        ];
    }

    /// <summary>Without SPF nobody can say from the records whether the domain sends.</summary>
    private static IEnumerable<string> RoleOpen(DomainFacts facts) =>
    [
        .. When(facts.Spf.IsUndetermined && facts.Role is DomainRole.Unknown && facts.Dkim.IsMissing, "dkim.missing", "dmarc.reject-without-dkim"),
        .. When(facts is { Spf.IsUndetermined: true, Role: DomainRole.Unknown or DomainRole.Parked }, "parked.spf-open"),
    ];

    private static IEnumerable<string> DmarcOpen(DomainFacts facts) => facts.Dmarc.IsUndetermined
        ?
        [
            .. Unfired(DmarcRules.All, facts.Dmarc),
            "dmarc.nonexistent-names-open", "dmarc.wildcard-defeats-np", "dmarc.reject-without-dkim",
            .. When(facts.Dmarc.Walk.Steps[0].Answer.IsFailed, "dmarc.ttl-too-long"),
            .. When(facts.Role is DomainRole.Parked, "parked.dmarc-open"),
        ]
        :
        [
            .. When(facts.Dmarc.Destinations.Any(destination => destination.Authorization is DmarcAuthorization.Undetermined), "dmarc.report-destination-unauthorized"),
            .. When(facts.Dmarc.Exposures.Any(exposure => exposure.IsAligned is null), "dmarc.relaxed-alignment-exposed"),
            .. When(facts.Dmarc.Unreachable.Any(step => step.Answer.IsFailed), "dmarc.deep-record-unreachable"),
            .. When(facts.Dmarc.Destinations.Any(destination => destination.IsReachable is null), "dmarc.report-mailbox-unreachable"),
            .. When(facts.Dmarc.Walk.Steps[0].Records.IsEmpty && HasFailed(facts, DnsType.Txt), "dmarc.wrong-name"),
        ];

    private static IEnumerable<string> HistoryOpen(DomainFacts facts) =>
    [
        .. When(facts.Dmarc.IsUndetermined, HistoryRules.PolicyWeakened),
        .. facts.Dkim.HasOpenQuestions ? Unfired(HistoryRules.All, facts).Where(rule => rule.StartsWith("dkim.", StringComparison.Ordinal)) : [],
        .. When(facts.Transport.MtaSts.IsFailed || facts.Transport.Policy?.Fetch is { IsUndetermined: true } or { IsUncertain: true }, "mta-sts.testing-too-long"),
    ];

    /// <summary>What was seen to be wrong all the same is not open.</summary>
    private static IEnumerable<string> Unfired<TFacts>(RuleSet<TFacts> rules, TFacts facts) =>
        rules.Rules.Where(rule => !rule.Find(facts).Any()).Select(rule => rule.Id);

    private static bool HasFailed(DomainFacts facts, DnsType type) => facts.Failures.Any(answer => answer.Type == type);

    /// <summary>Outside the domain and the way up to its zone. Below the domain, only the rules about names there ask.</summary>
    private static bool HasFailedAbroad(DomainFacts facts, DnsType type) =>
        facts.Failures.Any(answer => answer.Type == type && !answer.Name.IsAtOrBelow(facts.Request.Domain) && !facts.Delegation.Zone.Climb.Contains(answer));

    private static string[] When(bool isOpen, params string[] names) => isOpen ? names : [];
}
