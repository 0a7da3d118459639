namespace MailGuard.Cli.Input;

/// <summary>Where DNS answers come from, and how they are asked for.</summary>
internal sealed record DnsArguments
{
    /// <summary>As <c>HOST[:PORT]</c>; empty for the system's resolvers.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    public IReadOnlyList<string> Zones { get; init; } = [];

    public string? Record { get; init; }

    public string? Replay { get; init; }

    public DnsTransport Transport { get; init; }

    /// <summary>Null: no limit.</summary>
    public int? QuestionsPerSecond { get; init; }

    /// <summary>For one question, all tries together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public int Retries { get; init; } = 3;

    /// <summary>RFC 8020.</summary>
    public bool AssumeEmptyBelowNxDomain { get; init; } = true;
}

/// <summary>What puts questions to servers.</summary>
internal enum DnsTransport
{
    Wire,

    /// <summary>A second opinion: slower, and no match for forgers.</summary>
    DnsClient,
}
