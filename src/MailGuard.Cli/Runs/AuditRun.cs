using System.Runtime.CompilerServices;
using MailGuard.Cli.Input;
using MailGuard.Cli.Terminal;
using MailGuard.Comparison;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Cli.Runs;

/// <summary>Audits members side by side and gives their results in the order of the input, holding only a few at a time.</summary>
/// <param name="stored">Keeps what must outlive its turn.</param>
/// <param name="earlier">Null when no changes are to be shown.</param>
/// <param name="storesAll">True for a journal; otherwise only audits that later members repeat are stored.</param>
internal sealed class AuditRun(
    Func<AuditRequest, CancellationToken, Task<DomainAudit>> audit,
    RunPlan plan,
    StoredResults stored,
    bool storesAll,
    int concurrency,
    Language language,
    DateTimeOffset asOf,
    StoredRun? earlier = null) : IDisposable
{
    /// <summary>Results that may wait behind a slow one, for each audit at a time: one timeout shall not stop all others.</summary>
    private const int WaitingPerAudit = 16;

    private readonly SemaphoreSlim slots = new(concurrency);
    private int finished;

    /// <summary>Members done, whether or not their turn to be reported has come.</summary>
    public int Finished => Volatile.Read(ref finished);

    public void Dispose() => slots.Dispose();

    /// <summary>One for each member; after a cancellation only those finished by then.</summary>
    public async IAsyncEnumerable<AuditDocument> ResultsAsync(
        IEnumerable<Member> members, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var waiting = new Queue<Turn>();
        var item = 0;
        foreach (var member in members)
        {
            if (await BeginAsync(++item, member, cancellationToken).ConfigureAwait(false) is not { } turn) break;
            waiting.Enqueue(turn);
            while (waiting.TryPeek(out var first) && (first.IsReady || waiting.Count > concurrency * WaitingPerAudit))
            {
                if (await ResultAsync(waiting.Dequeue()).ConfigureAwait(false) is { } result) yield return result;
            }
        }

        while (waiting.TryDequeue(out var next))
        {
            if (await ResultAsync(next).ConfigureAwait(false) is { } result) yield return result;
        }
    }

    /// <summary>Waits for a slot when the member needs an audit, so that audits begin in order; null when the run was cancelled.</summary>
    private async Task<Turn?> BeginAsync(int item, Member member, CancellationToken cancellationToken)
    {
        var isRepetition = plan.FirstOf.TryGetValue(item, out var first);
        if (cancellationToken.IsCancellationRequested) return null;
        if (isRepetition) return new(item, member, first, null);
        if (member.Request is not { } request || stored.Contains(item)) return new(item, member, null, null);
        try
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return new(item, member, null, Task.Run(() => AuditAsync(item, member.Row, request, cancellationToken), CancellationToken.None));
    }

    /// <summary>Null when the run was cancelled before the audit ended.</summary>
    private async Task<AuditDocument?> AuditAsync(int item, AuditRow row, AuditRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var result = WithChanges(row.Describe(await audit(WithEarlier(request), cancellationToken).ConfigureAwait(false), language, asOf));
            if (storesAll || plan.Repeated.Contains(item)) stored.Add(item, result);
            Interlocked.Increment(ref finished);
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<AuditDocument?> ResultAsync(Turn turn)
    {
        if (turn.Audit is not null) return await turn.Audit.ConfigureAwait(false);
        Interlocked.Increment(ref finished);
        var row = turn.Member.Row;
        if (turn.Member.Problem is { } problem) return WithChanges(row.DescribeUnreadable(problem.English, problem.Japanese, language, asOf));
        if (turn.RepetitionOf is not { } first) return stored.Read(turn.Item);
        return stored.Contains(first) ? Repeat(stored.Read(first), row) : null;
    }

    private AuditRequest WithEarlier(AuditRequest request) => earlier?.Find(request.Domain.Text) is { } found
        ? request with { Earlier = EarlierAudits.Of(found) }
        : request;

    private AuditDocument WithChanges(AuditDocument result) => earlier is null ? result : result with { Changes = RunComparer.Since(earlier, result) };

    /// <summary>The same audit under the words of another row.</summary>
    private AuditDocument Repeat(AuditDocument audited, AuditRow row) => audited with
    {
        Row = row.Row,
        Input = row.Input,
        Name = row.Name,
        Columns = row.Columns,
        Notes =
        [
            .. row.Notes,
            language.Of($"The same domain as in row {audited.Row}; it was audited once.", $"{audited.Row}行目と同じドメインです。調べたのは1回です。"),
        ],
    };

    /// <param name="RepetitionOf">Position of the first member that says the same; null for the first itself.</param>
    /// <param name="Audit">Null for what needs none: unreadable, repeated or in the journal. Those are read when their turn comes.</param>
    private sealed record Turn(int Item, Member Member, int? RepetitionOf, Task<AuditDocument?>? Audit)
    {
        public bool IsReady => Audit is null or { IsCompleted: true };
    }
}
