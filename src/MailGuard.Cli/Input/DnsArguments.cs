namespace MailGuard.Cli.Input;

/// <summary>Where DNS answers come from, and how they are asked for.</summary>
internal sealed record DnsArguments
{
    /// <summary>As <c>HOST[:PORT]</c>; empty for the system's resolvers.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    public IReadOnlyList<string> Zones { get; init; } = [];

    public string? Record { get; init; }

    public string? Replay { get; init; }

    /// <summary>Null: no limit.</summary>
    public int? QuestionsPerSecond { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    public int Retries { get; init; } = 2;
}
