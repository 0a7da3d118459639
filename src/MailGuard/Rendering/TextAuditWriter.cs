using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>Plain text for a terminal: a single domain in full, a list as a line or two a member with counts at the end.</summary>
/// <param name="single">As for <see cref="JsonAuditWriter"/>.</param>
public sealed class TextAuditWriter(TextWriter output, Language language, bool single, TextLayout layout) : AuditWriter
{
    private readonly TextSurface surface = new(output, layout);
    private readonly ReportWords words = ReportWords.In(language);
    private bool hasMembers;

    /// <summary>Where a rule's words are looked up.</summary>
    public Func<string, Rule?> FindRule { get; init; } = RuleCatalog.Find;

    private bool InFull => single || layout.Verbose;

    private RuleWords Rules => new(FindRule, language);

    public override void Begin()
    {
        if (!InFull) Portfolio().WriteHeader();
    }

    public override void Write(AuditDocument audit)
    {
        if (InFull) WriteInFull(audit);
        else Portfolio().WriteMember(audit);
        hasMembers = true;
    }

    public override void End(PortfolioSummary summary)
    {
        if (!single) Portfolio().WriteSummary(summary);
    }

    private void WriteInFull(AuditDocument audit)
    {
        if (hasMembers) surface.Line();
        new MemberText(surface, words, Rules).Write(audit);
    }

    private PortfolioText Portfolio() => new(surface, words, Rules);
}
