using System.Collections.Immutable;
using MailGuard.Dkim;
using MailGuard.Dns;
using MailGuard.Spf;

namespace MailGuard;

/// <summary>What an audit could not tell: members of <c>mailguard/domain-audit/1</c> as a whole, and rules.</summary>
internal static class OpenQuestions
{
    public static ImmutableArray<string> Of(DomainFacts facts) =>
        facts.Failures.IsEmpty && !facts.Spf.HasOpenQuestions ? [] : [.. Members(facts).Concat(Rules(facts)).Distinct()];

    /// <summary>Ids of the rules left open.</summary>
    public static IEnumerable<string> Rules(DomainFacts facts) =>
    [
        .. SpfOpen(facts.Spf),
        .. DmarcOpen(facts),
        .. facts.Dkim.HasOpenQuestions ? DkimRules.OpenWithoutAnswers : [],
        .. When(facts.Transport.Mx.IsFailed, "mx.implicit", "mx.null-mx-mixed", "mta-sts.missing", "parked.accepts-mail"),
        .. When(facts.Transport.Mx.IsFailed || facts.Transport.Hosts.Any(host => host.IsUndetermined), "mx.target-not-a-host", "mx.target-unresolvable"),
        .. When(facts.Transport.Hosts.Any(host => host.Reverse.Any(reverse => reverse.IsConfirmed is null)), "mx.reverse-dns-mismatch"),
        .. When(facts.Transport.MtaSts.IsFailed, "mta-sts.missing", "mta-sts.record-invalid"),
        .. When(facts.Transport.TlsRpt.IsFailed, "tls-rpt.missing", "tls-rpt.record-invalid"),
        .. When(facts.Delegation.Wildcard.Any(answer => answer.IsFailed), "wildcard.mail-relevant", "dmarc.nonexistent-names-open", "dmarc.wildcard-defeats-np"),
        .. When(facts.Delegation.MailNames.Any(answer => answer.IsFailed), "delegation.cname-dangling"),
        .. When(HasFailed(facts, DnsType.Ns), "spf.referenced-domain-registrable", "mx.target-registrable", "dmarc.policy-cname-registrable"),
    ];

    private static IEnumerable<string> Members(DomainFacts facts) =>
    [
        .. When(facts.Spf.IsUndetermined, "spf"),
        .. When(facts.Dmarc.IsUndetermined, "dmarc"),
        .. When(facts.Dkim.IsUndetermined, "dkim"),
        .. When(facts.Transport.Mx.IsFailed, "mx"),
        .. When(facts.Transport.MtaSts.IsFailed, "mtaSts"),
        .. When(facts.Transport.TlsRpt.IsFailed, "tlsRpt"),
        .. When(facts.Transport.IsDaneUndetermined, "dane"),
        .. When(facts.Bimi.Answer.IsFailed, "bimi"),
        .. When(facts.Delegation.IsCaaUndetermined, "caa"),
        .. When(DomainStanding.Of(facts).Stage is null, "stage"),
        .. When(DomainStanding.Of(facts).Spoofable is null, "spoofable"),
    ];

    private static IEnumerable<string> SpfOpen(SpfPublication spf) =>
        spf.IsUndetermined ? SpfRules.All.Rules.Select(rule => rule.Id) : spf.HasOpenQuestions ? SpfRules.OpenWithoutWholeTree : [];

    private static IEnumerable<string> DmarcOpen(DomainFacts facts) => facts.Dmarc.IsUndetermined
        ? Dmarc.DmarcRules.All.Rules.Select(rule => rule.Id)
        :
        [
            .. When(facts.Dmarc.Destinations.Any(destination => destination.Authorization is Dmarc.DmarcAuthorization.Undetermined), "dmarc.report-destination-unauthorized"),
            .. When(facts.Dmarc.Destinations.Any(destination => destination.IsReachable is null), "dmarc.report-mailbox-unreachable"),
            .. When(facts.Dmarc.Applied is null && HasFailed(facts, DnsType.Txt), "dmarc.wrong-name"),
        ];

    private static bool HasFailed(DomainFacts facts, DnsType type) => facts.Failures.Any(answer => answer.Type == type);

    private static string[] When(bool isOpen, params string[] names) => isOpen ? names : [];
}
