using System.Text;
using MailGuard.Comparison;
using MailGuard.Results;

namespace MailGuard.Tests.Comparison;

/// <summary>Results written in the test, and runs made of them.</summary>
internal static class Runs
{
    public const string Domain = "hospital.example";

    public static AuditDocument Audit(string? domain = Domain) => new()
    {
        Row = 2,
        Input = domain ?? "???",
        Domain = domain,
        AsOf = "2026-10-22T00:00:00Z",
        Version = "0.1.0",
        Stage = "monitoring",
        Spoofable = "yes",
        Mx = [],
        Dkim = [],
    };

    public static FindingEntry Finding(string rule, string severity = "high", string subject = Domain) =>
        new(rule, severity, severity, subject, $"problem of {rule}", "", "S", "now", "A", "dns-administrator", "proven", new([]), [], null);

    public static AuditDocument With(params FindingEntry[] findings) => Audit() with { Findings = findings };

    public static StoredRun Open(string text) => StoredRun.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);

    public static StoredRun Of(params IEnumerable<AuditDocument> audits) => Open(string.Join('\n', audits.Select(AuditJson.WriteLine)));

    public static CompareDocument Compare(StoredRun old, StoredRun current) =>
        RunComparer.Compare(old, "old", current, "new", TestContext.Current.CancellationToken);

    public static MemberChanges Compare(AuditDocument old, AuditDocument current) => Compare(Of(old), Of(current)) is { Members: [var only] }
        ? only.Changes
        : new(old.AsOf, "unchanged", false, [], [], []);
}
