using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>How much a section tells.</summary>
internal enum SectionDetail
{
    /// <summary>The director's lines and one line a finding.</summary>
    Outline,

    /// <summary>Findings of medium and worse in full, milder ones in one line each, the records.</summary>
    Ordinary,

    /// <summary>Every finding in full, the records.</summary>
    Complete,
}

/// <summary>Everything about one domain: three lines for the director, what to do by urgency, what is published.</summary>
/// <param name="level">Of the headings inside; the heading over the whole is the page's.</param>
internal sealed class MemberSection(PageContext page, HeadingLevel level)
{
    private readonly ReportWords words = page.Words;
    private readonly CompareWords compare = new(page.Words);
    private readonly DirectorLines director = new(page);
    private readonly FindingCard card = new(page, level.Below);
    private readonly PublishedRecords published = new(page.Words);

    public Markup Draw(AuditDocument audit, SectionDetail detail) =>
        Markup.Of($"{Origin(audit)}{director.Draw(audit)}{Changes(audit.Changes)}{Findings(audit, detail)}{Unchecked(audit)}{Profiles(audit, detail)}{Published(audit, detail)}");

    /// <summary>What the list says of the member, and how its row was read.</summary>
    private Markup Origin(AuditDocument audit) => Markup.Of($"""
        <ul class="origin">{OriginLines(audit).Select(line => Markup.Of($"<li>{line}</li>"))}</ul>

        """);

    private IEnumerable<string> OriginLines(AuditDocument audit)
    {
        if (audit.Domain is not null) yield return words.Labelled("Role", "用途", words.Role(audit));
        foreach (var (column, value) in audit.Columns)
        {
            if (!string.IsNullOrWhiteSpace(value)) yield return words.Labelled(column, value);
        }

        foreach (var note in words.Notes(audit)) yield return note;
    }

    private Markup Changes(MemberChanges? changes) => changes is null ? Markup.Empty : Markup.Of($"""
        <p class="since"><b>{compare.SinceLabel(changes)}</b> {compare.Brief(changes) ?? compare.NothingChanged}</p>

        """);

    private Markup Findings(AuditDocument audit, SectionDetail detail)
    {
        var byUrgency = audit.Findings.Where(finding => finding.IsDetermined()).GroupBy(finding => finding.Urgency);
        return Markup.Of($"{byUrgency.Select(group => Group(group.Key, group.ToLookup(finding => IsInFull(finding, detail))))}");
    }

    private static bool IsInFull(FindingEntry finding, SectionDetail detail) => detail switch
    {
        SectionDetail.Outline => false,
        SectionDetail.Ordinary => finding.Severity is not ("low" or "info"),
        _ => true,
    };

    private Markup Group(string urgency, ILookup<bool, FindingEntry> byFullness) => Markup.Of($"""
        {level.Draw(Markup.Text(words.UrgencyHeading(urgency)))}
        {byFullness[true].Select(card.Draw)}{Briefly(byFullness[false])}
        """);

    private Markup Briefly(IEnumerable<FindingEntry> findings) => !findings.Any() ? Markup.Empty : Markup.Of($"""
        <ul class="brief">
        {findings.Select(card.DrawBriefly)}</ul>

        """);

    private Markup Unchecked(AuditDocument audit) => !audit.HasUndetermined() ? Markup.Empty : Markup.Of($"""
        {level.Draw(Markup.Text(words.UndeterminedHeading))}
        {UncheckedMembers(audit)}{Briefly(audit.Findings.Where(finding => !finding.IsDetermined()))}
        """);

    private Markup UncheckedMembers(AuditDocument audit) => audit.Undetermined.Count == 0 ? Markup.Empty : Markup.Of($"""
        <p>{StateMark.Undetermined(words).Draw()} {words.Members(audit.Undetermined)}</p>

        """);

    private Markup Profiles(AuditDocument audit, SectionDetail detail) =>
        audit.Profiles.Count == 0 || detail is SectionDetail.Outline ? Markup.Empty : Markup.Of($"""
            {level.Draw(Markup.Text(words.ProfilesHeading))}
            <ul class="brief">
            {audit.Profiles.Select(Profile)}</ul>

            """);

    private Markup Profile(ProfileEntry profile) => Markup.Of($"""
        <li>{StateMark.OfProfile(profile.Result, words).Draw()} <b>{profile.Name}</b> {words.ProfileReason(profile) ?? ""}</li>

        """);

    private Markup Published(AuditDocument audit, SectionDetail detail)
    {
        if (audit.Domain is null || detail is SectionDetail.Outline) return Markup.Empty;
        return Markup.Of($"""
            {level.Draw(Markup.Text(words.Choose("Published records", "公開されているレコード")))}
            {published.Draw(audit)}
            """);
    }
}
