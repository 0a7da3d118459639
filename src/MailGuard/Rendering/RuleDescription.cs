using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>A rule as people read it, in one language. Values that evidence fills in stay in braces.</summary>
internal sealed class RuleDescription(Rule rule, Language language)
{
    private readonly ReportWords words = ReportWords.In(language);

    public RuleText Text { get; } = rule.In(language);

    public string SeverityWord { get; } = SchemaWords.Of(rule.Severity);

    /// <summary>Shape and word.</summary>
    public string Severity => words.IconAndSeverity(SeverityWord);

    public string Urgency => words.Urgency(SchemaWords.Of(rule.Urgency));

    /// <summary>Each a label with its colon, and a value.</summary>
    public IEnumerable<(string Label, string Value)> Facts
    {
        get
        {
            yield return (words.Label("Affects", "影響"), words.Affects(SchemaWords.Of(rule.Affects)));
            yield return (words.Label("Urgency", "時期"), Urgency);
            yield return (words.Label("Cost", "費用"), words.Cost(SchemaWords.Of(rule.Cost)));
            yield return (words.Label("Who", "担当"), words.Owner(SchemaWords.Of(rule.Owner)));
            if (rule.Input is not RuleInput.None) yield return (words.Label("Needs", "必要な指定"), string.Join(", ", SchemaWords.Of(rule.Input).Select(option => $"--{option}")));
            if (rule.Source is not "") yield return (words.Label("Source", "出典"), rule.Source);
            if (!rule.Replaces.IsEmpty) yield return (words.Label("Same cause", "同じ原因の指摘事項"), string.Join(", ", rule.Replaces));
        }
    }

    public IEnumerable<(string Label, string Value)> Texts
    {
        get
        {
            yield return (words.Label("Problem", "問題"), Text.Problem);
            yield return (words.Label("Why", "理由"), Text.Why);
            yield return (words.Label("To do", "対応"), Text.Remedy);
            foreach (var (name, problem, remedy) in Text.Cases)
            {
                if (problem is not null) yield return (words.Label($"Problem ({name})", $"問題（{name}）"), problem);
                if (remedy is not null) yield return (words.Label($"To do ({name})", $"対応（{name}）"), remedy);
            }
        }
    }
}
