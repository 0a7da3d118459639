using MailGuard.Findings;

namespace MailGuard.Results;

/// <summary>Standings to requirement profiles as the schema says them.</summary>
internal static class ProfileEntries
{
    public static ProfileEntry Of(ProfileStanding standing, Language language) => new(
        standing.Profile.Id,
        standing.Profile.In(language),
        SchemaWords.Of(standing.Result),
        standing.Failing,
        standing.Open,
        [.. standing.Profile.NotFromDns.Select(gap => gap.In(language))]);
}
