using MailGuard.Dmarc;
using MailGuard.Names;

namespace MailGuard.Cli.Input;

/// <summary>Words for what an owner says of a domain, the same in a list and as options.</summary>
internal static class RequestWords
{
    public static IReadOnlyList<string> Roles { get; } = ["sending", "receiving-only", "parked"];

    public static IReadOnlyList<string> Targets { get; } = ["none", "quarantine", "reject"];

    public static DomainRole? Role(string word) => word.ToLowerInvariant() switch
    {
        "sending" => DomainRole.Sending,
        "receiving-only" => DomainRole.ReceivingOnly,
        "parked" => DomainRole.Parked,
        _ => null,
    };

    public static DmarcPolicy? Target(string word) => word.ToLowerInvariant() switch
    {
        "none" => DmarcPolicy.None,
        "quarantine" => DmarcPolicy.Quarantine,
        "reject" => DmarcPolicy.Reject,
        _ => null,
    };

    /// <summary>In lower case; null when the word cannot stand before <c>._domainkey</c> (RFC 6376 section 3.1).</summary>
    public static string? Selector(string word) =>
        DomainName.TryParse(word, out var name) && name.Text.All(IsOfHostName) ? name.Text : null;

    private static bool IsOfHostName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
