using System.Collections.Immutable;
using MailGuard.Dns;

namespace MailGuard;

/// <summary>Two resolvers that give different data for one question.</summary>
public sealed record AnswerDifference(DnsAnswer First, DnsAnswer Other)
{
    /// <summary>What the records of an answer say, in a stable order; how TXT is cut into strings does not count. Empty when there are none.</summary>
    internal static ImmutableArray<string> ContentOf(DnsAnswer answer) =>
        [.. answer.Records.Select(record => record is DnsRecord.Txt txt ? txt.Text : RecordDataWriter.Write(record)).Order(StringComparer.Ordinal)];
}

/// <summary>Asks other resolvers for the records that matter most, and keeps what differs.</summary>
internal sealed class AnswerComparison(ImmutableArray<IDnsResolver> resolvers, CancellationToken until)
{
    /// <param name="first">Answers of the run; those that failed, or were not asked for, are compared with nothing.</param>
    /// <returns>In the order of the questions, then of the resolvers; the same other data once. A second opinion that fails is none.</returns>
    public async Task<ImmutableArray<AnswerDifference>> CompareAsync(IEnumerable<DnsAnswer?> first, CancellationToken cancellationToken)
    {
        if (resolvers.IsEmpty) return [];
        var known = first.OfType<DnsAnswer>().Where(answer => !answer.IsFailed).ToList();
        var opinions = resolvers.Select(resolver => new LimitedResolver(resolver, known.Count, until)).ToList();
        var asked = known.SelectMany(answer => opinions.Select(async opinion =>
            new AnswerDifference(answer, await opinion.ResolveAsync(answer.Question, cancellationToken).ConfigureAwait(false))));
        return [.. (await Task.WhenAll(asked).ConfigureAwait(false)).Where(Differs).DistinctBy(pair => (pair.First.Question, string.Join('\n', AnswerDifference.ContentOf(pair.Other))))];
    }

    private static bool Differs(AnswerDifference pair) =>
        !pair.Other.IsFailed && !AnswerDifference.ContentOf(pair.First).SequenceEqual(AnswerDifference.ContentOf(pair.Other), StringComparer.Ordinal);
}
