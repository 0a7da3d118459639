using MailGuard.Cli.Input;
using MailGuard.Cli.Output;
using MailGuard.Cli.Runs;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Results;

namespace MailGuard.Tests.Cli.Runs;

public sealed class AuditRunTests
{
    private static readonly DomainAuditor EmptyWorld = new(new ZoneResolver([]), new());

    [Fact]
    public async Task Results_come_in_the_order_of_the_input_whatever_finishes_first()
    {
        var first = new TaskCompletionSource();
        var done = 0;
        var results = await RunAsync(Members("a.example", "b.example", "c.example"), concurrency: 3, async request =>
        {
            if (request.Domain.Text == "a.example") await first.Task;
            else if (Interlocked.Increment(ref done) == 2) first.SetResult();
        });
        Assert.Equal(["a.example", "b.example", "c.example"], results.Select(result => result.Domain));
    }

    [Fact]
    public async Task No_more_audits_run_at_a_time_than_asked_for()
    {
        var running = 0;
        var most = 0;
        await RunAsync(Members([.. Enumerable.Range(1, 50).Select(number => $"h{number}.example")]), concurrency: 4, async _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Duplicates_are_audited_once_and_reported_for_each_row()
    {
        var asked = new List<string>();
        var members = Members("a.example", "A.example", "b.example", "a.example");
        var results = await RunAsync(members, concurrency: 1, request =>
        {
            lock (asked) asked.Add(request.Domain.Text);
            return Task.CompletedTask;
        });
        Assert.Equal(["a.example", "b.example"], asked.Order());
        Assert.Equal([1, 2, 3, 4], results.Select(result => result.Row));
        Assert.Equal("A.example", results[1].Input);
        Assert.Equal("The same domain as in row 1; it was audited once.", results[3].Notes[^1]);
    }

    [Fact]
    public async Task The_same_domain_in_another_role_is_another_audit()
    {
        var audits = 0;
        var domain = DomainName.Parse("a.example");
        await RunAsync([new(new(1, "a.example"), new(domain)), new(new(2, "a.example"), new(domain, DomainRole.Parked))], 1, _ =>
        {
            Interlocked.Increment(ref audits);
            return Task.CompletedTask;
        });
        Assert.Equal(2, audits);
    }

    [Fact]
    public async Task An_unreadable_row_stays_in_its_place()
    {
        var unreadable = new Member(new(2, "?"), null, new("not a domain", "ドメインではありません"));
        var results = await RunAsync([.. Members("a.example"), unreadable, .. Members("b.example")], 2, _ => Task.CompletedTask);
        Assert.Equal(["a.example", null, "b.example"], results.Select(result => result.Domain));
    }

    [Fact]
    public async Task A_cancelled_run_gives_what_was_finished()
    {
        using var cancellation = new CancellationTokenSource();
        var first = new TaskCompletionSource();
        var results = await RunAsync(Members("a.example", "b.example", "c.example"), concurrency: 3, async request =>
        {
            if (request.Domain.Text == "a.example")
            {
                first.SetResult();
                return;
            }

            await first.Task;
            await cancellation.CancelAsync();
            cancellation.Token.ThrowIfCancellationRequested();
        }, cancellation.Token);
        Assert.Equal(["a.example"], results.Select(result => result.Domain));
    }

    private static async Task<List<AuditDocument>> RunAsync(
        Member[] members, int concurrency, Func<AuditRequest, Task> audit, CancellationToken cancellationToken = default)
    {
        await using var spool = Spool.Create();
        using var run = new AuditRun(
            async (request, _) =>
            {
                await audit(request);
                return await EmptyWorld.AuditAsync(request, CancellationToken.None);
            },
            RunPlan.Of(members), new(spool), storesAll: false, concurrency, Language.English, DateTimeOffset.UnixEpoch);
        var results = new List<AuditDocument>();
        await foreach (var result in run.ResultsAsync(members, cancellationToken)) results.Add(result);
        return results;
    }

    private static Member[] Members(params string[] domains) =>
        [.. domains.Select((domain, index) => new Member(new(index + 1, domain), new(DomainName.Parse(domain))))];

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); seen < now; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, now, seen);
    }
}
