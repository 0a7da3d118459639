using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>What a line about an audit says: the worst of it, and what to do first.</summary>
internal static class AuditDigest
{
    /// <summary>Null when nothing was found.</summary>
    public static FindingEntry? Worst(this AuditDocument audit) =>
        audit.Findings.Where(IsDetermined).MinBy(finding => SchemaWords.Rank(finding.Severity));

    /// <summary>The most urgent finding that asks for something; null when none does.</summary>
    public static FindingEntry? NextAction(this AuditDocument audit) =>
        audit.Findings.FirstOrDefault(finding => finding.IsDetermined() && finding.Severity != "info" && finding.Urgency != "none");

    /// <summary>False for findings that say what could not be checked; reports show those apart.</summary>
    public static bool IsDetermined(this FindingEntry finding) => finding.Confidence != "undetermined";

    /// <summary>True when the member, e.g. <c>mtaSts</c>, is null because it could not be determined, not because it is absent.</summary>
    public static bool IsUndetermined(this AuditDocument audit, string member) => audit.Undetermined.Contains(member);

    public static bool HasUndetermined(this AuditDocument audit) =>
        audit.Undetermined.Count > 0 || audit.Findings.Any(finding => !finding.IsDetermined());

    /// <summary>What to do, for reports that show the record to publish right behind it: a remedy that ends in the record ends before it.</summary>
    public static string RemedyAboveRecord(this FindingEntry finding) =>
        finding.Proposed is { } proposed && finding.Remedy.EndsWith(proposed.Value, StringComparison.Ordinal)
            ? finding.Remedy[..^proposed.Value.Length].TrimEnd()
            : finding.Remedy;

    /// <summary>The same as a sentence of its own, for reports that show no record there.</summary>
    public static string RemedyWithoutRecord(this FindingEntry finding)
    {
        var remedy = finding.RemedyAboveRecord();
        return remedy.EndsWith('：') ? remedy[..^1] + "。" : remedy.EndsWith(':') ? remedy[..^1] + "." : remedy;
    }

    public static IEnumerable<string> DkimSelectors(this AuditDocument audit) => audit.Dkim?.Select(key => key.Selector) ?? [];
}
