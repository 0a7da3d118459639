namespace MailGuard.EndToEnd.Programs;

/// <summary>The built command line, run as its users run it.</summary>
internal static class Mailguard
{
    /// <summary>The clock of every run here, so that two runs can be compared byte by byte.</summary>
    public const string AsOf = "2026-11-22T00:00:00Z";

    /// <summary>No run here takes nearly as long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "MailGuard.Cli.dll");

    private static readonly Dictionary<string, string> Environment = new() { ["LC_ALL"] = "C.UTF-8", ["NO_COLOR"] = "1" };

    /// <summary>An audit in one of the formats.</summary>
    public static string[] AuditAs(string format, params IEnumerable<string> arguments) =>
        ["audit", "--as-of", AsOf, "--format", format, .. arguments];

    /// <summary>Not yet awaited to its end: for tests that end it otherwise.</summary>
    public static RunningProgram Start(params IEnumerable<string> arguments) => StartUnder([], arguments);

    public static async Task<ProgramResult> RunAsync(params IEnumerable<string> arguments)
    {
        await using var program = Start(arguments);
        return await program.FinishAsync(Limit);
    }

    /// <param name="wrapper">A program and its arguments, which runs the command line that follows them.</param>
    public static async Task<ProgramResult> RunUnderAsync(IReadOnlyList<string> wrapper, params IEnumerable<string> arguments)
    {
        await using var program = StartUnder(wrapper, arguments);
        return await program.FinishAsync(Limit);
    }

    public static Task<ProgramResult> AuditAsync(params IEnumerable<string> arguments) => RunAsync(AuditAs("json", arguments));

    /// <summary>The member list under fixtures, audited with the given DNS options.</summary>
    public static Task<ProgramResult> AuditMembersAsync(params IEnumerable<string> arguments) =>
        AuditAsync(["--list", RepositoryFiles.Members, .. arguments]);

    private static RunningProgram StartUnder(IReadOnlyList<string> wrapper, IEnumerable<string> arguments)
    {
        string[] command = [.. wrapper, "dotnet", Program, .. arguments];
        return RunningProgram.Start(RequiredProgram.Find(command[0]), command[1..], Environment);
    }
}
