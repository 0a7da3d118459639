using MailGuard.Dns;

namespace MailGuard.Spf;

/// <summary>One evaluation of check_host(): its counters hold for all records together (RFC 7208 section 4.6.4). Records that lead to each
/// other are kept on a stack of our own.</summary>
internal sealed class SpfCheck(SpfQuestions questions, SpfEvaluatorOptions options, SpfRequest request)
{
    /// <summary>Terms evaluated in all, when reading on; flattened records list some hundreds of addresses.</summary>
    private const int MaxTerms = 2_000;

    /// <summary>Its own, and those that find the client's validated names.</summary>
    private const int MaxQuestionsOfTerm = 1 + 1 + SpfEvaluator.MaxPtrNames;

    private readonly SpfMacroValues values = new(request, options);
    private readonly Stack<SpfVisitDraft> open = new();
    private SpfClientNames? clientNames;
    private int terms;
    private int lookups;
    private int voidLookups;

    /// <summary>temperror or permerror: whichever record it is met in, it is the result of the whole check.</summary>
    private SpfEvaluationProblem? error;

    public async Task<SpfEvaluation> RunAsync()
    {
        if (!SpfNames.TryReadDomain(request.Domain, out var domain))
            return new(request, SpfResult.None, null, SpfEvaluationProblem.InvalidDomain, 0, 0, null, null);
        var text = SpfMacroValues.Octets(request.Domain);
        var root = new SpfVisitDraft(Parsing.OctetText.IsAscii(text) ? text.TrimEnd('.') : domain.Text, domain, null);
        await EnterAsync(root).ConfigureAwait(false);
        while (open.TryPeek(out var visit))
        {
            if (visit.NextTerm() is { } term && GoesOn) await EvaluateAsync(visit, term).ConfigureAwait(false);
            else Leave();
        }

        return await ConcludeAsync(root).ConfigureAwait(false);
    }

    private bool GoesOn => error is null || (options.ReadsOn && terms < MaxTerms && !questions.IsOutOfTime && questions.Asked + MaxQuestionsOfTerm <= SpfEvaluator.MaxQuestions);

    private async ValueTask<SpfEvaluation> ConcludeAsync(SpfVisitDraft root)
    {
        var result = error is { } problem ? ResultOf(problem) : root.Result ?? SpfResult.Neutral;
        var decided = error is null ? root.Decided : null;
        var explanation = result is SpfResult.Fail && options.FetchesExplanation
            ? await new SpfExplanation(questions, values).FetchAsync(decided!, NamesOfClientAsync).ConfigureAwait(false)
            : null;
        return new(request, result, decided?.Matched, error ?? (result is SpfResult.None ? root.Problem : null), lookups, voidLookups, explanation, root.Finish());
    }

    private static SpfResult ResultOf(SpfEvaluationProblem problem) =>
        problem is SpfEvaluationProblem.DnsFailure or SpfEvaluationProblem.OutOfTime ? SpfResult.TempError : SpfResult.PermError;

    /// <summary>Finds the record of a name (RFC 7208 sections 4.3 to 4.6), and puts it on the stack.</summary>
    private async ValueTask EnterAsync(SpfVisitDraft visit)
    {
        open.Push(visit);
        if (visit.Domain is not { } domain) visit.Problem = SpfEvaluationProblem.InvalidDomain;
        else if (open.Skip(1).Any(other => other.Domain == domain)) visit.Problem = SpfEvaluationProblem.Loop;
        else visit.Read(await questions.AskAsync(domain, DnsType.Txt).ConfigureAwait(false));
        if (visit.Problem is not { } problem || error is not null) return;
        var isNone = problem is SpfEvaluationProblem.InvalidDomain or SpfEvaluationProblem.NonexistentDomain or SpfEvaluationProblem.WithoutRecord;
        visit.Decide(isNone ? SpfResult.None : ResultOf(problem));
        if (!isNone) Fail(problem, null);
    }

