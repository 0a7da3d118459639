using System.Collections.Immutable;
using MailGuard.Delegation;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Findings;
using MailGuard.Spf;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>From facts to findings: the rules, then role and target, then one finding a cause, then the deployment's settings. Pure.</summary>
internal sealed class DomainJudge(RuleSettings settings, DateOnly today)
{
    /// <summary>Rules that make no sense for a name that sends no mail.</summary>
    private static readonly string[] SkippedWhenParked = ["spf.missing", "mta-sts.missing", "tls-rpt.missing"];

    public DomainAudit Judge(DomainFacts facts)
    {
        var fired = AllRules(facts).Where(finding => AppliesTo(finding.Rule.Id, facts.Role)).Select(finding => ForTarget(finding, facts.Request.Target)).ToList();
        return new(facts, AsReported(fired, facts)) { Profiles = RequirementProfiles.Judge(facts, fired.Select(finding => finding.Rule.Id)) };
    }

    private ImmutableArray<Finding> AsReported(List<Finding> fired, DomainFacts facts) =>
    [
        .. OneForEachCause(fired).Where(finding => !settings.IsOff(finding.Rule.Id)).Select(finding => settings.Apply(finding, facts.Request.Domain, today))
            .OrderByDescending(finding => finding.Rule.Urgency).ThenByDescending(finding => finding.Severity),
    ];

    private static IEnumerable<Finding> AllRules(DomainFacts facts) =>
    [
        .. SpfRules.All.Judge(facts.Spf),
        .. DmarcRules.All.Judge(facts.Dmarc),
        .. DkimRules.All.Judge(facts.Dkim),
        .. TransportRules.All.Judge(facts.Transport),
        .. BimiRules.All.Judge(facts),
        .. DelegationRules.All.Judge(facts.Delegation),
        .. DomainRules.All.Judge(facts),
        .. ProviderRules.All.Judge(facts),
        .. SeenMailRules.All.Judge(facts),
        .. HistoryRules.All.Judge(facts),
        .. RunRules.All.Judge(facts),
    ];

    private static bool AppliesTo(string rule, DomainRole role) =>
        rule == "dkim.missing" ? role is DomainRole.Sending : role is not DomainRole.Parked || !SkippedWhenParked.Contains(rule);

    /// <summary>An owner who wants p=none has what he wants.</summary>
    private static Finding ForTarget(Finding finding, DmarcPolicy? target) =>
        finding.Rule.Id == "dmarc.policy-none" && target is DmarcPolicy.None ? finding with { Severity = Severity.Info } : finding;

    /// <summary>What another finding about the same name explains moves into that finding.</summary>
    private static IEnumerable<Finding> OneForEachCause(List<Finding> fired)
    {
        var replaced = fired.Where(finding => fired.Exists(other => Explains(other, finding))).ToHashSet();
        return fired.Where(finding => !replaced.Contains(finding))
            .Select(finding => finding with { Related = [.. replaced.Where(other => Explains(finding, other))] });
    }

    private static bool Explains(Finding cause, Finding effect) =>
        cause.Rule.Replaces.Contains(effect.Rule.Id)
        && (cause.Evidence.Subject == effect.Evidence.Subject || cause.Evidence.AlsoAbout.Contains(effect.Evidence.Subject));
}
