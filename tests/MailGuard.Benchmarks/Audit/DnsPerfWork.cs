using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Benchmarks.Measuring;

namespace MailGuard.Benchmarks.Audit;

/// <summary>The questions of the audit, sent by dnsperf: about the least that asking can cost. It does not ask again over TCP.</summary>
internal sealed class DnsPerfWork : IWork
{
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

    /// <summary>Null when dnsperf is not installed.</summary>
    public static DnsPerfWork? Create(string name, ImmutableArray<Question> questions, ServedPopulation population)
    {
        if (InstalledProgram.Find("dnsperf") is not { } program) return null;
        var file = population.FilePath("questions");
        File.WriteAllLines(file, questions.Select(question => $"{question.Name} TYPE{(int)question.Type}"));
        string[] server = ["-s", population.Server.Address.ToString(), "-p", Word(population.Server.Port)];
        return new(name, program, [.. server, "-d", file, "-n", "1", "-e", "-q", Word(Question.InFlight)], questions.Length);
    }

    public async Task<Amount> RunAsync()
    {
        await using var run = RunningProgram.Start(program, arguments);
        var result = await run.FinishAsync(TimeSpan.FromMinutes(2));
        var isComplete = result.Output.Contains($"Queries completed:    {Word(questions)} (100.00%)", StringComparison.Ordinal);
        return isComplete ? new(questions, IsElsewhere: true) : throw new InvalidOperationException($"dnsperf lost questions.\n{result.Output}\n{result.Errors}");
    }

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);
}
