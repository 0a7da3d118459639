namespace MailGuard.EndToEnd.Dns;

/// <summary>Enough generated domains for thousands of different questions.</summary>
public sealed class ManyDomains : IAsyncDisposable
{
    private const int Count = 2_000;

    private GeneratedPopulation? population;

    /// <summary>Made by the first test that asks, so that a missing knotd skips tests and not their set-up.</summary>
    internal async Task<GeneratedPopulation> PopulationAsync() => population ??= await GeneratedPopulation.CreateAsync(Count);

    public async ValueTask DisposeAsync()
    {
        if (population is not null) await population.DisposeAsync();
    }
}
