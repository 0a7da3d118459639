using System.Collections.Immutable;
using System.Net;

namespace MailGuard.Dns;

/// <summary>Whom <see cref="DnsClientResolver"/> asks, and how hard.</summary>
public sealed record DnsClientOptions
{
    /// <summary>Asked in this order, the next one when one fails. Empty: those the system is set up with.</summary>
    public ImmutableArray<IPEndPoint> Servers { get; init; } = [];

    /// <summary>For one try. Default 3 s: long enough for a resolver to fetch what it does not know yet.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Tries after the first, each with the next server. Default 2; every server gets at least one try. When all time out, TCP is tried once.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Default 128: each takes a socket, a process often may hold only 1,024, and a TCP retry takes a second one.</summary>
    public int MaxQuestionsInFlight { get; init; } = 128;

    /// <summary>Tries counted. Null: as fast as the servers answer.</summary>
    public int? QuestionsPerSecond { get; init; }

    /// <summary>What <see cref="QuestionsPerSecond"/> is measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
