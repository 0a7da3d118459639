using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Dns;

/// <summary>The same records give the same report, wherever the answers come from.</summary>
[Collection(nameof(ServedFixtures))]
public sealed class SameBytesTests(ServedFixtures fixtures)
{
    [Fact]
    public async Task A_server_of_the_zones_gives_the_bytes_of_the_zone_files()
    {
        var server = await fixtures.ServerAsync();
        var run = await Mailguard.AuditMembersAsync("--dns", server.Address);
        Assert.Equal(await fixtures.UndisturbedAsync(), run.Output);
    }

    [Fact]
    public async Task Answers_that_fit_only_TCP_give_the_same_bytes()
    {
        await using var proxy = await FaultProxy.StartAsync(await fixtures.ServerAsync(), "--truncate 1");
        var run = await Mailguard.AuditMembersAsync("--dns", proxy.Address);
        Assert.Equal(await fixtures.UndisturbedAsync(), run.Output);
    }

    [Fact]
    public async Task A_replay_of_a_recorded_run_gives_its_bytes()
    {
        using var folder = new TemporaryFolder();
        var server = await fixtures.ServerAsync();
        var recorded = await Mailguard.AuditMembersAsync("--dns", server.Address, "--record", folder.File("snapshot"));
        var replayed = await Mailguard.AuditMembersAsync("--replay", folder.File("snapshot"));
        Assert.Equal(await fixtures.UndisturbedAsync(), recorded.Output);
        Assert.Equal(recorded.Output, replayed.Output);
        Assert.Equal(recorded.ExitCode, replayed.ExitCode);
    }

    [Fact]
    public async Task A_snapshot_of_zone_files_replays_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var recorded = await Mailguard.AuditMembersAsync("--zone", RepositoryFiles.Zones, "--record", folder.File("snapshot"));
        var replayed = await Mailguard.AuditMembersAsync("--replay", folder.File("snapshot"));
        Assert.Equal(await fixtures.UndisturbedAsync(), recorded.Output);
        Assert.Equal(recorded.Output, replayed.Output);
    }

    [Fact]
    public async Task A_domain_that_the_snapshot_does_not_hold_is_undetermined()
    {
        using var folder = new TemporaryFolder();
        const string Held = "kirisawa-hospital.example";
        const string NotHeld = "shirahae-hospital.example";
        await Mailguard.AuditAsync(Held, "--zone", RepositoryFiles.Zones, "--record", folder.File("snapshot"));
        var replayed = await Mailguard.AuditAsync(Held, NotHeld, "--replay", folder.File("snapshot"));
        var audits = Audits.Read(replayed.Output);
        Assert.Equal(2, replayed.ExitCode);
        Assert.Empty(audits[0].Undetermined);
        AuditAssert.IsUndetermined(audits[1]);
    }
}
