using MailGuard.EndToEnd.Dns;
using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Runs;

/// <summary>What holds for a few members holds for hundreds.</summary>
[Collection(nameof(SlowDomains))]
public sealed class LongListTests(SlowDomains domains)
{
    [Fact]
    public async Task A_snapshot_of_many_domains_replays_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var population = await domains.PopulationAsync();
        string[] list = ["--list", population.List];
        var recorded = await Mailguard.AuditAsync([.. list, "--dns", population.Server.Address, "--record", folder.File("snapshot")]);
        var replayed = await Mailguard.AuditAsync([.. list, "--replay", folder.File("snapshot")]);
        Assert.Equal(SlowDomains.Count, Audits.Read(recorded.Output).Count);
        Assert.Equal(recorded.Output, replayed.Output);
        Assert.Equal(recorded.ExitCode, replayed.ExitCode);
    }
}
