namespace MailGuard.Benchmarks.Measuring;

/// <summary>Something measured, again and again.</summary>
internal interface IWork
{
    string Name { get; }

    Task<Amount> RunAsync();
}

/// <summary>What one run did.</summary>
/// <param name="Domains">0 for work that knows none.</param>
/// <param name="IsElsewhere">Another program did it; what that allocates is not known here.</param>
internal sealed record Amount(double Questions, double Domains = 0, bool IsElsewhere = false)
{
    /// <summary>Questions without an answer.</summary>
    public double Failures { get; init; }
}
