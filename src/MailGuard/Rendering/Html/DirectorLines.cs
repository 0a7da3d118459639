using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>Three lines for whoever runs the hospital: can we be imitated, what is worst, what happens next.</summary>
internal sealed class DirectorLines(PageContext page)
{
    private readonly ReportWords words = page.Words;

    /// <summary>Nothing for a row that names no domain.</summary>
    public Markup Draw(AuditDocument audit) => audit.Domain is null ? Markup.Empty : Markup.Of($"""
        <dl class="director">
        {Line(words.Choose("Spoofing", "なりすまし"), Spoofing(audit))}
        {Line(words.Choose("Worst finding", "最も重い指摘事項"), Worst(audit))}
        {Line(words.Choose("Next step", "次に行うこと"), Next(audit))}
        </dl>

        """);

    private static Markup Line(string label, Markup text) => Markup.Of($"<div><dt>{label}</dt><dd>{text}</dd></div>");

    private Markup Spoofing(AuditDocument audit) =>
        Markup.Of($"{StateMark.OfSpoofable(audit.Spoofable, words).Draw()} {words.SpoofableSentence(audit.Spoofable)}");

    private Markup Worst(AuditDocument audit)
    {
        if (audit.Worst() is not { } worst)
            return (audit.HasUndetermined() ? StateMark.Undetermined(words) : StateMark.NothingFound(words.NothingFound)).Draw();
        var count = audit.Findings.Count(finding => finding.IsDetermined());
        var inAll = words.Choose($" ({count} finding{(count == 1 ? "" : "s")} in all)", $"（指摘事項は全部で{count}件）");
        return Markup.Of($"{StateMark.OfFinding(worst, words).Draw()} {page.TitleOf(worst.Rule)}{inAll}");
    }

    private Markup Next(AuditDocument audit)
    {
        if (audit.NextAction() is not { } next) return Markup.Text(audit.HasUndetermined() ? AskAgain : words.Urgency("none"));
        var who = words.Labelled("Who", "担当", words.Owner(next.Owner));
        var cost = words.Labelled("Cost", "費用", words.Cost(next.Cost));
        return Markup.Of($"""
            <b>{words.Urgency(next.Urgency)}</b>{words.Label("", "")}{page.TitleOf(next.Rule)}<br>
            <small>{who}</small> <small>{cost}</small>
            """);
    }

    private string AskAgain => words.Choose(
        "Run the audit again: some questions to the DNS were not answered.",
        "DNSから応答がなく、確認できなかった項目があります。時間をおいて、もう一度調べてください。");
}
