using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MailGuard.Cli.Input;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Lookalikes;
using MailGuard.Names;
using MailGuard.Results;

namespace MailGuard.Cli.Runs;

/// <summary>What a first pass over the members shows.</summary>
/// <param name="Total">Members, unreadable rows included.</param>
/// <param name="Own">Domains that are nobody's look-alike: those of all members, of the column <c>own</c> and of the command line.</param>
internal sealed record LookalikePlan(int Total, ImmutableArray<DomainName> Own)
{
    private const string OwnColumn = "own";

    public static LookalikePlan Of(IEnumerable<Member> members, IEnumerable<string> own)
    {
        var total = 0;
        var domains = own.Select(word => DomainInput.Read(word).Domain).OfType<DomainName>().ToHashSet();
        foreach (var member in members)
        {
            total++;
            if (member.Request is { } request) domains.Add(request.Domain);
            var cell = member.Row.Columns.GetValueOrDefault(OwnColumn, "");
            domains.UnionWith(cell.Split([' ', '　', ',', ';', '、'], StringSplitOptions.RemoveEmptyEntries).Select(word => DomainInput.Read(word).Domain).OfType<DomainName>());
        }

        return new(total, [.. domains.Order()]);
    }
}

/// <summary>Searches members' look-alikes a few members at a time and gives the results in the order of the input.</summary>
internal sealed class LookalikeRun(LookalikeScanner scanner, LookalikePlan plan, Language language, DateTimeOffset asOf)
{
    /// <summary>Enough that the slow names of one member do not leave the others waiting; names side by side are bounded by the scanner.</summary>
    private const int MembersSideBySide = 4;

    private int finished;

    /// <summary>Members done, whether or not their turn to be reported has come.</summary>
    public int Finished => Volatile.Read(ref finished);

    /// <summary>One for each member; after a cancellation only those finished by then.</summary>
    public async IAsyncEnumerable<LookalikeDocument> ResultsAsync(
        IEnumerable<Member> members, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var underWay = new Queue<Task<LookalikeDocument?>>(Math.Min(plan.Total, MembersSideBySide));
        foreach (var member in members)
        {
            if (cancellationToken.IsCancellationRequested) break;
            while (underWay.Count == MembersSideBySide)
            {
                if (await underWay.Dequeue().ConfigureAwait(false) is { } result) yield return result;
            }

            underWay.Enqueue(Task.Run(() => ScanAsync(member, cancellationToken), CancellationToken.None));
        }

        while (underWay.TryDequeue(out var next))
        {
            if (await next.ConfigureAwait(false) is { } result) yield return result;
        }
    }

    /// <summary>Null when the run was cancelled before it ended.</summary>
    private async Task<LookalikeDocument?> ScanAsync(Member member, CancellationToken cancellationToken)
    {
        try
        {
            var document = member.Request is { } request
                ? LookalikeDocument.Of(
                    member.Row, await scanner.ScanAsync(new(request.Domain, member.Row.Name), cancellationToken).ConfigureAwait(false), language, asOf)
                : LookalikeDocument.OfUnreadable(member.Row, member.Problem!.English, member.Problem.Japanese, language, asOf);
            Interlocked.Increment(ref finished);
            return document;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}

/// <summary>How far a run is: by names for a single member, by members for a list.</summary>
internal sealed record LookalikeProgress(LookalikeScanner Scanner, LookalikeOptions Options)
{
    public ProgressLine Show(Shell shell, Language language, LookalikeRun run, MemberSource members, LookalikePlan plan)
    {
        if (plan.Total > 1 || members.Members().First() is not { Request: { } request } member)
            return new(shell.Error, shell.Clock, language, () => run.Finished, plan.Total);
        var names = LookalikeCandidates.Of(new(request.Domain, member.Row.Name), Options).Candidates.Length;
        return new(shell.Error, shell.Clock, language, () => Scanner.Finished, names);
    }
}
