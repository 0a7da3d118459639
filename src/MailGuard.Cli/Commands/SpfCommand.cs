using System.CommandLine;
using MailGuard.Cli.Input;
using MailGuard.Cli.Output;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Rendering;
using MailGuard.Spf;

namespace MailGuard.Cli.Commands;

/// <summary><c>mailguard spf</c>: check_host() of RFC 7208 for one host, with the path taken.</summary>
internal static class SpfCommand
{
    public static (Command Command, HelpPage Help) Create(Shell shell, Language language)
    {
        var options = new SpfCommandOptions(language);
        var command = new Command("spf", options.Help.Summary) { options.Domain };
        foreach (var option in options.Help.Sections.SelectMany(section => section.Options)) command.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(options.Read(parsed), shell, cancellationToken));
        return (command, options.Help);
    }

    /// <exception cref="CommandFailure">The check could not begin, or not be written.</exception>
    public static async Task<int> RunAsync(SpfArguments arguments, Shell shell, CancellationToken cancellationToken)
    {
        if (arguments.FindProblem() is { } problem) throw new CommandFailure(problem);
        var messages = new StandardError(shell.Error, arguments.Quiet);
        var request = RequestOf(arguments, messages);
        arguments = arguments with { Dns = await ServerName.ResolveAsync(arguments.Dns, arguments.Language, cancellationToken).ConfigureAwait(false) };
        using var dns = DnsSource.Open(arguments.Dns, shell, arguments.Language);
        var asOf = arguments.AsOf ?? dns.RecordedAt ?? shell.Clock.GetUtcNow();
        var verbose = arguments.Verbose ? new VerboseResolver(dns.Resolver, shell.Clock, messages) : null;
        var evaluator = new SpfEvaluator(verbose ?? dns.Resolver, new() { Clock = new FixedClock(asOf), ReadsOn = true });
        var evaluation = await evaluator.CheckHostAsync(request, cancellationToken).ConfigureAwait(false);
        using var output = new ReportOutput(arguments.Output, shell, arguments.Language);
        output.Write(() => Write(output.Writer, evaluation, arguments, shell));
        output.Commit();
        dns.SaveRecording(asOf, []);
        return ExitCodeOf(evaluation.Result);
    }

    /// <summary>DOMAIN is the domain evaluated, whoever the sender is.</summary>
    private static SpfRequest RequestOf(SpfArguments arguments, StandardError messages)
    {
        var read = DomainInput.Read(arguments.Domain!);
        if (read.Domain is not { } domain)
            throw new CommandFailure(arguments.Language.Of($"{arguments.Domain}: {read.Problem!.In(arguments.Language)}", $"{arguments.Domain}：{read.Problem!.In(arguments.Language)}"));
        if (read.Note is { } note) messages.Note(note.In(arguments.Language));
        if (arguments.MailFrom is { } mailFrom && !IsSender(mailFrom)) throw NoSender(mailFrom, arguments.Language);
        var helo = arguments.Helo ?? domain.Text;
        var ofSender = SpfRequest.OfMailFrom(arguments.Ip!, arguments.MailFrom ?? $"postmaster@{domain}", helo);
        if (!ofSender.Domain.TrimEnd('.').Equals(domain.Text, StringComparison.OrdinalIgnoreCase)) messages.Note(arguments.Language.Of(
            $"receivers of mail from {ofSender.Sender} evaluate {ofSender.Domain}; here {domain} is evaluated, and the sender only fills macros",
            $"受信側は、{ofSender.Sender} からのメールでは {ofSender.Domain} のSPFを評価します。ここでは指定された {domain} を評価し、送信者のアドレスはマクロの値にだけ使います"));
        return ofSender with { Domain = domain.Text };
    }

    /// <summary>The null sender, a domain, or an address at one; with or without angle brackets.</summary>
    private static bool IsSender(string text)
    {
        var sender = text is ['<', .. var inner, '>'] ? inner : text;
        var at = sender.LastIndexOf('@');
        return sender is "" || (at != 0 && DomainName.TryParse(sender[(at + 1)..], out _));
    }

    private static CommandFailure NoSender(string text, Language language) => new(language.Of(
        $"--mail-from {text}: it is not a mail address; write one such as info@hospital.example, or \"\" for a bounce",
        $"--mail-from {text}：メールアドレスではありません。info@hospital.example のように書いてください。不達通知なら \"\" と書きます"));

    private static void Write(TextWriter output, SpfEvaluation evaluation, SpfArguments arguments, Shell shell)
    {
        if (arguments.Format is SpfFormat.Json) SpfEvaluationJson.Write(output, evaluation);
        else SpfEvaluationText.Write(output, evaluation, arguments.Language, TextLayouts.For(shell, arguments.Output));
    }

    private static int ExitCodeOf(SpfResult result) => result switch
    {
        SpfResult.Pass or SpfResult.Neutral or SpfResult.None => ExitCode.NothingFound,
        SpfResult.TempError => ExitCode.Failed,
        _ => ExitCode.Found,
    };
}
