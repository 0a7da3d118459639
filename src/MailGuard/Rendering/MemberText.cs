using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>One audit in full, as plain text.</summary>
internal sealed class MemberText(TextSurface surface, ReportWords words, RuleWords rules)
{
    private const int Indent = 2;

    /// <summary>Cells of the longest label (DMARC, その他, Others) and a gap.</summary>
    private const int LabelWidth = 8;

    private readonly PublishedFacts published = new(words);
    private readonly SpfTreeText spfTree = new(words);

    public void Write(AuditDocument audit)
    {
        WriteHeading(audit);
        if (audit.Changes is { } changes) WriteChanges(changes);
        if (audit.Domain is not null) WritePublished(audit);
        WriteFindings(audit);
        WriteUndetermined(audit);
        WriteProfiles(audit);
    }

    private void WriteHeading(AuditDocument audit)
    {
        surface.Line(new(TextTone.Heading, audit.Domain ?? audit.Input), audit.Name is null ? "" : "  " + audit.Name);
        foreach (var (column, value) in audit.Columns) surface.Labelled(Indent, words.Label(column, column), value);
        foreach (var note in words.Notes(audit)) surface.Prose(Indent, note, TextTone.Quiet);
        if (audit.Domain is null) return;
        surface.Line("  ", new(SpoofableTone(audit.Spoofable), words.SpoofableSentence(audit.Spoofable)));
        surface.Items(Indent, Standing(audit), TextTone.Plain);
    }

    private static TextTone SpoofableTone(string? spoofable) => spoofable switch
    {
        "yes" => TextTone.Critical,
        "partly" => TextTone.Medium,
        "no" => TextTone.NothingFound,
        _ => TextTone.Undetermined,
    };

    private IEnumerable<string> Standing(AuditDocument audit)
    {
        yield return words.Labelled("Stage", "段階", words.Stage(audit.Stage));
        yield return words.Labelled("Role", "用途", words.Role(audit));
        if (audit.Target is not null) yield return words.Labelled("Target", "目標", words.Policy(audit.Target));
        yield return words.Labelled("Checked", "確認日", words.Date(audit.AsOf));
    }

    private void WriteChanges(MemberChanges changes)
    {
        var compare = new CompareWords(words);
        if (compare.Brief(changes) is null || changes.Since is null)
        {
            surface.Labelled(Indent, compare.SinceLabel(changes), compare.Brief(changes) ?? compare.NothingChanged);
            return;
        }

        Section(words.Choose("Changed since ", "前回からの変化：") + words.Date(changes.Since));
        new ChangeText(surface, words, rules).Write(changes, Indent);
    }

    private void WritePublished(AuditDocument audit)
    {
        Section(words.Choose("Published", "公開されているもの"));
        foreach (var fact in published.Of(audit)) WriteFact(fact);
    }

    private void WriteFact(PublishedFact fact)
    {
        var label = TerminalCells.Pad(fact.Label, LabelWidth);
        foreach (var record in fact.Records)
        {
            surface.Line("  ", new(TextTone.Quiet, label), new(TextTone.Record, record));
            label = TextSurface.Blanks(LabelWidth);
        }

        foreach (var remark in fact.Remarks)
        {
            surface.Labelled(Indent, label, remark);
            label = TextSurface.Blanks(LabelWidth);
        }

        if (fact.Tree is null) return;
        foreach (var line in spfTree.Lines(fact.Tree)) surface.Line(TextSurface.Blanks(Indent + LabelWidth), line);
    }

    private void WriteFindings(AuditDocument audit)
    {
        var groups = audit.Findings.Where(finding => finding.IsDetermined()).GroupBy(finding => finding.Urgency).ToList();
        foreach (var group in groups)
        {
            Section(words.UrgencyHeading(group.Key));
            foreach (var (at, finding) in group.Index())
            {
                if (at > 0) surface.Line();
                WriteFinding(finding, audit);
            }
        }

        if (groups.Count == 0 && !audit.HasUndetermined()) WriteNothingFound();
    }

    private void WriteNothingFound()
    {
        surface.Line();
        surface.Line("  ", new(TextTone.NothingFound, $"{ReportWords.NothingFoundIcon} {words.NothingFound}"));
    }

    private void WriteFinding(FindingEntry finding, AuditDocument audit)
    {
        surface.Line(
            "  ",
            new(TextSpan.ToneOf(finding.Severity), words.IconAndSeverity(finding.Severity)),
            "  " + finding.Rule,
            rules.Title(finding.Rule) is { } title ? "  " + title : "",
            new(TextTone.Quiet, finding.Subject == audit.Domain ? "" : $"  ({finding.Subject})"));
        surface.Prose(2 * Indent, finding.Problem);
        if (rules.Why(finding.Rule) is { } why) surface.Labelled(2 * Indent, words.Label("Why", "理由"), why);
        surface.Labelled(2 * Indent, words.Label("To do", "対応"), finding.RemedyAboveRecord());
        if (finding.Proposed is { } proposed) WriteProposed(proposed);
        surface.Items(2 * Indent, Footing(finding), TextTone.Quiet);
    }

    private void WriteProposed(ProposedEntry proposed)
    {
        surface.Prose(2 * Indent, words.PublishAt(proposed));
        surface.Record(3 * Indent, proposed.Value);
        if (proposed.Previous is null) return;
        surface.Prose(2 * Indent, words.Replaces);
        foreach (var record in proposed.Previous.Split('\n')) surface.Record(3 * Indent, record);
    }

    private IEnumerable<string> Footing(FindingEntry finding)
    {
        yield return words.Labelled("Who", "担当", words.Owner(finding.Owner));
        yield return words.Labelled("Cost", "費用", words.Cost(finding.Cost));
        yield return words.Labelled("Certainty", "確かさ", words.Confidence(finding.Confidence));
        if (finding.Related.Count > 0) yield return words.Labelled("Same cause", "同じ原因の指摘事項", string.Join(", ", finding.Related));
    }

    private void WriteUndetermined(AuditDocument audit)
    {
        if (!audit.HasUndetermined()) return;
        Section(words.UndeterminedHeading);
        if (audit.Undetermined.Count > 0)
            surface.Line("  ", new(TextTone.Undetermined, $"{ReportWords.Icon(null)} {words.Members(audit.Undetermined)}"));
        foreach (var finding in audit.Findings.Where(finding => !finding.IsDetermined()))
        {
            surface.Line("  ", new(TextTone.Undetermined, $"{ReportWords.Icon(null)} {finding.Rule}"));
            surface.Prose(2 * Indent, finding.Problem);
            surface.Labelled(2 * Indent, words.Label("To do", "対応"), finding.RemedyAboveRecord());
        }
    }

    private void WriteProfiles(AuditDocument audit)
    {
        if (audit.Profiles.Count == 0) return;
        Section(words.ProfilesHeading);
        foreach (var profile in audit.Profiles)
        {
            surface.Line("  ", new(ProfileTone(profile.Result), $"{ReportWords.ProfileIcon(profile.Result)} {words.ProfileResult(profile.Result)}"), "  " + profile.Name);
            if (words.ProfileReason(profile) is { } reason) surface.Prose(2 * Indent, reason, TextTone.Quiet);
        }
    }

    private static TextTone ProfileTone(string result) => result switch
    {
        "pass" => TextTone.NothingFound,
        "fail" => TextTone.High,
        _ => TextTone.Undetermined,
    };

    private void Section(string heading)
    {
        surface.Line();
        surface.Line(new TextSpan(TextTone.Heading, heading));
    }
}
