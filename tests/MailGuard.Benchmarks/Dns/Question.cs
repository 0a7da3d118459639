using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Benchmarks.Dns;

internal sealed record Question(DomainName Name, DnsType Type)
{
    /// <summary>Puts all questions, so many at a time.</summary>
    /// <param name="ask">True when there was an answer.</param>
    /// <returns>How many had none.</returns>
    public static async Task<int> AskAllAsync(ImmutableArray<Question> questions, int inFlight, Func<Question, ValueTask<bool>> ask)
    {
        var next = -1;
        var failures = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(inFlight, questions.Length)).Select(_ => OneByOneAsync()));
        return failures;

        async Task OneByOneAsync()
        {
            for (var index = Interlocked.Increment(ref next); index < questions.Length; index = Interlocked.Increment(ref next))
            {
                if (!await ask(questions[index]).ConfigureAwait(false)) Interlocked.Increment(ref failures);
            }
        }
    }
}