    /// <summary>Hands the result of the uppermost record to the term that led to it.</summary>
    private void Leave()
    {
        var visit = open.Pop();
        if (error is null) visit.Decide(SpfResult.Neutral);
        if (visit.Via is not { } step || !open.TryPeek(out var parent)) return;
        if (visit.Result is SpfResult.None) Fail(SpfEvaluationProblem.TargetWithoutRecord, step);
        if (visit.Answer?.IsAbsent == true) CountVoid(step);
        if (error is not null) return;
        if (step.Term is SpfTerm.Redirect) parent.Decide(visit, step);
        else if (visit.Result is SpfResult.Pass) parent.Match(step);
    }

    private async ValueTask EvaluateAsync(SpfVisitDraft visit, SpfTerm term)
    {
        terms++;
        var step = new SpfStepDraft(term, isAfterResult: error is not null);
        visit.Steps.Add(step);
        if (term.CountsAsLookup && ++lookups > SpfTree.MaxLookups) Fail(SpfEvaluationProblem.TooManyLookups, step);
        if (!GoesOn) return;
        if (term is SpfTerm.Redirect) await FollowAsync(visit, step).ConfigureAwait(false);
        else await EvaluateAsync(visit, step, ((SpfTerm.Directive)term).Mechanism).ConfigureAwait(false);
    }

    private async ValueTask EvaluateAsync(SpfVisitDraft visit, SpfStepDraft step, SpfMechanism mechanism)
    {
        var matches = await MatchesAsync(visit, step, mechanism).ConfigureAwait(false);
        if (questions.IsOutOfTime) Fail(SpfEvaluationProblem.OutOfTime, step);   // a client's names that nobody answered for are no error by themselves
        if (matches && error is null) visit.Match(step);
    }

    private async ValueTask<bool> MatchesAsync(SpfVisitDraft visit, SpfStepDraft step, SpfMechanism mechanism)
    {
        switch (mechanism)
        {
            case SpfMechanism.All:
                return true;
            case SpfMechanism.Ip ip:
                return ip.Network.BaseAddress.AddressFamily == values.Client.AddressFamily && ip.Network.Contains(values.Client);
            case SpfMechanism.Include:
                await FollowAsync(visit, step).ConfigureAwait(false);
                return false;
            case SpfMechanism.A a:
                return HasClient(await AskAsync(visit, step, AddressType).ConfigureAwait(false), a.Ip4PrefixBits, a.Ip6PrefixBits);
            case SpfMechanism.Mx mx:
                return await MatchesMxAsync(visit, step, mx).ConfigureAwait(false);
            case SpfMechanism.Exists:
                return await AskAsync(visit, step, DnsType.A).ConfigureAwait(false) is { Status: DnsStatus.Found };
            default:
                return await MatchesPtrAsync(visit, step).ConfigureAwait(false);
        }
    }

    private DnsType AddressType => values.IsIp6 ? DnsType.Aaaa : DnsType.A;

    private async ValueTask FollowAsync(SpfVisitDraft visit, SpfStepDraft step)
    {
        var text = SpfNames.WithoutRootDot(await ExpandAsync(visit, step).ConfigureAwait(false));
        step.Target = new(text, SpfNames.TryRead(text, out var name) && name.Labels.Length > 1 ? name : null, step);
        await EnterAsync(step.Target).ConfigureAwait(false);
    }

    /// <summary>RFC 7208 section 5.4. Ten hosts at most, so more than ten are an error whichever of them the client is.</summary>
    private async ValueTask<bool> MatchesMxAsync(SpfVisitDraft visit, SpfStepDraft step, SpfMechanism.Mx mx)
    {
        var answer = await AskAsync(visit, step, DnsType.Mx).ConfigureAwait(false);
        var records = answer?.RecordsOf<DnsRecord.Mx>().ToList() ?? [];
        if (records.Count > SpfTree.MaxMxHosts) Fail(SpfEvaluationProblem.TooManyMxHosts, step);
        if (error is not null) return false;
        foreach (var host in records.OrderBy(record => record.Preference).Select(record => record.Exchange).Where(host => !host.IsRoot))
        {
            var addresses = await questions.AskAsync(host, AddressType).ConfigureAwait(false);
            step.Answers.Add(addresses);
            if (addresses.IsFailed) FailToAsk(step);
            if (error is not null) return false;
            if (HasClient(addresses, mx.Ip4PrefixBits, mx.Ip6PrefixBits)) return true;
        }

        return false;
    }

