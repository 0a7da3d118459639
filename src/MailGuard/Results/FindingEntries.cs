using MailGuard.Findings;

namespace MailGuard.Results;

/// <summary>Findings as the schema says them.</summary>
internal static class FindingEntries
{
    public static FindingEntry Of(Finding finding, Language language) => new(
        finding.Rule.Id,
        SchemaWords.Of(finding.Severity),
        SchemaWords.Of(finding.Rule.Severity),
        finding.Evidence.Subject,
        finding.Problem(language),
        finding.Remedy(language),
        SchemaWords.Of(finding.Rule.Affects),
        SchemaWords.Of(finding.Rule.Urgency),
        SchemaWords.Of(finding.Rule.Cost),
        SchemaWords.Of(finding.Rule.Owner),
        SchemaWords.Of(finding.Evidence.Confidence),
        new([.. finding.Evidence.Values.Select(value => new KeyValuePair<string, object>(value.Name, ValueOf(value)))]),
        [.. finding.Related.Select(related => related.Rule.Id).Distinct()],
        finding.Evidence.Proposed is { } proposed
            ? new(proposed.Name.Text, proposed.Type, proposed.TimeToLive, proposed.Value, proposed.Previous)
            : null);

    private static object ValueOf(EvidenceValue value) => value switch
    {
        EvidenceValue.Number number => number.Value,
        EvidenceValue.List list => list.Values,
        EvidenceValue.Phrase phrase => phrase.En,
        EvidenceValue.Text text => text.Value,
        _ => "",
    };
}
