using System.Globalization;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Spf;
using MailGuard.Transport;

namespace MailGuard.Results;

/// <summary>The words of the schema: lower case, hyphens.</summary>
internal static class SchemaWords
{
    public static string Of(DomainRole role) => role switch
    {
        DomainRole.Sending => "sending",
        DomainRole.ReceivingOnly => "receiving-only",
        DomainRole.Parked => "parked",
        _ => "unknown",
    };

    public static string Of(DmarcPolicy policy) => DmarcRules.Word(policy);

    public static string Of(DomainStage stage) => stage switch
    {
        DomainStage.Monitoring => "monitoring",
        DomainStage.Quarantine => "quarantine",
        DomainStage.Reject => "reject",
        DomainStage.Parked => "parked",
        _ => "none",
    };

    public static string Of(Spoofability spoofable) => spoofable switch
    {
        Spoofability.No => "no",
        Spoofability.Partly => "partly",
        _ => "yes",
    };

    public static string Of(ProfileResult result) => result switch
    {
        ProfileResult.Pass => "pass",
        ProfileResult.Fail => "fail",
        _ => "cannot-tell",
    };

    public static string Of(SpfResult result) => result switch
    {
        SpfResult.Pass => "pass",
        SpfResult.Fail => "fail",
        SpfResult.SoftFail => "softfail",
        SpfResult.Neutral => "neutral",
        SpfResult.TempError => "temperror",
        SpfResult.PermError => "permerror",
        _ => "none",
    };

    public static string Of(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Pass => "pass",
        SpfQualifier.Fail => "fail",
        SpfQualifier.SoftFail => "softfail",
        _ => "neutral",
    };

    public static string Of(SpfNodeProblem problem) => problem switch
    {
        SpfNodeProblem.Loop => "loop",
        SpfNodeProblem.SeveralRecords => "several-records",
        SpfNodeProblem.SyntaxError => "syntax-error",
        SpfNodeProblem.WithoutRecord => "without-record",
        SpfNodeProblem.Nonexistent => "nonexistent",
        SpfNodeProblem.InvalidName => "invalid-name",
        SpfNodeProblem.LimitReached => "limit",
        _ => "failed",
    };

    public static string Of(SpfEvaluationProblem problem) => problem switch
    {
        SpfEvaluationProblem.InvalidDomain => "invalid-domain",
        SpfEvaluationProblem.NonexistentDomain => "nonexistent",
        SpfEvaluationProblem.WithoutRecord => "without-record",
        SpfEvaluationProblem.DnsFailure => "failed",
        SpfEvaluationProblem.OutOfTime => "out-of-time",
        SpfEvaluationProblem.SeveralRecords => "several-records",
        SpfEvaluationProblem.SyntaxError => "syntax-error",
        SpfEvaluationProblem.TooManyLookups => "too-many-lookups",
        SpfEvaluationProblem.TooManyVoidLookups => "too-many-void-lookups",
        SpfEvaluationProblem.TooManyMxHosts => "mx-too-many-hosts",
        SpfEvaluationProblem.TargetWithoutRecord => "target-without-record",
        _ => "loop",
    };

    public static string Of(SpfStepOutcome outcome) => outcome switch
    {
        SpfStepOutcome.Matched => "matched",
        SpfStepOutcome.Error => "error",
        SpfStepOutcome.AfterResult => "after-result",
        _ => "not-matched",
    };

    public static string Of(MtaStsMode mode) => mode switch
    {
        MtaStsMode.Enforce => "enforce",
        MtaStsMode.Testing => "testing",
        _ => "none",
    };

    /// <summary>Null for null and for words of another schema.</summary>
    public static MtaStsMode? MtaStsModeOf(string? word) => word switch
    {
        "enforce" => MtaStsMode.Enforce,
        "testing" => MtaStsMode.Testing,
        "none" => MtaStsMode.None,
        _ => null,
    };

    public static string Of(DnsStatus? status) => status switch
    {
        DnsStatus.Found => "found",
        DnsStatus.NoData => "no-data",
        DnsStatus.NoSuchName => "no-such-name",
        DnsStatus.Failed => "failed",
        _ => "not-asked",
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "info",
    };

    public static string Of(Urgency urgency) => urgency switch
    {
        Urgency.Now => "now",
        Urgency.TwoWeeks => "two-weeks",
        Urgency.Quarter => "quarter",
        Urgency.WhenConvenient => "when-convenient",
        _ => "none",
    };

    /// <summary>Null when nothing has to be done.</summary>
    public static string? Of(Cost cost) => cost switch
    {
        Cost.A => "A",
        Cost.AToB => "A-B",
        Cost.B => "B",
        Cost.BToC => "B-C",
        Cost.C => "C",
        _ => null,
    };

    public static string Of(Owner owner) => owner switch
    {
        Owner.MailProvider => "mail-provider",
        Owner.Department => "department",
        Owner.Coordinator => "coordinator",
        _ => "dns-administrator",
    };

    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.Inferred => "inferred",
        Confidence.Undetermined => "undetermined",
        _ => "proven",
    };

    /// <summary>The options of <c>audit</c> that give the input.</summary>
    public static IEnumerable<string> Of(RuleInput input) =>
    [
        .. input.HasFlag(RuleInput.Probe) ? ["probe"] : Array.Empty<string>(),
        .. input.HasFlag(RuleInput.Samples) ? ["samples"] : Array.Empty<string>(),
        .. input.HasFlag(RuleInput.EarlierResult) ? ["previous"] : Array.Empty<string>(),
    ];

    /// <summary>Letters in the order D, S, V, H.</summary>
    public static string Of(Affects affects) => string.Concat(
        affects.HasFlag(Affects.Delivery) ? "D" : "",
        affects.HasFlag(Affects.Spoofing) ? "S" : "",
        affects.HasFlag(Affects.Visibility) ? "V" : "",
        affects.HasFlag(Affects.Hygiene) ? "H" : "");

    /// <summary>ISO 8601.</summary>
    public static string? Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>0 for the worst; a word of a later schema comes last.</summary>
    public static int Rank(string severity) => severity switch
    {
        "critical" => 0,
        "high" => 1,
        "medium" => 2,
        "low" => 3,
        "info" => 4,
        _ => 5,
    };
}
