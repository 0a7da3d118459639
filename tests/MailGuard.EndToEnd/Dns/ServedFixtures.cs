using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Dns;

/// <summary>The zones under fixtures, served by Knot DNS, and what an undisturbed audit of the member list says.</summary>
public sealed class ServedFixtures : IAsyncDisposable
{
    private KnotServer? server;
    private string? undisturbed;

    /// <summary>Started by the first test that asks, so that a missing knotd skips tests and not their set-up.</summary>
    internal async Task<KnotServer> ServerAsync() => server ??= await KnotServer.StartAsync(RepositoryFiles.Zones);

    /// <summary>JSON of the member list, answered from the zone files.</summary>
    internal async Task<string> UndisturbedAsync() => undisturbed ??= await AuditZoneFilesAsync();

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }

    private static async Task<string> AuditZoneFilesAsync()
    {
        const int MembersAtLeast = 50;
        var run = await Mailguard.AuditMembersAsync("--zone", RepositoryFiles.Zones);
        Assert.True(Audits.Read(run.Output).Count > MembersAtLeast, run.Errors);
        return run.Output;
    }
}

[CollectionDefinition(nameof(ServedFixtures))]
public sealed class ServedFixturesCollection : ICollectionFixture<ServedFixtures>;
