namespace MailGuard.Findings;

/// <summary>A deployment's own severities, rules off and accepted findings.</summary>
public sealed record RuleSettings
{
    public static readonly RuleSettings Default = new();
}
