using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Commands;

/// <summary>Declares options whose values are checked while the command line is parsed, and whose errors say how to mend it.</summary>
internal static class OptionValue
{
    /// <summary>Formats of ISO 8601 that are taken; a time without an offset is UTC.</summary>
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>An option whose value is one of some words.</summary>
    public static Option<T> Choice<T>(string name, string help, T preset, Language language, params (string Word, T Value)[] choices)
    {
        var words = choices.Select(choice => choice.Word).ToArray();
        return new(name)
        {
            HelpName = string.Join('|', words),
            Description = help,
            DefaultValueFactory = _ => preset,
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                var at = Array.IndexOf(words, word);
                if (at >= 0) return choices[at].Value;
                result.AddError(NotOneOf(name, word, words, language));
                return preset;
            },
        };
    }

    /// <param name="preset">What holds when the option is not given.</param>
    public static Option<int> Number(
        string name, string helpName, string help, int preset, int least, int most, Language language) => new(name)
        {
            HelpName = helpName,
            Description = help,
            DefaultValueFactory = _ => preset,
            CustomParser = result => ReadNumber(name, result, preset, least, most, language) ?? preset,
        };

    /// <summary>A number that has no default.</summary>
    public static Option<int?> NumberOrNone(
        string name, string helpName, string help, int example, int least, int most, Language language) => new(name)
        {
            HelpName = helpName,
            Description = help,
            CustomParser = result => ReadNumber(name, result, example, least, most, language),
        };

    public static Option<TimeSpan> Seconds(string name, string helpName, string help, TimeSpan preset, Language language) => new(name)
    {
        HelpName = helpName,
        Description = help,
        DefaultValueFactory = _ => preset,
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && seconds is > 0 and <= 3600)
                return TimeSpan.FromSeconds(seconds);
            result.AddError(language.Of(
                $"{name} {word}: not a number of seconds above 0 and up to 3600; write for example {name} {preset.TotalSeconds:0}",
                $"{name} {word}：0より大きく3600以下の秒数ではありません。{name} {preset.TotalSeconds:0} のように書いてください"));
            return preset;
        },
    };

    public static Option<DateTimeOffset?> Time(string name, string help, Language language) => new(name)
    {
        HelpName = "TIME",
        Description = help,
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (DateTimeOffset.TryParseExact(word, TimeFormats, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
            result.AddError(language.Of(
                $"{name} {word}: not a time in ISO 8601; write for example {name} 2026-11-22T00:00:00Z",
                $"{name} {word}：ISO 8601の日時ではありません。{name} 2026-11-22T00:00:00Z のように書いてください"));
            return null;
        },
    };

    /// <summary>An option whose value <paramref name="read"/> understands or gives null for.</summary>
    public static Option<T?> Word<T>(string name, string help, Language language, IReadOnlyList<string> words, Func<string, T?> read)
        where T : struct => new(name)
        {
            HelpName = string.Join('|', words),
            Description = help,
            CustomParser = result =>
            {
                var value = read(result.Tokens[0].Value);
                if (value is null) result.AddError(NotOneOf(name, result.Tokens[0].Value, words, language));
                return value;
            },
        };

    public static Option<string?> Text(string name, string helpName, string help, Language language, params string[] aliases) => new(name, aliases)
    {
        HelpName = helpName,
        Description = help,
        Validators = { result => RefuseEmpty(result, language) },
    };

    /// <summary>An option that may be given several times, one value each time.</summary>
    /// <param name="check">Gives what is wrong with a value; null when nothing is.</param>
    public static Option<string[]> Texts(
        string name, string helpName, string help, Language language, Func<string, string?>? check = null) => new(name)
        {
            HelpName = helpName,
            Description = help,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
            Validators =
        {
            result => RefuseEmpty(result, language),
            result =>
            {
                foreach (var problem in result.Tokens.Select(token => check?.Invoke(token.Value)).OfType<string>()) result.AddError(problem);
            },
        },
        };

    public static Option<bool> Flag(string name, string help, params string[] aliases) =>
        new(name, aliases) { Description = help, Arity = ArgumentArity.Zero };

    private static int? ReadNumber(string name, ArgumentResult result, int example, int least, int most, Language language)
    {
        var word = result.Tokens[0].Value;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        result.AddError(language.Of(
            $"{name} {word}: not a whole number from {least} to {most}; write for example {name} {example}",
            $"{name} {word}：{least}から{most}までの整数ではありません。{name} {example} のように書いてください"));
        return null;
    }

    private static void RefuseEmpty(OptionResult result, Language language)
    {
        if (result.Tokens.Any(token => token.Value is "")) result.AddError(UsageErrors.NeedsValue(result.Option, language));
    }

    private static string NotOneOf(string name, string word, IReadOnlyList<string> words, Language language)
    {
        return NearMiss.Of(word, words) is { } near
            ? language.Of(
                $"{name} {word}: there is no such value; did you mean {near}?",
                $"{name} {word}：その値はありません。{near} ではありませんか")
            : language.Of(
                $"{name} {word}: there is no such value; write one of {string.Join(", ", words)}",
                $"{name} {word}：その値はありません。{string.Join("、", words)} のどれかを書いてください");
    }
}
