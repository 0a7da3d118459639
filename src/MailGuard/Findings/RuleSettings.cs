using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Findings;

/// <summary>A deployment's own severities, rules off and accepted findings.</summary>
/// <remarks>Rules are named by id, or all rules of a feature at once as <c>dkim.*</c>.</remarks>
public sealed record RuleSettings
{
    public static readonly RuleSettings Default = new();

    public ImmutableDictionary<string, Severity> Severities { get; init; } = ImmutableDictionary<string, Severity>.Empty;

    public ImmutableHashSet<string> Off { get; init; } = [];

    public ImmutableArray<AcceptedFinding> Accepted { get; init; } = [];

    /// <summary>The deployment's severity; null when the rule keeps its own. An entry for the rule goes before one for its feature.</summary>
    public Severity? SeverityOf(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var isSet = Severities.TryGetValue(rule.Id, out var severity) || Severities.TryGetValue(FeatureOf(rule.Id), out severity);
        return isSet ? severity : null;
    }

    public bool IsOff(string ruleId) => Off.Contains(ruleId) || Off.Contains(FeatureOf(ruleId));

    /// <summary>The entry that accepts the finding on that day; null when none does.</summary>
    public AcceptedFinding? AcceptedBy(string ruleId, DomainName domain, DateOnly today) =>
        Accepted.FirstOrDefault(accepted => accepted.Covers(ruleId, domain) && !accepted.IsOver(today));

    /// <summary>The finding with the deployment's severity; an accepted one as information, with the reason in its evidence.</summary>
    internal Finding Apply(Finding finding, DomainName domain, DateOnly today)
    {
        var severity = SeverityOf(finding.Rule) ?? finding.Severity;
        return AcceptedBy(finding.Rule.Id, domain, today) is not { } accepted
            ? finding with { Severity = severity }
            : finding with
            {
                Severity = Severity.Info,
                Evidence = finding.Evidence.With("accepted", accepted.Reason)
                    .With("acceptedUntil", accepted.Until?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            };
    }

    /// <summary>Reads a settings file in YAML; every mistake in it is reported, not only the first.</summary>
    /// <param name="knownRules">Ids of the rules there are, <see cref="RuleCatalog"/>'s as a rule.</param>
    public static RuleSettingsFile Read(TextReader yaml, IReadOnlyCollection<string> knownRules) =>
        new RuleSettingsReader(yaml, knownRules).Read();

    /// <summary>e.g. <c>dkim.*</c> for <c>dkim.key-too-short</c>.</summary>
    internal static string FeatureOf(string ruleId) =>
        string.Concat(ruleId.AsSpan(0, Math.Max(0, ruleId.IndexOf('.', StringComparison.Ordinal))), ".*");
}

/// <summary>A finding its owner knows of and has decided to live with.</summary>
/// <param name="Rule">An id, or a feature as <c>dkim.*</c>.</param>
/// <param name="Domain">Null: every domain.</param>
/// <param name="IsBelow">True for the domains below <paramref name="Domain"/>, false for that domain itself.</param>
/// <param name="Until">The last day it is accepted; null: for good.</param>
public sealed record AcceptedFinding(string Rule, DomainName? Domain, bool IsBelow, string Reason, DateOnly? Until)
{
    public bool Covers(string ruleId, DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return (Rule == ruleId || Rule == RuleSettings.FeatureOf(ruleId))
            && (Domain is null || (IsBelow ? domain.IsBelow(Domain) : domain == Domain));
    }

    public bool IsOver(DateOnly today) => today > Until;
}

/// <summary>What a settings file says.</summary>
/// <param name="Settings">What could be read; use it only when there are no errors.</param>
public sealed record RuleSettingsFile(RuleSettings Settings, ImmutableArray<RuleSettingsError> Errors);

/// <summary>A mistake in a settings file and how to mend it, in both languages.</summary>
/// <param name="Line">From 1.</param>
public sealed record RuleSettingsError(int Line, string English, string Japanese)
{
    public string In(Language language) => language is Language.Japanese ? Japanese : English;
}
