using System.Collections.Immutable;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Dns;

namespace MailGuard.Benchmarks.Audit;

/// <summary>The questions of the audit, put to a resolver one by one.</summary>
internal sealed class ResolverWork(string name, ImmutableArray<Question> questions, IDnsResolver dns) : IWork
{
    public string Name => name;

    public async Task<Amount> RunAsync()
    {
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = Question.InFlight },
            async (question, cancellation) => await dns.ResolveAsync(question.Name, question.Type, cancellation));
        return new(questions.Length);
    }
}
