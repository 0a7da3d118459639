using System.CommandLine;
using System.CommandLine.Parsing;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

/// <summary>Says in one line what is wrong with a command line and how to mend it.</summary>
internal static class UsageErrors
{
    /// <summary>Null when there is nothing to complain about.</summary>
    public static string? Find(ParseResult parsed, IReadOnlyList<string> arguments, Language language) =>
        ValueOfFlag(parsed, arguments, language)
        ?? OptionAsValue(parsed, language)
        ?? UnknownWord(parsed, arguments, language)
        ?? parsed.Errors.Select(error => Describe(error, language)).FirstOrDefault();

    public static string NeedsValue(Option option, Language language) => language.Of(
        $"{option.Name} needs a value; write {option.Name} {option.HelpName}",
        $"{option.Name} には値が必要です。{option.Name} {option.HelpName} のように書いてください");

    /// <summary>The parser takes what follows <c>--quiet=</c> for an argument.</summary>
    private static string? ValueOfFlag(ParseResult parsed, IReadOnlyList<string> arguments, Language language)
    {
        foreach (var parts in arguments.TakeWhile(argument => argument != "--").Select(argument => argument.Split('=', 2)))
        {
            if (parts is [var name, var value] && OptionCalled(name, parsed)?.Arity.MaximumNumberOfValues == 0) return language.Of(
                $"{name} takes no value; leave out ={value}", $"{name} に値は付けられません。={value} を取り除いてください");
        }

        return null;
    }

    /// <summary>The parser takes an option for the value of the one before it that lacks its own; a file of that name is <c>./--zone</c>.</summary>
    private static string? OptionAsValue(ParseResult parsed, Language language) => parsed.CommandResult.Children.OfType<OptionResult>()
        .Where(result => result.Tokens.Any(token => OptionCalled(token.Value, parsed) is not null))
        .Select(result => NeedsValue(result.Option, language))
        .FirstOrDefault();

    private static Option? OptionCalled(string name, ParseResult parsed) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(known => known.Name == name || known.Aliases.Contains(name));

    private static string Describe(ParseError error, Language language) => error.SymbolResult switch
    {
        OptionResult { Tokens: [] } missing => NeedsValue(missing.Option, language),
        OptionResult { Option.Arity.MaximumNumberOfValues: 1, Tokens.Count: > 1 } repeated => language.Of(
            $"{repeated.Option.Name} is given {repeated.Tokens.Count} times; give it once",
            $"{repeated.Option.Name} が{repeated.Tokens.Count}回指定されています。1回だけにしてください"),
        _ => error.Message,
    };

    /// <summary>The parser takes a mistyped option for an argument when the command has any; no domain is called --quite.</summary>
    private static string? UnknownWord(ParseResult parsed, IReadOnlyList<string> arguments, Language language)
    {
        var behindDashes = arguments.SkipWhile(argument => argument != "--").ToHashSet();
        var option = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(result => result.Tokens.Select(token => token.Value))
            .Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(word => word.Length > 1 && word[0] == '-' && !behindDashes.Contains(word));
        if (option is not null) return UnknownOption(option.Split('=')[0], parsed, language);
        return parsed.UnmatchedTokens is [var command, ..] ? UnknownCommand(command, parsed, language) : null;
    }

    private static string UnknownOption(string option, ParseResult parsed, Language language)
    {
        var near = NearMiss.Of(option, parsed.CommandResult.Command.Options.Select(known => known.Name));
        var help = $"{string.Join(' ', NamesOf(parsed.CommandResult).Reverse())} --help";
        return language.Of(
            $"there is no option {option}; {(near is null ? $"see {help}" : $"did you mean {near}?")}",
            $"{option} というオプションはありません。{(near is null ? $"{help} をご覧ください" : $"{near} ではありませんか")}");
    }

    private static string UnknownCommand(string word, ParseResult parsed, Language language)
    {
        if (parsed.CommandResult.Parent is not null)
            return language.Of($"'{word}' is one argument too many; leave it out", $"「{word}」は余分です。取り除いてください");
        var commands = parsed.CommandResult.Command.Subcommands.Select(command => command.Name).ToArray();
        var near = NearMiss.Of(word, commands);
        return near is not null
            ? language.Of($"there is no command '{word}'; did you mean '{near}'?", $"「{word}」というコマンドはありません。「{near}」ではありませんか")
            : language.Of(
                $"there is no command '{word}'; the commands are {string.Join(", ", commands)}",
                $"「{word}」というコマンドはありません。使えるのは {string.Join("、", commands)} です");
    }

    private static IEnumerable<string> NamesOf(CommandResult command)
    {
        for (SymbolResult? at = command; at is CommandResult { Parent: not null } named; at = named.Parent) yield return named.Command.Name;
        yield return "mailguard";
    }
}
