namespace MailGuard.EndToEnd.Programs;

/// <summary>The built command line, run as its users run it.</summary>
internal static class Mailguard
{
    /// <summary>The clock of every run here, so that two runs can be compared byte by byte.</summary>
    public const string AsOf = "2026-11-22T00:00:00Z";

    /// <summary>An audit as JSON Lines, for <see cref="Start"/>.</summary>
    public static readonly string[] AuditLines = ["audit", "--as-of", AsOf, "--format", "jsonl"];

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "MailGuard.Cli.dll");

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly Dictionary<string, string> Environment = new() { ["LC_ALL"] = "C.UTF-8", ["NO_COLOR"] = "1" };

    /// <summary>Not yet awaited to its end: for tests that kill it.</summary>
    public static RunningProgram Start(params IEnumerable<string> arguments) =>
        RunningProgram.Start(RequiredProgram.Find("dotnet"), [Program, .. arguments], Environment);

    public static async Task<ProgramResult> RunAsync(params IEnumerable<string> arguments)
    {
        await using var program = Start(arguments);
        return await program.FinishAsync(Limit);
    }

    public static Task<ProgramResult> AuditAsync(params IEnumerable<string> arguments) =>
        RunAsync(["audit", "--as-of", AsOf, "--format", "json", .. arguments]);

    /// <summary>The same as JSON Lines, for lists too long to be held.</summary>
    public static Task<ProgramResult> AuditLinesAsync(params IEnumerable<string> arguments) => RunAsync([.. AuditLines, .. arguments]);

    /// <summary>The member list under fixtures, audited with the given DNS options.</summary>
    public static Task<ProgramResult> AuditMembersAsync(params IEnumerable<string> arguments) =>
        AuditAsync(["--list", RepositoryFiles.Members, .. arguments]);
}
