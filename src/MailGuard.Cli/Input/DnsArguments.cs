using MailGuard.Cli.Terminal;
using MailGuard.Findings;

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

    /// <summary>Options that contradict each other; null when none do.</summary>
    public string? FindProblem(Language language)
    {
        if (Sources() is [var first, var second, ..])
            return language.Of($"{first} and {second} exclude each other; keep one of them", $"{first} と {second} は同時に使えません。どちらか1つにしてください");
        if (Record is not null && Replay is not null)
            return language.Of("--record and --replay exclude each other; a replay asks nothing that could be recorded",
                "--record と --replay は同時に使えません。--replay では新しい応答がないため、保存するものがありません");
        return null;
    }

    private string[] Sources() =>
    [
        .. new (string Name, bool IsUsed)[] { ("--dns", Servers.Count > 0), ("--zone", Zones.Count > 0), ("--replay", Replay is not null) }
            .Where(source => source.IsUsed)
            .Select(source => source.Name),
    ];
}

/// <summary>What puts questions to servers.</summary>
internal enum DnsTransport
{
    Wire,

    /// <summary>A second opinion: slower, and no match for forgers.</summary>
    DnsClient,
}
