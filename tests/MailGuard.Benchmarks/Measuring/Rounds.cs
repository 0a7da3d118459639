namespace MailGuard.Benchmarks.Measuring;

/// <summary>All work measured in every round.</summary>
internal sealed class Rounds
{
    private readonly OrderedDictionary<string, List<Measurement>> measured = [];

    public IEnumerable<string> Works => measured.Keys;

    /// <summary>In the order of rounds.</summary>
    public IReadOnlyList<Measurement> Of(string work) => measured[work];

    /// <summary>Takes in what was measured after these.</summary>
    public void Add(Rounds later)
    {
        foreach (var (work, figures) in later.measured) measured.Add(work, figures);
    }

    /// <summary>Forwards and backwards in turn, so that nothing always runs behind the same neighbour. The first round warms up and is not counted.</summary>
    public static async Task<Rounds> MeasureAsync(IEnumerable<IWork> works, int count)
    {
        var rounds = new Rounds();
        var order = works.ToList();
        foreach (var work in order)
        {
            rounds.measured.Add(work.Name, []);
            await work.RunAsync();
        }

        for (var round = 0; round < count; round++)
        {
            foreach (var work in order) rounds.measured[work.Name].Add(await Measurement.OfAsync(work));
            order.Reverse();
        }

        return rounds;
    }
}
