using MailGuard.EndToEnd.Dns;
using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Runs;

/// <summary>Generated domains behind a server slow enough that a run can be caught in its midst.</summary>
public sealed class SlowDomains : IAsyncDisposable
{
    public const int Count = 300;

    private GeneratedPopulation? population;
    private FaultProxy? slow;

    /// <summary>Made by the first test that asks, so that a missing knotd skips tests and not their set-up.</summary>
    internal async Task<GeneratedPopulation> PopulationAsync() => population ??= await GeneratedPopulation.CreateAsync(Count);

    /// <summary>A run with a journal of its own.</summary>
    internal async Task<JournaledRun> RunAsync()
    {
        var domains = await PopulationAsync();
        slow ??= await FaultProxy.StartAsync(domains.Server, "--delay 10");
        return new(domains.List, slow.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (slow is not null) await slow.DisposeAsync();
        if (population is not null) await population.DisposeAsync();
    }
}

[CollectionDefinition(nameof(SlowDomains))]
public sealed class SlowDomainsCollection : ICollectionFixture<SlowDomains>;
