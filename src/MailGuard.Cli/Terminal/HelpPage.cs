using System.CommandLine;
using MailGuard.Findings;

namespace MailGuard.Cli.Terminal;

/// <summary>Options under a heading.</summary>
internal sealed record HelpSection(string Title, IReadOnlyList<Option> Options);

/// <summary>The help of one command.</summary>
/// <param name="Usage">Lines without the program's name, e.g. <c>audit [DOMAIN…]</c>.</param>
/// <param name="Examples">What it does, and the command line without the program's name.</param>
internal sealed record HelpPage(
    string Summary,
    IReadOnlyList<string> Usage,
    IReadOnlyList<HelpSection> Sections,
    IReadOnlyList<(string What, string Command)> Examples,
    string? Closing = null)
{
    private const int LabelColumns = 28;

    public void Write(TextWriter output, Language language)
    {
        output.WriteLine(Summary);
        output.WriteLine();
        output.WriteLine(language.Of("Usage:", "使い方："));
        foreach (var line in Usage) output.WriteLine($"  mailguard {line}");
        foreach (var section in Sections) WriteSection(output, section);
        output.WriteLine();
        output.WriteLine(language.Of("Examples:", "例："));
        foreach (var (what, command) in Examples)
        {
            output.WriteLine($"  # {what}");
            output.WriteLine($"  mailguard {command}");
        }

        if (Closing is null) return;
        output.WriteLine();
        output.WriteLine(Closing);
    }

    private static void WriteSection(TextWriter output, HelpSection section)
    {
        output.WriteLine();
        output.WriteLine(section.Title);
        foreach (var option in section.Options) WriteEntry(output, Label(option), option.Description ?? "");
    }

    /// <summary>The label, then the description's lines one below the other.</summary>
    private static void WriteEntry(TextWriter output, string label, string description)
    {
        var lines = description.Split('\n');
        var isShort = label.Length <= LabelColumns;
        output.WriteLine(isShort ? $"  {label.PadRight(LabelColumns)}  {lines[0]}" : $"  {label}");
        foreach (var line in isShort ? lines[1..] : lines) output.WriteLine($"  {"",LabelColumns}  {line}");
    }

    private static string Label(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias.Length == 2).Append(option.Name));
        return option.HelpName is null ? names : $"{names} {option.HelpName}";
    }
}
