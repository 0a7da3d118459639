using MailGuard.Cli.Input;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

/// <summary>What <c>mailguard lookalikes</c> was asked to do.</summary>
internal sealed record LookalikesArguments
{
    public IReadOnlyList<string> Domains { get; init; } = [];

    public string? List { get; init; }

    /// <summary>More domains of the members' own, beside the members themselves.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    public int Candidates { get; init; } = 800;

    public DnsArguments Dns { get; init; } = new();

    /// <summary>Names asked for at the same time.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Null: the snapshot's clock, else now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public string? Settings { get; init; }

    public LookalikesFormat Format { get; init; } = LookalikesFormat.Text;

    /// <summary>Null or <c>-</c>: standard output.</summary>
    public string? Output { get; init; }

    public Language Language { get; init; } = Language.English;

    /// <summary>Null: findings never change the exit code.</summary>
    public Severity? FailOn { get; init; } = Severity.High;

    public bool Quiet { get; init; }

    public bool NoProgress { get; init; }

    public bool Verbose { get; init; }

    public bool IsToStandardOutput => Output is null or "-";

    /// <summary>True when a single result is meant, not a list that happens to have one.</summary>
    public bool IsSingle => List is null && Domains.Count == 1;

    /// <summary>Options that contradict each other; null when none do.</summary>
    public string? FindProblem()
    {
        if (List is null && Domains.Count == 0)
            return Language.Of("name a domain or a list; write mailguard lookalikes hospital.example, or --list FILE",
                "ドメインか一覧を指定してください。mailguard lookalikes hospital.example、または --list FILE と書きます");
        if (Dns.FindProblem(Language) is { } problem) return problem;
        if (SharedOptions.QuietAndVerbose(Quiet, Verbose, Language) is { } conflict) return conflict;
        return FileNames.UsedTwice([IsToStandardOutput ? null : Output, List is "-" ? null : List, Settings, Dns.Record, Dns.Replay], Language);
    }
}

internal enum LookalikesFormat
{
    Text,
    Json,
    Csv,
}
