using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Dns;

/// <summary>A killed run resumes from its journal and loses nothing.</summary>
public sealed class KilledRunTests
{
    private const int Domains = 300;
    private const int DomainsBeforeTheKill = 60;

    private static readonly TimeSpan KillLimit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(0)]
    [InlineData(20)]   // octets cut off the journal's end: a line torn by the kill
    public async Task A_killed_run_resumes_to_the_bytes_of_an_uninterrupted_one(int octetsTorn)
    {
        await using var population = await GeneratedPopulation.CreateAsync(Domains);
        await using var slow = await FaultProxy.StartAsync(population.Server, "--delay 20");
        var journal = population.File("journal");
        var uninterrupted = await Mailguard.AuditLinesAsync("--list", population.List, "--dns", population.Server.Address);
        Assert.Equal(Domains, uninterrupted.Output.Count(letter => letter == '\n'));
        string[] journaled = ["--list", population.List, "--dns", slow.Address, "--journal", journal, "--concurrency", "4"];

        await KillWhenAsync(() => LinesOf(journal) > DomainsBeforeTheKill, journaled);
        Tear(journal, octetsTorn);
        Assert.InRange(LinesOf(journal), DomainsBeforeTheKill, Domains - 1);
        var resumed = await Mailguard.AuditLinesAsync(journaled);

        Assert.Equal(uninterrupted.Output, resumed.Output);
        Assert.Equal(uninterrupted.ExitCode, resumed.ExitCode);
        Assert.Equal(1 + Domains, LinesOf(journal));   // the head and every domain once
    }

    [Fact]
    public async Task A_snapshot_of_many_domains_replays_to_the_same_bytes()
    {
        await using var population = await GeneratedPopulation.CreateAsync(Domains);
        var snapshot = population.File("snapshot");
        var recorded = await Mailguard.AuditLinesAsync("--list", population.List, "--dns", population.Server.Address, "--record", snapshot);
        var replayed = await Mailguard.AuditLinesAsync("--list", population.List, "--replay", snapshot);
        Assert.Equal(Domains, recorded.Output.Count(letter => letter == '\n'));
        Assert.Equal(recorded.Output, replayed.Output);
        Assert.Equal(recorded.ExitCode, replayed.ExitCode);
    }

    private static async Task KillWhenAsync(Func<bool> isTime, string[] arguments)
    {
        using var deadline = new CancellationTokenSource(KillLimit);
        await using var program = Mailguard.Start([.. Mailguard.AuditLines, .. arguments]);
        while (!isTime())
        {
            Assert.False(program.HasExited, $"The run ended before it could be killed.\n{program.Errors}");
            await Task.Delay(20, deadline.Token);
        }

        await program.KillAsync();
    }

    /// <summary>Whole lines only. The journal may be open for writing.</summary>
    private static int LinesOf(string journal)
    {
        if (!File.Exists(journal)) return 0;
        using var stream = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }

    private static void Tear(string journal, int octets)
    {
        using var stream = new FileStream(journal, FileMode.Open);
        stream.SetLength(stream.Length - octets);
    }
}
