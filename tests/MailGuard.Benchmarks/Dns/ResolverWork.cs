using System.Collections.Immutable;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Dns;

namespace MailGuard.Benchmarks.Dns;

/// <summary>The questions of the audit, put to a resolver so many at a time.</summary>
internal sealed class ResolverWork(string name, ImmutableArray<Question> questions, int inFlight, IDnsResolver dns) : IWork
{
    public string Name => name;

    public async Task<Amount> RunAsync()
    {
        var failures = await Question.AskAllAsync(questions, inFlight, AskAsync);
        return new(questions.Length) { Failures = failures };
    }

    private async ValueTask<bool> AskAsync(Question question) =>
        !(await dns.ResolveAsync(question.Name, question.Type, CancellationToken.None).ConfigureAwait(false)).IsFailed;
}
