using MailGuard.Cli.Input;
using MailGuard.Cli.Output;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

/// <summary>What <c>mailguard audit</c> was asked to do.</summary>
internal sealed record AuditArguments
{
    /// <summary>With which one domain of some 40 questions is done in a few seconds.</summary>
    private const int QuestionsPerDomainAndSecond = 7;

    public IReadOnlyList<string> Domains { get; init; } = [];

    public string? List { get; init; }

    /// <summary>What options say of the domains given as arguments.</summary>
    public MemberWords Words { get; init; } = MemberWords.None;

    /// <summary>Files and folders with mail of the members.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    public DnsArguments Dns { get; init; } = new();

    public int Concurrency { get; init; } = 64;

    /// <summary>Fewer than <see cref="Concurrency"/> when a rate is given: domains side by side share it, and each has a time to end in.</summary>
    public int SideBySide => Dns.QuestionsPerSecond is { } rate ? Math.Clamp(rate / QuestionsPerDomainAndSecond, 1, Concurrency) : Concurrency;

    /// <summary>Of one domain: the usual, and what the rate makes its questions wait.</summary>
    public TimeSpan TimePerDomain
    {
        get
        {
            var usual = new AuditOptions();
            var waiting = Dns.QuestionsPerSecond is { } rate ? (double)usual.MaxQuestionsPerDomain * SideBySide / rate : 0;
            return usual.MaxTimePerDomain + TimeSpan.FromSeconds(waiting);
        }
    }

    /// <summary>Null: the snapshot's or the journal's clock, else now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public string? Journal { get; init; }

    /// <summary>Fetch what records point to, or in a replay use what was fetched.</summary>
    public bool Probe { get; init; }

    public string? Settings { get; init; }

    /// <summary>An earlier result to show changes against; <c>-</c> for standard input.</summary>
    public string? Previous { get; init; }

    public AuditFormat Format { get; init; } = AuditFormat.Text;

    public bool Full { get; init; }

    /// <summary>Null or <c>-</c>: standard output.</summary>
    public string? Output { get; init; }

    public Language Language { get; init; } = Language.English;

    /// <summary>Null: findings never change the exit code.</summary>
    public Severity? FailOn { get; init; } = Severity.High;

    public bool Quiet { get; init; }

    public bool NoProgress { get; init; }

    public bool Verbose { get; init; }

    /// <summary>True when the report is written where somebody may be reading along.</summary>
    public bool IsToStandardOutput => Output is null or "-";

    /// <summary>True when a single result is meant, not a list that happens to have one.</summary>
    public bool IsSingle => List is null && Domains.Count == 1;

    /// <summary>Options that contradict each other; null when none do.</summary>
    public string? FindProblem()
    {
        if (List is null && Domains.Count == 0)
            return Language.Of("name a domain or a list; write mailguard audit hospital.example, or --list FILE",
                "ドメインか一覧を指定してください。mailguard audit hospital.example、または --list FILE と書きます");
        if (Domains.Count == 0 && OptionForDomains() is { } option)
            return Language.Of($"{option} is about DOMAIN arguments; in a list, write it in a column of that name",
                $"{option} は、引数に書いたドメイン用です。一覧では、同じ名前の列に書いてください");
        if (Dns.FindProblem(Language) is { } problem) return problem;
        if (Probe && Dns.Zones.Count > 0)
            return Language.Of("--probe and --zone exclude each other; with zone files nothing is sent over the network, so leave out --probe",
                "--probe と --zone は同時に使えません。--zone ではネットワークを使わないので、--probe を外してください");
        if (List is "-" && Previous is "-")
            return Language.Of("only one of --list and --previous can be standard input (-); name a file for the other",
                "標準入力（-）にできるのは --list と --previous の片方だけです。もう片方にはファイルを指定してください");
        if (SharedOptions.QuietAndVerbose(Quiet, Verbose, Language) is { } conflict) return conflict;
        return FileNames.UsedTwice(
            [IsToStandardOutput ? null : Output, List is "-" ? null : List, Journal, Settings, Previous is "-" ? null : Previous, Dns.Record, Dns.Replay, .. Samples.Select(Path.GetFullPath).Distinct()], Language);
    }

    private string? OptionForDomains()
    {
        if (Words.Role is not null) return "--role";
        if (Words.Target is not null) return "--target";
        return Words.Selectors.IsEmpty ? null : "--selector";
    }
}
