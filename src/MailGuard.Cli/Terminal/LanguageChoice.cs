using MailGuard.Findings;

namespace MailGuard.Cli.Terminal;

/// <summary>The language of help, messages and reports.</summary>
internal static class LanguageChoice
{
    /// <summary>The sentence in this language.</summary>
    public static string Of(this Language language, string english, string japanese) => language is Language.Japanese ? japanese : english;

    public static Language? Parse(string word) => word switch
    {
        "ja" => Language.Japanese,
        "en" => Language.English,
        _ => null,
    };

    /// <summary>Looked for before anything is parsed, because usage errors are said in it too.</summary>
    public static Language Detect(IReadOnlyList<string> arguments, Language ofUser)
    {
        for (var at = 0; at < arguments.Count && arguments[at] != "--"; at++)
        {
            if (arguments[at] == "--language" && at + 1 < arguments.Count && Parse(arguments[at + 1]) is { } next) return next;
            if (arguments[at].Split('=') is ["--language", var word] && Parse(word) is { } joined) return joined;
        }

        return ofUser;
    }

    /// <summary>From the environment on Unix, in the order of POSIX: the first variable that is set decides.</summary>
    public static Language OfEnvironment(Func<string, string?> variable)
    {
        string[] names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        return OfLocale(names.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "");
    }

    /// <summary>e.g. <c>ja_JP.UTF-8</c> or <c>ja-JP</c>.</summary>
    public static Language OfLocale(string locale) =>
        locale.Split('_', '-', '.', '@')[0].Equals("ja", StringComparison.OrdinalIgnoreCase) ? Language.Japanese : Language.English;
}
