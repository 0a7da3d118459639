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

    /// <summary>Each audit is as it was undisturbed, or says that it lacks something and finds nothing that was not there.</summary>
    /// <returns>How many lack something.</returns>
    public static int OnlyLacks(string undisturbed, string disturbed)
    {
        var expected = Audits.ByRow(undisturbed);
        var actual = Audits.ByRow(disturbed);
        Assert.Equal(expected.Keys, actual.Keys);
        var lacking = Audits.Read(disturbed).Where(audit => actual[audit.Row] != expected[audit.Row]).ToList();
        Assert.All(lacking, audit => Assert.NotEmpty(audit.Undetermined));
        Assert.Empty(lacking.SelectMany(FindingsOf).Except(Audits.Read(undisturbed).SelectMany(FindingsOf)));
        return lacking.Count;
    }

    private static IEnumerable<(int Row, string Rule, string Subject)> FindingsOf(AuditDocument audit) =>
        from finding in audit.Findings
        where finding.Rule != DnsUndetermined
        select (audit.Row, finding.Rule, finding.Subject);
}
