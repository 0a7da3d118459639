using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Spf;

/// <summary>An <see cref="SpfVisit"/> while it is made.</summary>
/// <param name="text">The value of the macro <c>d</c>.</param>
/// <param name="domain">Null when the text is no name.</param>
/// <param name="via">The include or redirect that led here; null for the domain checked.</param>
internal sealed class SpfVisitDraft(string text, DomainName? domain, SpfStepDraft? via)
{
    private ImmutableArray<SpfRecord> records = [];
    private ImmutableArray<SpfTerm> terms = [];
    private int next;

    public string Text => text;

    public DomainName? Domain => domain;

    public SpfStepDraft? Via => via;

    public DnsAnswer? Answer { get; private set; }

    public SpfEvaluationProblem? Problem { get; set; }

    public SpfResult? Result { get; private set; }

    /// <summary>The directive that gave the result; null when none did.</summary>
    public SpfTerm.Directive? Matched { get; private set; }

    /// <summary>The record that decided: this one, or the one its redirect led to.</summary>
    public SpfVisitDraft Decided { get; private set; } = null!;

    public List<SpfStepDraft> Steps { get; } = [];

    /// <summary>Null for none or several.</summary>
    public SpfRecord? Record => records.Length == 1 ? records[0] : null;

    public void Read(DnsAnswer answer)
    {
        Answer = answer;
        records = [.. answer.RecordsOf<DnsRecord.Txt>().Select(txt => SpfRecordParser.Parse(txt.Text)).OfType<SpfRecord>()];
        terms = [.. Record?.EvaluatedTerms ?? []];
        Problem = ProblemOf(answer);
    }

    /// <summary>Null at the end, and when a directive has matched.</summary>
    public SpfTerm? NextTerm() => Matched is null && next < terms.Length ? terms[next++] : null;

    /// <summary>The first decision counts.</summary>
    public void Decide(SpfResult result)
    {
        if (Result is not null) return;
        (Result, Decided) = (result, this);
    }

    /// <summary>The result of a redirect's target is that of the record with the redirect (RFC 7208 section 6.1).</summary>
    public void Decide(SpfVisitDraft target, SpfStepDraft redirect)
    {
        redirect.IsMatched = true;
        (Result, Decided) = (target.Result, target.Decided);
    }

    public void Match(SpfStepDraft step)
    {
        step.IsMatched = true;
        Matched = (SpfTerm.Directive)step.Term;
        Decide(Matched.Qualifier switch
        {
            SpfQualifier.Pass => SpfResult.Pass,
            SpfQualifier.Fail => SpfResult.Fail,
            SpfQualifier.SoftFail => SpfResult.SoftFail,
            _ => SpfResult.Neutral,
        });
    }

    /// <summary>Recursion ends: targets are at most eleven deep, or each at another name that was asked.</summary>
    public SpfVisit Finish() => new(domain?.Text ?? text, Answer, records, Result, Problem, [.. Steps.Select(step => step.Finish())]);

    private SpfEvaluationProblem? ProblemOf(DnsAnswer answer) => answer.Status switch
    {
        DnsStatus.Failed => SpfEvaluationProblem.DnsFailure,
        DnsStatus.NoSuchName => SpfEvaluationProblem.NonexistentDomain,
        _ when records.Length > 1 => SpfEvaluationProblem.SeveralRecords,
        _ when records.IsEmpty => SpfEvaluationProblem.WithoutRecord,
        _ when !records[0].IsValid => SpfEvaluationProblem.SyntaxError,
        _ => null,
    };
}

/// <summary>An <see cref="SpfStep"/> while it is made.</summary>
internal sealed class SpfStepDraft(SpfTerm term, bool isAfterResult)
{
    public SpfTerm Term => term;

    public string? Name { get; set; }

    public List<DnsAnswer> Answers { get; } = [];

    public SpfVisitDraft? Target { get; set; }

    public SpfEvaluationProblem? Problem { get; set; }

    public bool IsMatched { get; set; }

    public bool IsVoid { get; set; }

    public SpfStep Finish() => new(term, Outcome(), Target?.Text ?? Name, [.. Answers], Target?.Finish(), Problem, IsVoid);

    private SpfStepOutcome Outcome()
    {
        if (isAfterResult) return SpfStepOutcome.AfterResult;
        if (Problem is not null) return SpfStepOutcome.Error;
        return IsMatched ? SpfStepOutcome.Matched : SpfStepOutcome.NotMatched;
    }
}
