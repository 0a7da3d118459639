using MailGuard.Results;

namespace MailGuard.EndToEnd.Dns;

internal static class AuditAssert
{
    public const string DnsUndetermined = "run.dns-undetermined";

    private static readonly HashSet<string> UndeterminedMembers = ["spf", "dmarc", "mx", "stage", "spoofable"];

    /// <summary>Nothing is known of the domain, and nothing is claimed.</summary>
    public static void IsUndetermined(AuditDocument audit)
    {
        Assert.Superset(UndeterminedMembers, audit.Undetermined.ToHashSet());
        Assert.Null(audit.Spf);
        Assert.Null(audit.Dmarc);
        Assert.Null(audit.Mx);
        Assert.Null(audit.Stage);
        Assert.Null(audit.Spoofable);
        Assert.All(audit.Findings, finding => Assert.Equal(DnsUndetermined, finding.Rule));
        Assert.NotEmpty(audit.Findings);
    }
}
