using System.CommandLine;
using MailGuard.Cli.Input;
using MailGuard.Cli.Output;
using MailGuard.Cli.Runs;
using MailGuard.Cli.Terminal;
using MailGuard.Comparison;
using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Rendering.Html;
using MailGuard.Results;

namespace MailGuard.Cli.Commands;

/// <summary><c>mailguard compare</c>: two audit results beside each other.</summary>
internal static class CompareCommand
{
    public static (Command Command, HelpPage Help) Create(Shell shell, Language language)
    {
        var shared = new SharedOptions(language);
        var old = new Argument<string?>("OLD") { Arity = ArgumentArity.ZeroOrOne };
        var current = new Argument<string?>("NEW") { Arity = ArgumentArity.ZeroOrOne };
        var format = OptionValue.Choice("--format", language.Of("form of the report (default text)", "レポートの形式（既定text）"),
            CompareFormat.Text, language, ("text", CompareFormat.Text), ("json", CompareFormat.Json),
            ("markdown", CompareFormat.Markdown), ("html", CompareFormat.Html));
        var failOn = OptionValue.Choice<FailOn>("--fail-on", language.Of(
            "exit with 1 when something at least this severe appeared or got\nworse (default high)",
            "この重大度以上の新しい指摘事項や悪化があれば終了コードを1に\nする（既定high）"), new(Severity.High), language, FailOn.Words);
        var help = Help(language, [new(language.Of("Options:", "オプション："), [format, failOn, shared.Output, shared.Language, shared.Quiet])]);
        var command = new Command("compare", help.Summary) { old, current };
        foreach (var option in help.Sections.SelectMany(section => section.Options)) command.Add(option);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            new(
                parsed.GetValue(old),
                parsed.GetValue(current),
                parsed.GetValue(format),
                parsed.GetValue(failOn)!.Least,
                parsed.GetValue(shared.Output),
                parsed.GetValue(shared.Quiet),
                language),
            shell,
            cancellationToken)));
        return (command, help);
    }

    /// <exception cref="CommandFailure">A file cannot be read, or the report cannot be written.</exception>
    public static int Run(CompareArguments arguments, Shell shell, CancellationToken cancellationToken)
    {
        if (arguments.FindProblem() is { } problem) throw new CommandFailure(problem);
        var language = arguments.Language;
        using var old = ResultFile.Open(arguments.Old!, shell.Input, language, cancellationToken);
        using var current = ResultFile.Open(arguments.New!, shell.Input, language, cancellationToken);
        var comparison = RunComparer.Compare(old.Run, old.Name, current.Run, current.Name, cancellationToken);
        using var output = new ReportOutput(arguments.Output, shell, language);
        output.Write(() => Write(output.Writer, comparison, arguments, TextLayouts.For(shell, arguments.Output)));
        output.Commit();
        var outcome = new CompareOutcome(comparison);
        var messages = new StandardError(shell.Error, arguments.Quiet);
        if (outcome.IsPerhapsSwapped) messages.Note(language.Of(
            "OLD is newer than NEW; swap the two files if that is not meant",
            "OLDの日付がNEWより新しくなっています。意図したものでなければ、2つのファイルを入れ替えてください"));
        foreach (var line in old.Problems(language).Concat(current.Problems(language))) messages.Note(line);
        messages.Note(outcome.Describe(language));
        return outcome.ExitCodeFor(arguments.FailOn);
    }

    private static void Write(TextWriter output, CompareDocument comparison, CompareArguments arguments, TextLayout layout)
    {
        switch (arguments.Format)
        {
            case CompareFormat.Json:
                CompareJson.Write(output, comparison);
                break;
            case CompareFormat.Markdown:
                new CompareMarkdown(output, arguments.Language).Write(comparison);
                break;
            case CompareFormat.Html:
                new ComparePage(output, arguments.Language).Write(comparison);
                break;
            default:
                new CompareText(output, arguments.Language, layout).Write(comparison);
                break;
        }
    }

    private static HelpPage Help(Language language, IReadOnlyList<HelpSection> sections) => new(
        language.Of("Compares two audit results: what got better or worse, what is new, what is gone.",
            "2回の調査の結果を比べ、改善、悪化、新しい指摘事項、今回なくなった指摘事項を示します。"),
        ["compare OLD NEW [OPTION…]"],
        sections,
        [
            (language.Of("last month and this month (written with --format json or jsonl)", "先月と今月（--format json か jsonl で書き出したもの）"),
                "compare october.jsonl november.jsonl"),
            (language.Of("a page to forward to a board", "理事会などに渡すページ"), "compare october.jsonl november.jsonl --format html --output changes.html"),
        ],
        language.Of(
            """
            Exit code:
              0    nothing at or above --fail-on appeared or got worse
              1    something did
              2    not everything could be compared (an unreadable file or row, something
                   that could be checked in only one of the two)
            """,
            """
            終了コード：
              0    --fail-on の重大度以上の新しい指摘事項や悪化がない
              1    ある
              2    比較しきれなかった（読み取れないファイルや行、片方の調査でしか確認できなかった項目）
            """));
}

internal enum CompareFormat
{
    Text,
    Json,
    Markdown,
    Html,
}

/// <summary>What <c>mailguard compare</c> was asked to do.</summary>
/// <param name="FailOn">Null: never.</param>
internal sealed record CompareArguments(
    string? Old, string? New, CompareFormat Format, Severity? FailOn, string? Output, bool Quiet, Language Language)
{
    /// <summary>Arguments that are missing or contradict each other; null when none do.</summary>
    public string? FindProblem()
    {
        if (Old is null || New is null) return Language.Of(
            "name two audit results; write mailguard compare old.json new.json",
            "調査の結果を2つ指定してください。mailguard compare old.json new.json と書きます");
        if (Old is "-" && New is "-") return Language.Of(
            "only one of the two can be standard input (-); name a file for the other",
            "標準入力（-）にできるのは片方だけです。もう片方にはファイルを指定してください");
        var files = new[] { Old, New }.Where(path => path is not "-").Select(Path.GetFullPath);
        return Output is not (null or "-") && files.Contains(Path.GetFullPath(Output))
            ? Language.Of($"{Output}: this file is one of the two compared; give another for --output", $"{Output}：比べるファイルと同じです。--output には別のファイルを指定してください")
            : null;
    }
}
