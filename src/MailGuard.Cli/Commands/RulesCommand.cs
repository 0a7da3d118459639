using System.CommandLine;
using MailGuard.Cli.Output;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Rendering;

namespace MailGuard.Cli.Commands;

/// <summary><c>mailguard rules</c>: the catalogue, or one rule with why, source and remedy.</summary>
internal static class RulesCommand
{
    public static (Command Command, HelpPage Help) Create(Shell shell, Language language)
    {
        var shared = new SharedOptions(language);
        var id = new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne };
        var format = OptionValue.Choice("--format", language.Of("form of the catalogue (default text)", "出力の形式（既定text）"),
            RulesFormat.Text, language, ("text", RulesFormat.Text), ("json", RulesFormat.Json), ("markdown", RulesFormat.Markdown));
        var help = new HelpPage(
            language.Of(
                "Lists the rules, or explains one: what it looks at, why it matters, what to do.",
                "ルールの一覧、または1つのルールの意味、理由、直し方を表示します。"),
            ["rules [ID] [OPTION…]"],
            [new(language.Of("Options:", "オプション："), [format, shared.Output, shared.Language])],
            [
                (language.Of("all rules", "すべてのルール"), "rules"),
                (language.Of("one rule in full", "1つのルールの詳しい説明"), "rules dmarc.policy-none"),
                (language.Of("the catalogue as a page for a wiki", "Wikiに載せる一覧"), "rules --format markdown --output RULES.md"),
            ]);
        var command = new Command("rules", help.Summary) { id };
        foreach (var option in help.Sections.SelectMany(section => section.Options)) command.Add(option);
        command.SetAction(parsed => Run(parsed.GetValue(id), parsed.GetValue(format), parsed.GetValue(shared.Output), language, shell));
        return (command, help);
    }

    /// <exception cref="CommandFailure">There is no such rule, or the file cannot be written.</exception>
    public static int Run(string? id, RulesFormat format, string? path, Language language, Shell shell)
    {
        var rule = id is null ? null : RuleCatalog.Find(id) ?? throw Unknown(id, language);
        using var output = new ReportOutput(path, shell, language);
        output.Write(() => Write(output.Writer, rule, format, language, TextLayouts.For(shell, path)));
        output.Commit();
        return ExitCode.NothingFound;
    }

    private static void Write(TextWriter output, Rule? rule, RulesFormat format, Language language, TextLayout layout)
    {
        switch (format, rule)
        {
            case (RulesFormat.Json, _):
                RuleCatalogJson.Write(output, rule is null ? RuleCatalog.All : [rule], language);
                break;
            case (RulesFormat.Markdown, null):
                RuleCatalogMarkdown.WriteList(output, RuleCatalog.All, language);
                break;
            case (RulesFormat.Markdown, _):
                RuleCatalogMarkdown.WriteRule(output, rule, language);
                break;
            case (_, null):
                RuleCatalogText.WriteList(output, RuleCatalog.All, language, layout);
                break;
            default:
                RuleCatalogText.WriteRule(output, rule, language, layout);
                break;
        }
    }

    private static CommandFailure Unknown(string id, Language language)
    {
        var near = NearMiss.Of(id, RuleCatalog.All.Select(rule => rule.Id));
        return new(language.Of(
            $"there is no rule '{id}'; {(near is null ? "mailguard rules lists all of them" : $"did you mean '{near}'?")}",
            $"「{id}」というルールはありません。{(near is null ? "mailguard rules で一覧を表示できます" : $"「{near}」ではありませんか")}"));
    }
}

internal enum RulesFormat
{
    Text,
    Json,
    Markdown,
}
