namespace MailGuard;

internal static class HistoryRules
{
    public const string PolicyWeakened = "dmarc.policy-weakened";

    public static readonly IReadOnlyCollection<string> Ids = [PolicyWeakened, "dkim.testing-flag-forgotten", "dkim.key-old", "mta-sts.testing-too-long"];
}
