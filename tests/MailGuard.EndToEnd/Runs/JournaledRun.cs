using MailGuard.EndToEnd.Programs;

namespace MailGuard.EndToEnd.Runs;

/// <summary>A run that keeps its progress in a journal, and can be started again and again.</summary>
internal sealed class JournaledRun(string list, string server) : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();

    public string Journal => folder.File("journal");

    /// <summary>A file for the run's report.</summary>
    public string Report => folder.File("report");

    /// <summary>Whole lines of the journal: its head and one for each finished domain. The journal may be open for writing.</summary>
    public int Lines
    {
        get
        {
            if (!File.Exists(Journal)) return 0;
            using var stream = new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Count(letter => letter == '\n');
        }
    }

    /// <summary>To its end.</summary>
    public Task<ProgramResult> FinishAsync(string format) => Mailguard.RunAsync(Arguments(format));

    /// <summary>Starts or resumes it and returns as soon as the journal has so many lines.</summary>
    public async Task<RunningProgram> StartAsync(int lines, string format, params IEnumerable<string> more)
    {
        using var deadline = new CancellationTokenSource(StartLimit);
        var program = Mailguard.Start([.. Arguments(format), .. more]);
        while (Lines < lines)
        {
            Assert.False(program.HasExited, $"The run ended before its journal had {lines} lines.\n{program.Errors}");
            await Task.Delay(20, deadline.Token);
        }

        return program;
    }

    public async Task KillAsync(int lines)
    {
        await using var program = await StartAsync(lines, "json", "--output", Report);
        await program.KillAsync();
    }

    /// <summary>Cuts octets off the end of the journal, as a crash of the system does.</summary>
    public void Tear(int octets)
    {
        using var stream = new FileStream(Journal, FileMode.Open);
        stream.SetLength(stream.Length - octets);
    }

    public void Dispose() => folder.Dispose();

    private string[] Arguments(string format) =>
        Mailguard.AuditAs(format, "--list", list, "--dns", server, "--journal", Journal, "--concurrency", "8");
}
