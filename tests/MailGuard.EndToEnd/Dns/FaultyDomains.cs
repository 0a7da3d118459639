using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Dns;

/// <summary>The 81 domains that faults are tried on, their server, and what an undisturbed audit says of them.</summary>
public sealed class FaultyDomains : IAsyncDisposable
{
    public const int Count = 81;

    private readonly Dictionary<string, string> undisturbed = [];
    private GeneratedPopulation? population;

    /// <summary>Made by the first test that asks, so that a missing knotd skips tests and not their set-up.</summary>
    internal async Task<GeneratedPopulation> PopulationAsync() => population ??= await GeneratedPopulation.CreateAsync(Count);

    /// <summary>The report of the whole list in one of the formats, answered from the zone file.</summary>
    internal async Task<string> UndisturbedAsync(string format)
    {
        if (undisturbed.TryGetValue(format, out var known)) return known;
        var domains = await PopulationAsync();
        var run = await Mailguard.RunAsync(Mailguard.AuditAs(format, "--list", domains.List, "--zone", domains.Zone));
        Assert.True(run.ExitCode == 1, run.Errors);   // findings, and nothing undetermined
        return undisturbed[format] = run.Output;
    }

    /// <summary>The audit of the whole list, with the program's own limits, while the server has faults.</summary>
    internal async Task<ProgramResult> AuditAsync(string faults, string format = "json", params IEnumerable<string> arguments)
    {
        var domains = await PopulationAsync();
        await using var proxy = await FaultProxy.StartAsync(domains.Server, faults);
        return await Mailguard.RunAsync(Mailguard.AuditAs(format, ["--list", domains.List, "--dns", proxy.Address, .. arguments]));
    }

    /// <summary>The audit of the whole list from the answers another one recorded.</summary>
    internal async Task<ProgramResult> ReplayAsync(string snapshot, string format)
    {
        var domains = await PopulationAsync();
        return await Mailguard.RunAsync(Mailguard.AuditAs(format, "--list", domains.List, "--replay", snapshot));
    }

    public async ValueTask DisposeAsync()
    {
        if (population is not null) await population.DisposeAsync();
    }
}
