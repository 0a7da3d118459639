using MailGuard.Findings;
using MailGuard.Rendering;

namespace MailGuard.Tests.Rendering;

/// <summary>What a stranger publishes, in every place a report shows it, in every format.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Formats => ["text", "verbose", "list", "json", "jsonl", "csv", "markdown", "sarif"];

    private const string Invisible = "\u202e\u2066\u200b\u2028\ufeff";

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_format_lets_a_control_or_invisible_character_through(string format)
    {
        var hostile = Samples.Hostile("x\u001b]0;t\u0007\u009b2J\r\n\t\0\u007f" + Invisible + (char)0xd800);
        var output = Samples.Draw(writer => Create(format, writer), hostile);
        var drawn = output.TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        Assert.DoesNotContain(drawn, letter => char.IsControl(letter) || char.IsSurrogate(letter) || Invisible.Contains(letter));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_stranger_cannot_add_lines(string format)
    {
        var honest = Samples.Draw(writer => Create(format, writer), Samples.Hostile("x"));
        var hostile = Samples.Draw(writer => Create(format, writer), Samples.Hostile("x\r\n\u0085\u2028"));
        Assert.Equal(ExtraLines(format) + honest.Count(letter => letter == '\n'), hostile.Count(letter => letter == '\n'));
    }

    /// <summary>A line feed parts several records to be replaced, so one that a stranger wrote makes a second, indented, line.</summary>
    private static int ExtraLines(string format) => format is "text" or "verbose" or "markdown" ? 1 : 0;

    private static AuditWriter Create(string format, TextWriter output) => format switch
    {
        "text" => new TextAuditWriter(output, Language.English, single: true, new() { Width = 4_000 }),
        "verbose" => new TextAuditWriter(output, Language.Japanese, single: false, new() { Verbose = true, Width = 4_000 }),
        "list" => new TextAuditWriter(output, Language.Japanese, single: false, new()),
        "json" => new JsonAuditWriter(output, single: false),
        "jsonl" => new JsonLinesAuditWriter(output),
        "csv" => new CsvAuditWriter(output, ["prefecture"]),
        "markdown" => new MarkdownAuditWriter(output, Language.English, single: false),
        _ => new SarifAuditWriter(output, Language.English, "members.csv"),
    };
}
