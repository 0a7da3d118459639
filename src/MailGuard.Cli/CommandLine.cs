using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using MailGuard.Cli.Commands;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli;

/// <summary>Understands a command line, runs its command and turns whatever happens into an exit code.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>e.g. <c>0.1.0</c>, without the commit.</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Shell shell, CancellationToken cancellationToken)
    {
        var language = LanguageChoice.Detect(arguments, shell.Language);
        try
        {
            var exitCode = await InvokeAsync(arguments, shell, language, cancellationToken).ConfigureAwait(false);
            await shell.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return exitCode;
        }
        catch (CommandFailure failure)
        {
            return Fail(shell, failure.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException problem) when (FileProblem.IsClosedPipe(problem))
        {
            return ExitCode.Failed;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Fail(shell, FileProblem.Reason(problem, language));
        }
        catch (Exception problem)
        {
            return Fail(shell, language.Of(
                $"this should not have happened, please report it: {problem.GetType().Name}: {problem.Message}",
                $"想定外の問題が起きました。次の内容を開発元に知らせてください：{problem.GetType().Name}: {problem.Message}").ReplaceLineEndings(" "));
        }
    }

    private static async Task<int> InvokeAsync(
        IReadOnlyList<string> arguments, Shell shell, Language language, CancellationToken cancellationToken)
    {
        var root = Root(shell, language);
        if (arguments is ["help", ..]) arguments = [.. arguments.Skip(1), "--help"];
        var parsed = root.Parse(arguments, Parsing);
        if (parsed.Action is not PrintAction && UsageErrors.Find(parsed, arguments, language) is { } problem) return Fail(shell, problem);
        return await parsed.InvokeAsync(
            new() { Output = shell.Output, Error = shell.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
            cancellationToken).ConfigureAwait(false);
    }

    private static RootCommand Root(Shell shell, Language language)
    {
        (Command Command, HelpPage Help)[] commands =
        [
            AuditCommand.Create(shell, language),
            CompareCommand.Create(shell, language),
            SpfCommand.Create(shell, language),
            LookalikesCommand.Create(shell, language),
            RulesCommand.Create(shell, language),
        ];
        var root = new RootCommand();
        root.Options.Clear();
        root.Directives.Clear();
        foreach (var (command, help) in commands)
        {
            root.Add(command);
            AddHelp(command, () => help.Write(shell.Output, language));
        }

        root.SetAction(_ => WriteHelp());
        root.Add(new SharedOptions(language).Language);
        root.Add(Printing("--version", "-V", _ => shell.Output.WriteLine($"mailguard {Version}")));
        AddHelp(root, WriteHelp);
        return root;

        void WriteHelp() => RootHelp.Write(shell.Output, [.. commands.Select(one => one.Command)], language);
    }

    private static void AddHelp(Command command, Action write) => command.Add(Printing("--help", "-h", _ => write()));

    private static Option<bool> Printing(string name, string alias, Action<ParseResult> print) =>
        new(name, alias) { Action = new PrintAction(print) };

    private static int Fail(Shell shell, string message)
    {
        StandardError.Fail(shell.Error, message);
        return ExitCode.Failed;
    }

    /// <summary>Help and version: done whatever else stands on the command line.</summary>
    private sealed class PrintAction(Action<ParseResult> print) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            print(parseResult);
            return ExitCode.NothingFound;
        }
    }
}
