using System.Collections.Immutable;
using MailGuard.Dkim;
using MailGuard.Providers;
using MailGuard.Results;

namespace MailGuard.Comparison;

/// <summary>One of two results beside each other: what it shows, and what it cannot know.</summary>
/// <param name="Knows">Whether the program that made the run had a rule, as far as the run shows.</param>
internal sealed record ComparedAudit(AuditDocument Audit, Func<string, bool> Knows)
{
    private const string DomainKey = "._domainkey.";

    /// <summary>Findings that say what could not be checked, or that are themselves a comparison, are compared with nothing.</summary>
    public IEnumerable<FindingEntry> Findings =>
        Audit.Findings.Where(finding => finding.Confidence is not "undetermined" && finding.Rule is not HistoryRules.PolicyWeakened);

    /// <summary>Why the rule could not have fired here for the subject; null when it could.</summary>
    public string? WhyOpen(FindingEntry finding) =>
        Audit.Undetermined.Contains(finding.Rule) || Audit.Undetermined.Contains(MemberOf(finding.Rule)) ? "undetermined"
        : HistoryRules.Ids.Contains(finding.Rule) && Audit.Changes?.Since is null ? "not-run"
        : MemberOf(finding.Rule) is "mtaSts" && NeedsPolicy(finding.Rule) && Audit.MtaSts?.Mode is null ? "not-run"
        : SelectorOf(finding.Subject) is { } selector ? WhyUnknown(selector)
        : null;

    /// <summary>Why the records of the member could not be told here; null when they could.</summary>
    public string? WhyUnknown(PublishedText text) =>
        Audit.Undetermined.Contains(text.Member) ? "undetermined" : SelectorOf(text.Name) is { } selector ? WhyUnknown(selector) : null;

    /// <summary>Selectors are known only where they were asked for: given ones are listed whatever the answer, others are guessed.</summary>
    private string? WhyUnknown(string selector)
    {
        if (Audit.Dkim is not { } keys) return Audit.Undetermined.Contains("dkim") ? "undetermined" : null;
        if (keys.FirstOrDefault(key => key.Selector == selector) is { } listed) return listed.Problem is "undetermined" ? "undetermined" : null;
        if (Audit.Findings.Any(finding => finding.Rule is "dkim.missing")) return null;
        if (Audit.Undetermined.Contains("dkim.selectors-unknown")) return "undetermined";
        var asked = DkimSelectors.ToAsk([.. keys.Select(key => key.Selector)], ProviderCatalog.Embedded);
        return asked.Contains(selector) ? null : "not-asked";
    }

    /// <summary>The member of the result that a rule is about; empty for none.</summary>
    public static string MemberOf(string rule) => rule.Split('.')[0] switch
    {
        "mta-sts" => "mtaSts",
        "tls-rpt" => "tlsRpt",
        var feature => feature,
    };

    private static bool NeedsPolicy(string rule) =>
        rule is "mta-sts.policy-unreachable" or "mta-sts.mx-not-listed" or "mta-sts.mx-not-listed-testing" or "mta-sts.max-age-unusual";

    /// <summary>Null for a name that is no selector's.</summary>
    private static string? SelectorOf(string name) =>
        name.IndexOf(DomainKey, StringComparison.Ordinal) is > 0 and var end ? name[..end] : null;
}
