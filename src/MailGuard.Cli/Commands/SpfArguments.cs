using System.Net;
using MailGuard.Cli.Input;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

internal enum SpfFormat
{
    Text,
    Json,
}

/// <summary>What <c>mailguard spf</c> was asked to do.</summary>
internal sealed record SpfArguments
{
    public string? Domain { get; init; }

    public IPAddress? Ip { get; init; }

    /// <summary>Null: postmaster of the domain. Empty: the null reverse-path.</summary>
    public string? MailFrom { get; init; }

    /// <summary>Null: the domain.</summary>
    public string? Helo { get; init; }

    public DnsArguments Dns { get; init; } = new();

    /// <summary>Null: the snapshot's clock, else now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public SpfFormat Format { get; init; }

    /// <summary>Null or <c>-</c>: standard output.</summary>
    public string? Output { get; init; }

    public Language Language { get; init; } = Language.English;

    public bool Quiet { get; init; }

    public bool Verbose { get; init; }

    /// <summary>What is missing, or options that contradict each other; null when nothing is wrong.</summary>
    public string? FindProblem()
    {
        if (Domain is null)
            return Language.Of("name the domain; write mailguard spf hospital.example --ip 192.0.2.1",
                "ドメインを指定してください。mailguard spf hospital.example --ip 192.0.2.1 のように書きます");
        if (Ip is null)
            return Language.Of("name the host that sends; write --ip 192.0.2.1", "送信するサーバーを指定してください。--ip 192.0.2.1 のように書きます");
        if (Dns.FindProblem(Language) is { } problem) return problem;
        if (SharedOptions.QuietAndVerbose(Quiet, Verbose, Language) is { } conflict) return conflict;
        return FileNames.UsedTwice([Output is "-" ? null : Output, Dns.Record, Dns.Replay], Language);
    }
}
