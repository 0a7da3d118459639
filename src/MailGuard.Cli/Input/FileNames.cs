using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Input;

/// <summary>Files that a command line names.</summary>
internal static class FileNames
{
    /// <summary>The problem that a file would be written over while it is read; null when each is named once.</summary>
    public static string? UsedTwice(IEnumerable<string?> files, Language language) =>
        files.OfType<string>().GroupBy(Path.GetFullPath).FirstOrDefault(uses => uses.Count() > 1)?.First() is { } file
            ? language.Of(
                $"{file}: two options name this file; give each a file of its own",
                $"{file}：2つのオプションで同じファイルが指定されています。別々のファイルにしてください")
            : null;
}
