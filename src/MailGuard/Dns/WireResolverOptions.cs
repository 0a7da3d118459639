using System.Collections.Immutable;
using System.Net;

namespace MailGuard.Dns;

/// <summary>Whom a <see cref="WireResolver"/> asks, and how hard.</summary>
public sealed record WireResolverOptions
{
    /// <summary>Asked in this order, the next one when one fails. Empty: those the system is set up with.</summary>
    public ImmutableArray<IPEndPoint> Servers { get; init; } = [];

    /// <summary>For one question, from the moment it is first sent: all tries and servers together; at most an hour. Default 10 s: resolvers give up on others' servers sooner.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries over UDP after the first, each waiting twice as long as the last with the same server. Default 3; every server gets
    /// at least one try. When all stay without an answer, TCP is tried once.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Of one server at most; how many it bears is found out. Default 4,096. More wait for their turn.</summary>
    public int MaxQuestionsInFlight { get; init; } = 4096;

    /// <summary>Tries counted. Null: as fast as the servers answer.</summary>
    public int? QuestionsPerSecond { get; init; }

    /// <summary>What waits and <see cref="QuestionsPerSecond"/> are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Deadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Deadline, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxQuestionsInFlight, 1);
        if (QuestionsPerSecond is { } rate) ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1, nameof(QuestionsPerSecond));
    }
}
