using System.Diagnostics.CodeAnalysis;

namespace MailGuard.Names;

/// <summary>A mailto URI with one address (RFC 6068), as report destinations use it.</summary>
internal static class MailtoUri
{
    public const string Scheme = "mailto:";

    /// <summary>Size limits behind <c>!</c> (obsolete since RFC 9989) and header fields behind <c>?</c> are left out.</summary>
    /// <param name="mailbox">Percent-decoded, its domain with A-labels.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? mailbox, [NotNullWhen(true)] out DomainName? host)
    {
        (mailbox, host) = (null, null);
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var end = text.AsSpan().IndexOfAny('!', '?');
        var published = text[Scheme.Length..(end < 0 ? text.Length : end)];
        if (published.AsSpan().ContainsAny(" \t,\"")) return false;
        var address = Uri.UnescapeDataString(published);
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || address.LastIndexOf('@') != at || address.Any(char.IsControl)) return false;
        if (!DomainName.TryParse(address[(at + 1)..], out var domain) || domain.Labels.Length < 2) return false;
        (mailbox, host) = ($"{address[..at]}@{domain.Text}", domain);
        return true;
    }
}
