using System.Text;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>One audit in full, as a section of Markdown.</summary>
internal sealed class MemberMarkdown(ReportWords words, RuleWords rules)
{
    private readonly PublishedFacts published = new(words);
    private readonly SpfTreeText spfTree = new(words);
    private readonly CompareWords compare = new(words);
    private readonly StringBuilder text = new();

    public string Draw(AuditDocument audit)
    {
        text.Clear();
        Paragraph($"## {MarkdownText.Code(audit.Domain ?? audit.Input)}{(audit.Name is null ? "" : " " + MarkdownText.Of(audit.Name))}");
        WriteStanding(audit);
        if (audit.Domain is not null) WritePublished(audit);
        WriteFindings(audit);
        WriteUndetermined(audit);
        WriteProfiles(audit);
        return text.ToString();
    }

    private void Paragraph(string paragraph) => text.Append(paragraph).Append("\n\n");

    private void Item(string item) => text.Append("- " + MarkdownText.Of(item) + "\n");

    private void WriteStanding(AuditDocument audit)
    {
        if (audit.Domain is not null) Paragraph($"**{words.SpoofableSentence(audit.Spoofable)}**");
        foreach (var (column, value) in audit.Columns) Item(words.Labelled(column, value));
        foreach (var note in words.Notes(audit)) Item(note);
        if (audit.Domain is not null)
        {
            Item(words.Labelled("Stage", "段階", words.Stage(audit.Stage)));
            Item(words.Labelled("Role", "用途", words.Role(audit)));
            Item(words.Labelled("Checked", "確認日", words.Date(audit.AsOf)));
            if (audit.Target is not null) Item(words.Labelled("Target", "目標", words.Policy(audit.Target)));
        }

        if (audit.Changes is { } changes) Item(compare.SinceLabel(changes) + (compare.Brief(changes) ?? compare.NothingChanged));
        if (audit.Domain is not null || audit.Changes is not null || audit.Columns.Count + audit.Notes.Count > 0) text.Append('\n');
    }

    private void WritePublished(AuditDocument audit)
    {
        Paragraph("### " + words.Choose("Published", "公開されているもの"));
        foreach (var fact in published.Of(audit)) WriteFact(fact);
    }

    private void WriteFact(PublishedFact fact)
    {
        Paragraph($"**{MarkdownText.Of(fact.Label)}**");
        if (fact.Records.Count > 0) WriteBlock(fact.Records.Select(PlainText.OfRecord));
        if (fact.Remarks.Count > 0) Paragraph(string.Concat(fact.Remarks.Select(remark => $"- {MarkdownText.Of(remark)}\n")).TrimEnd('\n'));
        if (fact.Tree is not null) WriteBlock(spfTree.Lines(fact.Tree).Select(PlainText.Of));
    }

    private void WriteBlock(IEnumerable<string> lines) => text.Append(MarkdownText.Block(lines)).Append('\n');

    private void WriteFindings(AuditDocument audit)
    {
        var groups = audit.Findings.Where(finding => finding.IsDetermined()).GroupBy(finding => finding.Urgency).ToList();
        foreach (var group in groups)
        {
            Paragraph("### " + words.UrgencyHeading(group.Key));
            foreach (var finding in group) WriteFinding(finding, audit);
        }

        if (groups.Count == 0 && !audit.HasUndetermined()) Paragraph($"{ReportWords.NothingFoundIcon} {words.NothingFound}");
    }

    private void WriteFinding(FindingEntry finding, AuditDocument audit)
    {
        var title = rules.Title(finding.Rule) is { } known ? " " + MarkdownText.Of(known) : "";
        Paragraph($"#### {words.IconAndSeverity(finding.Severity)} {MarkdownText.Code(finding.Rule)}{title}");
        if (finding.Subject != audit.Domain) Paragraph(MarkdownText.Code(finding.Subject));
        Paragraph(MarkdownText.Of(finding.Problem));
        if (rules.Why(finding.Rule) is { } why) Item(words.Labelled("Why", "理由", why));
        Item(words.Labelled("To do", "対応", finding.RemedyWithoutRecord()));
        Item(words.Labelled("Who", "担当", words.Owner(finding.Owner)));
        Item(words.Labelled("Cost", "費用", words.Cost(finding.Cost)));
        Item(words.Labelled("Certainty", "確かさ", words.Confidence(finding.Confidence)));
        if (finding.Related.Count > 0) Item(words.Labelled("Same cause", "同じ原因の指摘事項", string.Join(", ", finding.Related)));
        text.Append('\n');
        if (finding.Proposed is { } proposed) WriteProposed(proposed);
    }

    private void WriteProposed(ProposedEntry proposed)
    {
        Paragraph(MarkdownText.Of(words.PublishAt(proposed)));
        WriteBlock([PlainText.OfRecord(proposed.Value)]);
        if (proposed.Previous is null) return;
        Paragraph(MarkdownText.Of(words.Replaces));
        WriteBlock(proposed.Previous.Split('\n').Select(PlainText.OfRecord));
    }

    private void WriteUndetermined(AuditDocument audit)
    {
        if (!audit.HasUndetermined()) return;
        Paragraph($"### {ReportWords.Icon(null)} {words.UndeterminedHeading}");
        if (audit.Undetermined.Count > 0) Paragraph(MarkdownText.Of(words.Members(audit.Undetermined)));
        foreach (var finding in audit.Findings.Where(finding => !finding.IsDetermined()))
            Paragraph($"{MarkdownText.Code(finding.Rule)} {MarkdownText.Of(finding.Problem)} {MarkdownText.Of(finding.RemedyWithoutRecord())}");
    }

    private void WriteProfiles(AuditDocument audit)
    {
        if (audit.Profiles.Count == 0) return;
        Paragraph("### " + words.ProfilesHeading);
        foreach (var profile in audit.Profiles)
            Item($"{ReportWords.ProfileIcon(profile.Result)} {words.Labelled(profile.Name, words.ProfileResult(profile.Result))} {words.ProfileReason(profile)}".TrimEnd());
        text.Append('\n');
    }
}
