using System.CommandLine;
using MailGuard.Cli.Input;
using MailGuard.Cli.Output;
using MailGuard.Cli.Runs;
using MailGuard.Cli.Terminal;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Probes;

namespace MailGuard.Cli.Commands;

/// <summary><c>mailguard audit</c>: the DNS records of some domains or of a member list.</summary>
internal static class AuditCommand
{
    public static (Command Command, HelpPage Help) Create(Shell shell, Language language)
    {
        var options = new AuditCommandOptions(language);
        var command = new Command("audit", options.Help.Summary) { options.Domains };
        foreach (var option in options.Help.Sections.SelectMany(section => section.Options)) command.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(options.Read(parsed), shell, cancellationToken));
        return (command, options.Help);
    }

    /// <exception cref="CommandFailure">The run could not begin, or not write what it found.</exception>
    public static async Task<int> RunAsync(AuditArguments arguments, Shell shell, CancellationToken cancellationToken)
    {
        if (arguments.FindProblem() is { } problem) throw new CommandFailure(problem);
        arguments = arguments with { Dns = await ServerName.ResolveAsync(arguments.Dns, arguments.Language, cancellationToken).ConfigureAwait(false) };
        var messages = new StandardError(shell.Error, arguments.Quiet);
        RefuseSampleAsDomain(arguments);
        using var inputs = AuditInputs.Open(arguments, shell, cancellationToken);
        if (inputs.Plan.Total == 0) throw NothingToAudit(arguments.List, arguments.Language);
        var now = WholeSeconds(arguments.AsOf ?? inputs.Dns.RecordedAt ?? shell.Clock.GetUtcNow());
        using var journal = OpenJournal(arguments, inputs.Identity, now, messages);
        using var spool = journal is null ? Spool.Create() : null;
        var asOf = journal?.AsOf ?? now;
        var verbose = arguments.Verbose ? new VerboseResolver(inputs.Dns.Resolver, shell.Clock, messages) : null;
        if (verbose is not null) messages.Note($"dns: {inputs.Dns.Name}, as of {asOf:yyyy-MM-ddTHH:mm:ssZ}");
        foreach (var line in new SampleNotes(inputs.Samples, inputs.Owners, asOf, arguments.Language).Lines()) messages.Note(line);
        var probe = arguments.Probe ? inputs.Dns.Probe() : null;
        var auditor = AuditorOf(arguments, inputs, asOf, verbose ?? inputs.Dns.Resolver, probe);
        using var run = new AuditRun(
            (request, token) => auditor.AuditAsync(inputs.Owners.WithSamples(request), token), inputs.Plan,
            journal?.Results ?? new(spool!), storesAll: journal is not null, arguments.SideBySide, arguments.Language, asOf, inputs.Previous?.Run);

        var outcome = await ReportAsync(arguments, run, inputs, shell, cancellationToken).ConfigureAwait(false);
        var missing = inputs.Plan.Total - outcome.Reported;
        if (missing == 0) inputs.Dns.SaveRecording(asOf, probe?.Recorded ?? []);
        if (verbose is not null) Summarize(inputs.Dns, verbose, messages, arguments.Language);
        if (verbose is not null && probe is null) messages.Note(NotRun(arguments.Language));
        if (!inputs.Members.IsIntact) messages.Note(SaveAsUtf8(arguments.List, arguments.Language));
        if (missing > 0) messages.Note(Interruption(arguments, missing));
        foreach (var line in inputs.Previous?.Problems(arguments.Language) ?? []) messages.Note(line);
        messages.Note(outcome.Describe(arguments.Language));
        if (missing > 0) return ExitCode.Interrupted;
        var isWhole = inputs.Samples.IsWhole && inputs.Previous is not { Run.Problems.Count: > 0 };
        return isWhole ? outcome.ExitCodeFor(arguments.FailOn) : ExitCode.Failed;
    }

    /// <summary>A shell puts several names for <c>*.eml</c>, and only the first stands behind its option.</summary>
    private static void RefuseSampleAsDomain(AuditArguments arguments)
    {
        if (arguments.Samples.Count == 0 || arguments.Domains.FirstOrDefault(File.Exists) is not { } file) return;
        throw new CommandFailure(arguments.Language.Of(
            $"{file} is a file, not a domain; write --samples before each file, or name their folder",
            $"{file} はドメインではなくファイルです。ファイルごとに --samples を付けるか、フォルダーを指定してください"));
    }

    private static DomainAuditor AuditorOf(AuditArguments arguments, AuditInputs inputs, DateTimeOffset asOf, IDnsResolver dns, HttpsProbe? probe) => new(dns, new()
    {
        Clock = new FixedClock(asOf),
        Settings = inputs.Settings.Settings,
        SecondOpinions = inputs.Dns.SecondOpinions,
        AssumeEmptyBelowNxDomain = arguments.Dns.AssumeEmptyBelowNxDomain,
        Concurrency = arguments.SideBySide,
        MaxTimePerDomain = arguments.TimePerDomain,
        Probe = probe,
    });

    internal static void Summarize(DnsSource dns, VerboseResolver verbose, StandardError messages, Language language)
    {
        messages.Note(dns.Shared is { } shared
            ? DnsSummary.Of(shared.Counters, language)
            : DnsSummary.OfFiles(dns.Name, verbose.Answers, verbose.Failed, language));
        if (dns.Wire is { } wire) messages.Note(DnsSummary.Of(wire.Counters, language));
    }

    private static string NotRun(Language language)
    {
        var rules = RuleCatalog.All.Where(rule => rule.Input.HasFlag(RuleInput.Probe)).Select(rule => rule.Id);
        return language.Of($"not run without --probe: {string.Join(", ", rules)}", $"--probe がないため調べなかったルール：{string.Join("、", rules)}");
    }

    private static async Task<RunOutcome> ReportAsync(
        AuditArguments arguments, AuditRun run, AuditInputs inputs, Shell shell, CancellationToken cancellationToken)
    {
        var outcome = new RunOutcome();
        var total = inputs.Plan.Total;
        using var report = new AuditReport(arguments, inputs.Members.OtherColumns, shell);
        using (ShowsProgress(arguments, shell)
            ? new ProgressLine(shell.Error, shell.Clock, arguments.Language, () => run.Finished, total)
            : null)
        {
            await foreach (var audit in run.ResultsAsync(inputs.Members.Members(), cancellationToken).ConfigureAwait(false))
            {
                outcome.Add(audit);
                report.Write(audit);
            }
        }

        report.End(missing: total - outcome.Reported);
        return outcome;
    }

    /// <summary>Not where the report itself appears on the terminal: it shows well enough how far the run is.</summary>
    private static bool ShowsProgress(AuditArguments arguments, Shell shell) =>
        shell.CanShowProgress && arguments is { Quiet: false, NoProgress: false, Verbose: false }
        && !(arguments.IsToStandardOutput && shell.IsOutputTerminal);

    private static RunJournal? OpenJournal(AuditArguments arguments, RunIdentity identity, DateTimeOffset now, StandardError messages)
    {
        if (arguments.Journal is not { } path) return null;
        var language = arguments.Language;
        var journal = RunJournal.Open(path, identity, now, isAsked: arguments.AsOf is not null, language);
        if (journal.Resumed > 0 && arguments.Dns.Record is not null)
        {
            journal.Dispose();
            throw new CommandFailure(language.Of(
                $"{path}: the run is under way, and --record would miss answers already used; leave out --record, or remove the journal",
                $"{path}：すでに途中まで調べてあり、それまでの応答を --record で保存できません。--record を外すか、途中経過ファイルを削除してください"));
        }

        if (journal.WasTorn) messages.Note(language.Of(
            $"{path}: the last line was not finished and is dropped; that domain is audited again",
            $"{path}：最後の行が書きかけだったため使いません。そのドメインは調べ直します"));
        if (journal.Resumed > 0) messages.Note(language.Of(
            $"{path}: {journal.Resumed} already audited, going on from there",
            $"{path}：{journal.Resumed}件は調査済みです。続きから再開します"));
        return journal;
    }

    /// <summary>Reports show seconds, and a journal must give back the same clock.</summary>
    internal static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static string Interruption(AuditArguments arguments, int missing)
    {
        var howToGoOn = arguments.Journal is null
            ? ""
            : arguments.Language.Of("; the same command goes on from here", "。同じコマンドで続きから再開できます");
        return arguments.Language.Of(
            $"interrupted: {missing} not audited, the report is incomplete{howToGoOn}",
            $"中断しました。{missing}件は未調査で、レポートは途中までです{howToGoOn}");
    }

    internal static CommandFailure NothingToAudit(string? list, Language language) => new(language.Of(
        $"{list}: the list names no domain; write one a line, or rows below a header with the column 'domain'",
        $"{list}：ドメインが1つも書かれていません。1行に1つずつ書くか、domain 列のある見出しの下に書いてください"));

    internal static string SaveAsUtf8(string? list, Language language) => language.Of(
        $"{list}: some characters could not be decoded; save the list as UTF-8",
        $"{list}：読み取れない文字があります。一覧をUTF-8で保存してください");
}
