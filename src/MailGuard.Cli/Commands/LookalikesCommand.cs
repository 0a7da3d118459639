using System.CommandLine;
using MailGuard.Cli.Input;
using MailGuard.Cli.Output;
using MailGuard.Cli.Runs;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Lookalikes;

namespace MailGuard.Cli.Commands;

/// <summary><c>mailguard lookalikes</c>: registered domains that resemble those of members.</summary>
internal static class LookalikesCommand
{
    public static (Command Command, HelpPage Help) Create(Shell shell, Language language)
    {
        var options = new LookalikesCommandOptions(language);
        var command = new Command("lookalikes", options.Help.Summary) { options.Domains };
        foreach (var option in options.Help.Sections.SelectMany(section => section.Options)) command.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(options.Read(parsed), shell, cancellationToken));
        return (command, options.Help);
    }

    /// <exception cref="CommandFailure">The run could not begin, or not write what it found.</exception>
    public static async Task<int> RunAsync(LookalikesArguments arguments, Shell shell, CancellationToken cancellationToken)
    {
        if (arguments.FindProblem() is { } problem) throw new CommandFailure(problem);
        var language = arguments.Language;
        arguments = arguments with { Dns = await ServerName.ResolveAsync(arguments.Dns, language, cancellationToken).ConfigureAwait(false) };
        var messages = new StandardError(shell.Error, arguments.Quiet);
        using var members = new MemberSource(arguments.Domains, MemberWords.None, arguments.List, shell.Input, language);
        var settings = SettingsFile.Read(arguments.Settings, language);
        using var dns = DnsSource.Open(arguments.Dns, shell, language);
        var plan = LookalikePlan.Of(members.Members(), arguments.Own);
        if (plan.Total == 0) throw AuditCommand.NothingToAudit(arguments.List, language);
        var asOf = AuditCommand.WholeSeconds(arguments.AsOf ?? dns.RecordedAt ?? shell.Clock.GetUtcNow());
        var verbose = arguments.Verbose ? new VerboseResolver(dns.Resolver, shell.Clock, messages) : null;
        var options = new LookalikeOptions
        {
            Clock = new FixedClock(asOf),
            Settings = settings.Settings,
            MaxCandidates = arguments.Candidates,
            Concurrency = arguments.Concurrency,
            Own = plan.Own,
        };
        using var scanner = new LookalikeScanner(verbose ?? dns.Resolver, options);
        var run = new LookalikeRun(scanner, plan, language, asOf);

        var outcome = await ReportAsync(arguments, run, members, plan, new(scanner, options), shell, cancellationToken).ConfigureAwait(false);
        var missing = plan.Total - outcome.Reported;
        if (missing == 0) dns.SaveRecording(asOf, []);
        if (verbose is not null) AuditCommand.Summarize(dns, verbose, messages, language);
        if (!members.IsIntact) messages.Note(AuditCommand.SaveAsUtf8(arguments.List, language));
        if (missing > 0) messages.Note(language.Of(
            $"interrupted: {missing} not checked, the report is incomplete", $"中断しました。{missing}件は未調査で、レポートは途中までです"));
        messages.Note(outcome.Describe(language));
        return missing > 0 ? ExitCode.Interrupted : outcome.ExitCodeFor(arguments.FailOn);
    }

    private static async Task<LookalikeOutcome> ReportAsync(
        LookalikesArguments arguments, LookalikeRun run, MemberSource members, LookalikePlan plan, LookalikeProgress progress, Shell shell,
        CancellationToken cancellationToken)
    {
        var outcome = new LookalikeOutcome();
        using var report = new LookalikeReport(arguments, members.OtherColumns, shell);
        using (ShowsProgress(arguments, shell) ? progress.Show(shell, arguments.Language, run, members, plan) : null)
        {
            await foreach (var document in run.ResultsAsync(members.Members(), cancellationToken).ConfigureAwait(false))
            {
                outcome.Add(document);
                report.Write(document);
            }
        }

        report.End(missing: plan.Total - outcome.Reported);
        return outcome;
    }

    /// <summary>Not where the report itself appears on the terminal, unless there is a single member: its report comes only at the end.</summary>
    private static bool ShowsProgress(LookalikesArguments arguments, Shell shell) =>
        shell.CanShowProgress && arguments is { Quiet: false, NoProgress: false, Verbose: false }
        && (arguments.IsSingle || !(arguments.IsToStandardOutput && shell.IsOutputTerminal));
}
