using MailGuard.Dkim;

namespace MailGuard.Results;

/// <summary>DKIM facts as the schema says them.</summary>
internal static class DkimEntries
{
    /// <summary>Null when undetermined; given and seen selectors without a key are listed too.</summary>
    public static IReadOnlyList<DkimEntry>? Of(DkimPublication dkim, DomainHistory history) => dkim.IsUndetermined
        ? null
        :
        [
            .. dkim.Selectors.Where(selector => dkim.Published.Contains(selector) || selector.IsKnown).Select(selector => new DkimEntry(
                selector.Selector, selector.Key?.KeyType, selector.Key?.RsaBits, selector.Key?.IsRevoked == true, ProblemOf(selector))
            {
                Learnt = LearntFrom(selector),
                Domain = (selector.Use?.Domain ?? dkim.Domain).Text,
                Alias = selector.Answer.Aliases.LastOrDefault()?.Text,
                KeyHash = selector.Key?.KeyHash,
                Testing = selector.Key?.IsTesting == true,
                Since = SchemaWords.Of(history.KeySince(selector)),
                TestingSince = SchemaWords.Of(history.TestingSince(selector)),
            }),
        ];

    private static string LearntFrom(DkimSelectorKey selector) => selector.IsGiven ? "given" : selector.Use is not null ? "sample" : "guessed";

    private static string? ProblemOf(DkimSelectorKey selector) =>
        selector.IsDangling ? "dangling"
        : selector.Answer.IsFailed ? "undetermined"
        : selector.Key is null ? "missing"
        : selector.Key.Mistake is not null ? "unreadable"
        : null;
}
