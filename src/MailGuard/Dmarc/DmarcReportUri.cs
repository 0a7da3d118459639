using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>A destination of reports in rua or ruf (RFC 9989 section 4.6).</summary>
/// <param name="Text">As published, e.g. <c>mailto:dmarc@hospital.example!10m</c>.</param>
/// <param name="Mailbox">The address, decoded; null when the destination is no usable mailto URI.</param>
/// <param name="Host">The domain of the mailbox; null likewise.</param>
public sealed record DmarcReportUri(string Text, string? Mailbox, DomainName? Host)
{
    public bool IsValid => Host is not null;

    /// <summary>Reads one item of the comma-separated list.</summary>
    public static DmarcReportUri Parse(string text) =>
        MailtoUri.TryParse(text, out var mailbox, out var host) ? new(text, mailbox, host) : new(text, null, null);

    /// <summary>The URI that was meant, or null: a bare address, stray spaces, <c>mailto://</c>.</summary>
    public static string? Corrected(string text)
    {
        var address = new string([.. text.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('<' or '>' or '"'))]);
        foreach (var prefix in (string[])["mailto://", "mailto:", "mailto;", "mailto="])
        {
            if (!address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            address = address[prefix.Length..];
            break;
        }

        return Parse(MailtoUri.Scheme + address) is { IsValid: true } uri ? uri.Text : null;
    }
}
