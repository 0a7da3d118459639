using System.Globalization;
using MailGuard.Findings;
using MailGuard.Spf;

namespace MailGuard.Rendering;

/// <summary>An evaluation as plain text: the result in a sentence, the counts, and the path taken as a tree.</summary>
public sealed class SpfEvaluationText
{
    /// <summary>Of one term; honest ones are shorter than a name may be (255).</summary>
    private const int MaxTermCharacters = 300;

    private readonly TextSurface surface;
    private readonly ReportWords words;
    private readonly SpfEvaluationWords sentences;
    private readonly SpfAnswerWords answers;
    private int lookups;
    private int voidLookups;

    private SpfEvaluationText(TextSurface surface, ReportWords words)
    {
        (this.surface, this.words) = (surface, words);
        (sentences, answers) = (new(words), new(words));
    }

    public static void Write(TextWriter output, SpfEvaluation evaluation, Language language, TextLayout layout)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        new SpfEvaluationText(new(output, layout), ReportWords.In(language)).Write(evaluation);
    }

    private void Write(SpfEvaluation evaluation)
    {
        surface.Prose(0, sentences.Sentence(evaluation), ToneOf(evaluation.Result));
        if (sentences.Place(evaluation) is { } place) surface.Labelled(2, words.Choose("Where: ", "場所："), place);
        if (evaluation.Explanation is { } explanation)
            surface.Labelled(2, words.Choose($"{evaluation.Request.Domain} says: ", $"{evaluation.Request.Domain} からの説明："), explanation);
        surface.Prose(2, words.Choose(
            $"lookups {evaluation.Lookups} of {SpfTree.MaxLookups}, void {evaluation.VoidLookups} of {SpfTree.MaxVoidLookups}",
            $"DNS参照{evaluation.Lookups}回（上限{SpfTree.MaxLookups}回）、空振りの参照{evaluation.VoidLookups}回（上限{SpfTree.MaxVoidLookups}回）"));
        if (evaluation.Path is not { } root) return;
        surface.Line();
        surface.Line(root.Name);
        WriteTree(root);
    }

    private void WriteTree(SpfVisit root)
    {
        var open = new Stack<Row>();
        Push(open, root, "", decides: true);
        while (open.TryPop(out var row))
        {
            surface.Line(row.Prefix + (row.IsLast ? "└─ " : "├─ "), new(TextTone.Record, Shorten(row.Text)), row.Step is { } step ? Remark(step, row.Decides) : row.Remark);
            var below = row.Prefix + (row.IsLast ? "   " : "│  ");
            if (row.Step is null) continue;
            foreach (var answer in row.Step.Answers) surface.Line(below, new(TextTone.Quiet, "   " + answers.Of(answer)));
            if (row.Step.Target is { } target) Push(open, target, below, row.Decides && row.Step.Outcome is SpfStepOutcome.Matched);
        }
    }

    /// <summary>The terms in the order they were evaluated, then those that were not; where there is no record, why.</summary>
    private void Push(Stack<Row> open, SpfVisit visit, string prefix, bool decides)
    {
        var evaluated = visit.Steps.Select(step => step.Term.Offset).ToHashSet();
        List<Row> rows =
        [
            .. visit.Problem is { } problem ? Problems(visit, problem) : [],
            .. visit.Steps.Select(step => new Row(step.Term.Text, step, "")),
            .. (visit.Record is { IsValid: true } record ? record.Terms : []).Where(term => !evaluated.Contains(term.Offset)).Select(Unused),
        ];
        for (var at = rows.Count - 1; at >= 0; at--) open.Push(rows[at] with { Prefix = prefix, IsLast = at == rows.Count - 1, Decides = decides });
    }

    private IEnumerable<Row> Problems(SpfVisit visit, SpfEvaluationProblem problem)
    {
        if (visit.Records.IsEmpty || problem is SpfEvaluationProblem.Loop) return [new("", null, "✕ " + sentences.Of(problem))];
        if (visit.Record is not { } record) return visit.Records.Select(one => new Row(one.Text, null, "  ✕ " + sentences.Of(problem)));
        return record.Errors.Select(error => new Row(error.Found, null, "  ✕ " + words.Choose(
            $"syntax error: {error.Problem}", $"書式の誤り：{SpfRecordRules.InJapanese(error.Problem)}")));
    }

    private Row Unused(SpfTerm term) => new(term.Text, null, "  " + (term is SpfTerm.Explanation or SpfTerm.UnknownModifier
        ? words.Choose("decides nothing", "判定には使いません")
        : words.Choose("not evaluated", "評価しません")));

    private string Remark(SpfStep step, bool decides)
    {
        var remark = "  " + sentences.Outcome(step, decides);
        if (step.Term.CountsAsLookup)
        {
            lookups++;
            remark += words.Choose($"  [lookup {Number(lookups)}]", $"  [DNS参照{Number(lookups)}回目]");
        }

        if (!step.IsVoid) return remark;
        voidLookups++;
        return remark + words.Choose($" [void {Number(voidLookups)}]", $" [空振り{Number(voidLookups)}回目]");
    }

    private static TextTone ToneOf(SpfResult result) => result switch
    {
        SpfResult.Pass => TextTone.NothingFound,
        SpfResult.Fail or SpfResult.PermError => TextTone.High,
        SpfResult.SoftFail => TextTone.Medium,
        SpfResult.TempError => TextTone.Undetermined,
        _ => TextTone.Heading,
    };

    private static string Shorten(string term) => term.Length <= MaxTermCharacters ? term : term[..MaxTermCharacters] + "…";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="Step">Null for what was not evaluated; the remark then says why.</param>
    private sealed record Row(string Text, SpfStep? Step, string Remark)
    {
        public string Prefix { get; init; } = "";

        public bool IsLast { get; init; }

        /// <summary>All that led here matched.</summary>
        public bool Decides { get; init; }
    }
}
