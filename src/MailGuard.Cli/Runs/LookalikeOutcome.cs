using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Cli.Runs;

/// <summary>What a search for look-alikes found and what stayed open, counted as results pass.</summary>
internal sealed class LookalikeOutcome
{
    private readonly int[] findings = new int[Enum.GetValues<Severity>().Length];
    private int registered;
    private int setUpForMail;
    private int undetermined;
    private int unreadable;

    public int Reported { get; private set; }

    public void Add(LookalikeDocument document)
    {
        Reported++;
        if (document.Domain is null || document.Candidates == 0) unreadable++;   // a public suffix has no look-alikes to search for
        undetermined += document.Undetermined.Count;
        registered += document.Lookalikes.Count;
        setUpForMail += document.Lookalikes.Count(lookalike => lookalike.Findings.Count > 0);
        foreach (var finding in document.Findings.Concat(document.Lookalikes.SelectMany(lookalike => lookalike.Findings)))
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
        $"{Reported} {(Reported == 1 ? "domain" : "domains")}: {registered} look-alikes registered, {setUpForMail} set up for mail; "
        + $"{undetermined} names undetermined, {unreadable} unreadable",
        $"{Reported}件：登録されたよく似た偽ドメイン{registered}件（うちメールに使える状態{setUpForMail}件）、確認できない名前{undetermined}件、読み取れない行{unreadable}件");
}
