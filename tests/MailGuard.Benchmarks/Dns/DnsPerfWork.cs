using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MailGuard.Benchmarks.Measuring;

namespace MailGuard.Benchmarks.Dns;

/// <summary>The questions of the audit, sent by dnsperf: about the least that asking can cost. It asks nothing again, and nothing over TCP.</summary>
internal sealed partial class DnsPerfWork : IWork
{
    /// <summary>How it asks; all but the buffer and EDNS is its default.</summary>
    public const string Manner = "dnsperf asks with EDNS from one socket with 4 MB for answers, sends and receives in one thread each, asks nothing twice and waits 5 s for what is lost: its rate is then that of the wait.";

    /// <summary>In kB. The usual 208 hold some hundred answers, and more may come at once.</summary>
    private const string ReceiveBuffer = "4096";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string program;
    private readonly string[] arguments;
    private readonly int questions;

    private DnsPerfWork(string name, string program, string[] arguments, int questions)
    {
        Name = name;
        this.program = program;
        this.arguments = arguments;
        this.questions = questions;
    }

    public string Name { get; }

    /// <param name="file">Of <see cref="WriteQuestions"/>.</param>
    /// <returns>Null when dnsperf is not installed.</returns>
    public static DnsPerfWork? Create(string name, string file, int questions, int inFlight, IPEndPoint server)
    {
        if (InstalledProgram.Find("dnsperf") is not { } program) return null;
        string[] arguments = ["-s", server.Address.ToString(), "-p", Word(server.Port), "-d", file, "-n", "1", "-e", "-b", ReceiveBuffer, "-q", Word(inFlight)];
        return new(name, program, arguments, questions);
    }

    /// <summary>In the words of dnsperf.</summary>
    public static void WriteQuestions(string file, ImmutableArray<Question> questions) =>
        File.WriteAllLines(file, questions.Select(question => $"{question.Name} TYPE{(int)question.Type}"));

    public async Task<Amount> RunAsync()
    {
        await using var run = RunningProgram.Start(program, arguments);
        var result = await run.FinishAsync(Limit);
        return Completed().Match(result.Output) is { Success: true } line
            ? new(questions, IsElsewhere: true) { Failures = questions - int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture) }
            : throw new InvalidOperationException($"dnsperf did not end well.\n{result.Output}\n{result.Errors}");
    }

    [GeneratedRegex(@"Queries completed:\s+(\d+) ", RegexOptions.None)]
    private static partial Regex Completed();

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);
}
