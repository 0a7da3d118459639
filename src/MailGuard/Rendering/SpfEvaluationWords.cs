using MailGuard.Results;
using MailGuard.Spf;

namespace MailGuard.Rendering;

/// <summary>An evaluation in a sentence, for the administrator who asks why.</summary>
internal sealed class SpfEvaluationWords(ReportWords words)
{
    public string Sentence(SpfEvaluation evaluation)
    {
        var (ip, domain, because) = (evaluation.Request.ClientAddress, evaluation.Request.Domain, Because(evaluation));
        return evaluation.Result switch
        {
            SpfResult.Pass => words.Choose($"{ip} may send as {domain}: pass{because}", $"{ip} は {domain} の送信元として認められています：pass{because}"),
            SpfResult.Fail => words.Choose($"{ip} may not send as {domain}: fail{because}", $"{ip} は {domain} の送信元として認められていません：fail{because}"),
            SpfResult.SoftFail => words.Choose(
                $"{ip} is probably not allowed to send as {domain}: softfail{because}",
                $"{ip} は {domain} の送信元として書かれておらず、おそらく正しい送信元ではありません：softfail{because}"),
            SpfResult.Neutral => words.Choose(
                $"{domain} does not say whether {ip} may send: neutral{because}",
                $"{domain} のSPFレコードは、{ip} が正しい送信元かどうかを示していません：neutral{because}"),
            SpfResult.None => words.Choose(
                $"There is no SPF record of {domain} to judge {ip} by: none{because}",
                $"{ip} を判定するための {domain} のSPFレコードがありません：none{because}"),
            SpfResult.TempError => words.Choose(
                $"Whether {ip} may send as {domain} could not be determined: temperror{because}",
                $"{ip} が {domain} の名前で送ってよいかどうかを確認できませんでした：temperror{because}"),
            _ => words.Choose(
                $"Receivers cannot evaluate the SPF record of {domain}: permerror{because}",
                $"{domain} のSPFレコードは、受信側で評価できません：permerror{because}"),
        };
    }

    /// <summary>Null when nothing ended the evaluation, or it ended in the domain's own record as a whole.</summary>
    public string? Place(SpfEvaluation evaluation)
    {
        if (evaluation.Path is not { } visit) return null;
        SpfStep? place = null;
        var name = visit.Name;
        while (visit?.Steps.FirstOrDefault(step => step.Outcome is SpfStepOutcome.Error) is { } step) (place, name, visit) = (step, visit.Name, step.Target);
        return place is null ? null : words.Choose($"{place.Term.Text} in the record of {name}", $"{name} のレコードにある {place.Term.Text}");
    }

    public string Of(SpfEvaluationProblem problem) => problem switch
    {
        SpfEvaluationProblem.InvalidDomain => words.Choose("this is not a domain name in full", "完全なドメイン名ではありません"),
        SpfEvaluationProblem.NonexistentDomain => words.Choose("the name does not exist", "この名前は存在しません"),
        SpfEvaluationProblem.WithoutRecord => words.Choose("no SPF record is published", "SPFレコードが公開されていません"),
        SpfEvaluationProblem.DnsFailure => words.Choose("the DNS did not answer a question", "DNSの応答がありませんでした"),
        SpfEvaluationProblem.OutOfTime => words.Choose("the DNS took longer than a check may take", "DNSの応答が遅く、時間切れになりました"),
        SpfEvaluationProblem.SeveralRecords => words.Choose("there are several SPF records", "SPFレコードが複数あります"),
        SpfEvaluationProblem.SyntaxError => words.Choose("the record has a syntax error", "レコードの書式に誤りがあります"),
        SpfEvaluationProblem.TooManyLookups => words.Choose(
            $"more than {SpfTree.MaxLookups} lookups are needed", $"DNS参照が{SpfTree.MaxLookups}回を超えます"),
        SpfEvaluationProblem.TooManyVoidLookups => words.Choose(
            $"more than {SpfTree.MaxVoidLookups} lookups find nothing", $"空振りの参照が{SpfTree.MaxVoidLookups}回を超えます"),
        SpfEvaluationProblem.TooManyMxHosts => words.Choose(
            $"more than {SpfTree.MaxMxHosts} MX hosts stand behind one mx term", $"1つのmxの対象が{SpfTree.MaxMxHosts}台を超えます"),
        SpfEvaluationProblem.TargetWithoutRecord => words.Choose(
            "a term leads to a name without SPF record", "参照先の名前にSPFレコードがありません"),
        _ => words.Choose("a term leads back to a record that is already being read", "読み込みの途中のレコードに戻る項目があります"),
    };

    /// <summary>What the term gave, for the tree.</summary>
    /// <param name="decides">A match counts: it is not in an included record that gave no pass.</param>
    public string Outcome(SpfStep step, bool decides) => step.Outcome switch
    {
        SpfStepOutcome.Matched when step.Term is SpfTerm.Directive directive && !decides => words.Choose(
            $"matches: {SchemaWords.Of(directive.Qualifier)}", $"一致：{SchemaWords.Of(directive.Qualifier)}"),
        SpfStepOutcome.Matched when step.Term is SpfTerm.Directive directive => words.Choose(
            $"◀ matches: {SchemaWords.Of(directive.Qualifier)}", $"◀ 一致：{SchemaWords.Of(directive.Qualifier)}"),
        SpfStepOutcome.Matched => words.Choose("◀ decides", "◀ この先で決まる"),
        SpfStepOutcome.Error when step.Target?.Steps.Any(below => below.Outcome is SpfStepOutcome.Error) == true =>
            words.Choose("✕ receivers stop below", "✕ 受信側はこの先で打ち切ります"),
        SpfStepOutcome.Error => words.Choose($"✕ receivers stop here: {Of(step.Problem!.Value)}", $"✕ 受信側はここで打ち切ります：{Of(step.Problem!.Value)}"),
        SpfStepOutcome.AfterResult => words.Choose("not reached", "受信側は読みません"),
        _ => words.Choose("no match", "一致しない"),
    };

    private string Because(SpfEvaluation evaluation) => evaluation switch
    {
        { Problem: { } problem } => words.Choose($", because {Of(problem)}", $"（{Of(problem)}）"),
        { Matched: { } matched } => words.Choose($" by {matched.Text}", $"（{matched.Text} に一致）"),
        _ => words.Choose(", because nothing in the record matches", "（レコードのどの項目にも一致しません）"),
    };
}