    /// <summary>RFC 7208 section 5.5. A client without names is no void lookup: the domain has no say in them, which is why section 4.6.4 treats
    /// their number so, too.</summary>
    private async ValueTask<bool> MatchesPtrAsync(SpfVisitDraft visit, SpfStepDraft step)
    {
        var text = await ExpandAsync(visit, step).ConfigureAwait(false);
        var names = await NamesOfClientAsync().ConfigureAwait(false);
        step.Name = text;
        step.Answers.AddRange(names.Answers);
        return !NamesUnwritableSender(step) && SpfNames.TryRead(text, out var target) && names.Validated.Any(name => name.IsAtOrBelow(target));
    }

    /// <summary>Asks for the name of a term; null when it is none, which matches nothing.</summary>
    private async ValueTask<DnsAnswer?> AskAsync(SpfVisitDraft visit, SpfStepDraft step, DnsType type)
    {
        step.Name = await ExpandAsync(visit, step).ConfigureAwait(false);
        if (NamesUnwritableSender(step) || !SpfNames.TryRead(step.Name, out var name)) return null;
        var answer = await questions.AskAsync(name, type).ConfigureAwait(false);
        step.Answers.Add(answer);
        if (answer.IsFailed) FailToAsk(step);
        if (answer.IsAbsent) CountVoid(step);
        return answer;
    }

    /// <summary>target-name: the domain-spec expanded, or the domain of the record (RFC 7208 section 4.8).</summary>
    private async ValueTask<string> ExpandAsync(SpfVisitDraft visit, SpfStepDraft step)
    {
        if (step.Term.DomainSpec is not { } spec) return visit.Text;
        var validatedName = spec.UsesLetter('p') ? (await NamesOfClientAsync().ConfigureAwait(false)).For(visit.Domain!) : "";
        return spec.Expand(letter => values.Of(letter, visit.Text, validatedName));
    }

    /// <summary>A local part outside ASCII is in no name, so a term that wants it there matches nothing (RFC 8616 section 4).</summary>
    private bool NamesUnwritableSender(SpfStepDraft step) =>
        !values.HasAsciiLocalPart && step.Term.DomainSpec is { } spec && (spec.UsesLetter('l') || spec.UsesLetter('s'));

    private async ValueTask<SpfClientNames> NamesOfClientAsync() => clientNames ??= await SpfClientNames.FindAsync(questions, values).ConfigureAwait(false);

    private bool HasClient(DnsAnswer? answer, int ip4PrefixBits, int ip6PrefixBits) =>
        answer?.RecordsOf<DnsRecord.Address>().Any(address => values.IsWithin(address.Value, values.IsIp6 ? ip6PrefixBits : ip4PrefixBits)) == true;

    /// <summary>By term, as RFC 7208 section 4.6.4 words it, and for the name in it: hosts behind an mx term have their own limit, and few of them an IPv6 address.</summary>
    private void CountVoid(SpfStepDraft step)
    {
        step.IsVoid = true;
        if (++voidLookups > SpfTree.MaxVoidLookups) Fail(SpfEvaluationProblem.TooManyVoidLookups, step);
    }

    private void FailToAsk(SpfStepDraft step) => Fail(SpfEvaluationProblem.DnsFailure, step);

    /// <summary>The first error counts; what is met when reading on changes nothing.</summary>
    private void Fail(SpfEvaluationProblem problem, SpfStepDraft? step)
    {
        if (error is not null) return;
        error = questions.IsOutOfTime ? SpfEvaluationProblem.OutOfTime : problem;
        if (step is not null) step.Problem = error;
        foreach (var visit in open) visit.Decide(ResultOf(error.Value));
        foreach (var via in open.Select(visit => visit.Via).OfType<SpfStepDraft>()) via.Problem ??= error;
    }
}
