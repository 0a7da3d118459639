using MailGuard.Findings;

namespace MailGuard.Rendering;

/// <summary>Words of the JSON schema for what a rule says of itself, e.g. <c>two-weeks</c>.</summary>
internal static class SchemaWords
{
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

    /// <summary>Letters of D, S, V, H.</summary>
    public static string Of(Affects affects) => string.Concat(
        affects.HasFlag(Affects.Delivery) ? "D" : "",
        affects.HasFlag(Affects.Spoofing) ? "S" : "",
        affects.HasFlag(Affects.Visibility) ? "V" : "",
        affects.HasFlag(Affects.Hygiene) ? "H" : "");

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
