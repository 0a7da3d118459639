namespace MailGuard.Dns;

/// <summary>A file that a run fetched over HTTPS, as its snapshot keeps it.</summary>
/// <param name="Outcome">A word of those who fetch; one they do not know counts as not recorded.</param>
/// <param name="Body">One char an octet.</param>
public sealed record RecordedFetch(string Url, string Outcome, string? Detail, string Body);
