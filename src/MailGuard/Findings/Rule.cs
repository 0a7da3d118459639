using System.Collections.Immutable;

namespace MailGuard.Findings;

/// <summary>What can be wrong, how bad it is and what to do: one entry of the catalogue.</summary>
/// <param name="Id"><c>feature.what-is-wrong</c>; never renamed once released.</param>
/// <param name="Severity">Before settings, role and target.</param>
/// <param name="Source">Where it is written, e.g. <c>RFC 7208 section 4.5</c>; empty when nowhere.</param>
public abstract record Rule(string Id, Severity Severity, string Source)
{
    public required Affects Affects { get; init; }

    public required Urgency Urgency { get; init; }

    public required Cost Cost { get; init; }

    public Owner Owner { get; init; } = Owner.DnsAdministrator;

    public RuleInput Input { get; init; }

    /// <summary>Ids of rules whose findings about the same domain this one explains; they move into <see cref="Finding.Related"/>.</summary>
    public ImmutableArray<string> Replaces { get; init; } = [];

    public required RuleText En { get; init; }

    public required RuleText Ja { get; init; }

    public RuleText In(Language language) => language is Language.Japanese ? Ja : En;
}

/// <summary>What a rule cannot do without, beside DNS. A rule whose input was not given does not run.</summary>
[Flags]
public enum RuleInput
{
    None = 0,

    /// <summary>A file fetched over HTTPS; see <c>AuditOptions.Probe</c>.</summary>
    Probe = 1,

    /// <summary>Mail of the domain; see <c>AuditRequest.Samples</c>.</summary>
    Samples = 2,

    /// <summary>An earlier result; see <c>AuditRequest.Earlier</c>.</summary>
    EarlierResult = 4,
}

/// <summary>A rule over facts of one kind.</summary>
public sealed record Rule<TFacts>(string Id, Severity Severity, string Source) : Rule(Id, Severity, Source)
{
    /// <summary>Pure: no DNS, no clock, no state.</summary>
    public required Func<TFacts, IEnumerable<Evidence>> Find { get; init; }
}

/// <summary>A rule's words in one language. <c>{name}</c> stands for a value of the evidence.</summary>
/// <param name="Title">A few words for lists and charts, without values.</param>
/// <param name="Problem">What is true now, one sentence.</param>
/// <param name="Why">Why it matters, one clause.</param>
/// <param name="Remedy">What to do, for whoever reads it first thing in the morning.</param>
public sealed record RuleText(string Title, string Problem, string Why, string Remedy)
{
    /// <summary>Other problem and remedy for evidence that names the case.</summary>
    public ImmutableArray<RuleCase> Cases { get; init; } = [];

    public string ProblemOf(Evidence evidence, Language language) => Fill(CaseOf(evidence)?.Problem ?? Problem, evidence, language);

    /// <summary>A remedy may end in the record to publish; without one the sentence ends before it.</summary>
    public string RemedyOf(Evidence evidence, Language language)
    {
        var (proposedAtEnd, stop) = language is Language.Japanese ? ("：{proposed}", "。") : (": {proposed}", ".");
        var text = CaseOf(evidence)?.Remedy ?? Remedy;
        if (evidence.Proposed is null && text.EndsWith(proposedAtEnd, StringComparison.Ordinal)) text = text[..^proposedAtEnd.Length] + stop;
        return Fill(text, evidence, language);
    }

    private RuleCase? CaseOf(Evidence evidence) => Cases.FirstOrDefault(text => text.Name == evidence.Case);

    /// <summary>One pass from left to right: braces inside a value, which a stranger may have published, stay as they are.</summary>
    private static string Fill(string text, Evidence evidence, Language language)
    {
        var filled = new System.Text.StringBuilder(text.Length);
        while (text.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open && text.IndexOf('}', open) is >= 0 and var close)
        {
            filled.Append(text, 0, open).Append(Value(text[(open + 1)..close], evidence, language));
            text = text[(close + 1)..];
        }

        return filled.Append(text).ToString();
    }

    private static string Value(string name, Evidence evidence, Language language) => name switch
    {
        "subject" => evidence.Subject,
        "proposed" => evidence.Proposed?.Value ?? "",
        _ => evidence.Values.FirstOrDefault(value => value.Name == name) is { } value ? Words(value, language) : $"{{{name}}}",
    };

    private static string Words(EvidenceValue value, Language language) => value switch
    {
        EvidenceValue.Phrase phrase => language is Language.Japanese ? phrase.Ja : phrase.En,
        EvidenceValue.Text text => text.Value,
        EvidenceValue.Number number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        EvidenceValue.List list => string.Join(language is Language.Japanese ? "、" : ", ", list.Values),
        _ => "",
    };
}

/// <summary>Words for one <see cref="Evidence.Case"/>; null falls back to the rule's general text.</summary>
public sealed record RuleCase(string Name, string? Problem, string? Remedy);

/// <summary>The rules of one feature, in the order they are listed.</summary>
public sealed class RuleSet<TFacts>(IEnumerable<Rule<TFacts>> rules)
{
    public ImmutableArray<Rule<TFacts>> Rules { get; } = [.. rules];

    public IEnumerable<Finding> Judge(TFacts facts) =>
        from rule in Rules
        from evidence in rule.Find(facts)
        select new Finding(rule, rule.Severity, evidence);
}

/// <summary>A rule that fired.</summary>
/// <param name="Severity">After role, target and settings; the rule's own value stays in <paramref name="Rule"/>.</param>
public sealed record Finding(Rule Rule, Severity Severity, Evidence Evidence)
{
    /// <summary>Findings with the same cause that this one replaces.</summary>
    public ImmutableArray<Finding> Related { get; init; } = [];

    public string Problem(Language language) => Rule.In(language).ProblemOf(Evidence, language);

    public string Remedy(Language language) => Rule.In(language).RemedyOf(Evidence, language);
}
