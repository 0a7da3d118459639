using System.Globalization;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Cli.Runs;

/// <summary>What a run found and what stayed open, counted as results pass.</summary>
internal sealed class RunOutcome
{
    private readonly int[] findings = new int[Enum.GetValues<Severity>().Length];
    private int withFindings;
    private int undetermined;
    private int unreadable;

    public int Reported { get; private set; }

    public void Add(AuditDocument audit)
    {
        Reported++;
        if (audit.Domain is null) unreadable++;
        else if (audit.Undetermined.Count > 0) undetermined++;
        if (audit.Findings.Count > 0) withFindings++;
        foreach (var finding in audit.Findings)
        {
            if (Enum.TryParse<Severity>(finding.Severity, ignoreCase: true, out var severity)) findings[(int)severity]++;
        }
    }

    /// <param name="failOn">Null: findings never count.</param>
    public int ExitCodeFor(Severity? failOn)
    {
        if (undetermined > 0 || unreadable > 0) return ExitCode.Failed;
        return failOn is { } from && findings.AsSpan((int)from).ContainsAnyExcept(0) ? ExitCode.Found : ExitCode.NothingFound;
    }

    /// <summary>One line for the end of standard error.</summary>
    public string Describe(Language language) => language.Of(
        $"{Reported} {(Reported == 1 ? "domain" : "domains")}: {withFindings} with findings ({Counts(language, ", ")}); "
        + $"{undetermined} undetermined, {unreadable} unreadable",
        $"{Reported}件：指摘事項あり{withFindings}件（{Counts(language, "、")}）、確認できず{undetermined}件、読み取れない行{unreadable}件");

    private string Counts(Language language, string separator) => string.Join(separator,
        from severity in Enum.GetValues<Severity>().Reverse()
        select Word(severity, language) + language.Of(" ", "") + findings[(int)severity].ToString(CultureInfo.InvariantCulture));

    private static string Word(Severity severity, Language language) => severity switch
    {
        Severity.Critical => language.Of("critical", "重大"),
        Severity.High => language.Of("high", "高"),
        Severity.Medium => language.Of("medium", "中"),
        Severity.Low => language.Of("low", "低"),
        _ => language.Of("info", "参考"),
    };
}
