namespace MailGuard.Benchmarks.Measuring;

/// <summary>What is told of a measurement.</summary>
internal sealed record Figure(string Unit, Func<Measurement, double> Of)
{
    public static readonly Figure QuestionRate = new("questions/s", one => (one.Amount.Questions - one.Amount.Failures) / one.Elapsed.TotalSeconds);

    public static readonly Figure CpuOfQuestion = new("µs CPU/question", one => one.Cpu.TotalMicroseconds / one.Amount.Questions);

    public static readonly Figure Allocation = new("bytes/question", one => one.AllocatedBytes / one.Amount.Questions);

    public static readonly Figure Failures = new("questions without an answer", one => one.Amount.Failures);

    /// <summary>Those that apply to any work that asks.</summary>
    public static IEnumerable<Figure> OfQuestions(IReadOnlyList<Measurement> measured) =>
    [
        QuestionRate,
        CpuOfQuestion,
        .. measured[0].Amount.IsElsewhere ? (Figure[])[] : [Allocation],
        .. measured.Any(one => one.Amount.Failures > 0) ? (Figure[])[Failures] : [],
    ];

    /// <summary>The figure of each round.</summary>
    public void Write(TextWriter output, Rounds rounds, string work) =>
        Table.WriteRow(output, $"{work}: {Unit}", rounds.Of(work).Select(Of));

    /// <summary>Round by round, because what else the machine does changes from round to round.</summary>
    public void WriteRatio(TextWriter output, Rounds rounds, string work, string peer) => Table.WriteRow(
        output,
        $"{Unit}, {work} : {peer}",
        rounds.Of(work).Zip(rounds.Of(peer), (left, right) => Of(left) / Of(right)));
}
