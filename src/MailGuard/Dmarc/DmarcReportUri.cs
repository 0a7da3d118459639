using System.Buffers;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>A destination of reports in rua or ruf (RFC 9989 section 4.6).</summary>
/// <param name="Text">As published, e.g. <c>mailto:dmarc@hospital.example!10m</c>.</param>
/// <param name="Mailbox">The address, decoded; null when the destination is no usable mailto URI.</param>
/// <param name="Host">The domain of the mailbox; null likewise.</param>
public sealed record DmarcReportUri(string Text, string? Mailbox, DomainName? Host)
{
    /// <summary>What a URI may hold (RFC 3986 appendix A), less <c>!</c> and <c>,</c>, which are to be encoded here, and <c>;</c>, which cannot stand in a tag.</summary>
    private static readonly SearchValues<char> UriCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@$&'()*+=%");

    /// <summary>Reports can be sent there: a mailto URI with one mailbox. Receivers ignore other schemes.</summary>
    public bool IsValid => Host is not null;

    /// <summary>It is written as a URI, of whatever scheme: enough for a record without a valid policy to act as p=none (RFC 9989 section 4.10.1).</summary>
    public bool IsWellFormed { get; private init; }

    /// <summary>The size limit behind <c>!</c>, e.g. <c>10m</c>, which receivers of RFC 9989 ignore (section 4.8); null when there is none.</summary>
    public string? SizeLimit { get; private init; }

    /// <summary>Reads one item of the comma-separated list.</summary>
    public static DmarcReportUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mark = text.IndexOf('!', StringComparison.Ordinal);
        var (uri, size) = mark < 0 ? (text, null) : (text[..mark], text[(mark + 1)..]);
        if (!IsUri(uri) || (size is not null && !IsSizeLimit(size))) return new(text, null, null);
        return MailtoUri.TryParse(uri, out var mailbox, out var host)
            ? new(text, mailbox, host) { IsWellFormed = true, SizeLimit = size }
            : new(text, null, null) { IsWellFormed = !IsMailto(uri) || HasAddress(uri), SizeLimit = size };
    }

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

    /// <summary>The same destination without its size limit.</summary>
    internal string WithoutSizeLimit => SizeLimit is null ? Text : Text[..^(SizeLimit.Length + 1)];

    private static bool IsMailto(string uri) => uri.StartsWith(MailtoUri.Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Something before and behind an at sign; whether mail can reach it is another question.</summary>
    private static bool HasAddress(string mailto)
    {
        var address = mailto[MailtoUri.Scheme.Length..].Split('?')[0];
        return address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < address.Length - 1;
    }

    /// <summary><c>scheme:rest</c>, every percent sign before two hexadecimal digits.</summary>
    private static bool IsUri(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(text[0]) || text.AsSpan().ContainsAnyExcept(UriCharacters)) return false;
        if (text[..colon].Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '-' or '.'))) return false;
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return false;
        }

        return true;
    }

    /// <summary>Digits, then k, m, g, t or nothing (obs-dmarc-report-size).</summary>
    private static bool IsSizeLimit(string text)
    {
        var digits = text.AsSpan().TrimEnd("kmgtKMGT");
        return digits.Length > 0 && text.Length - digits.Length <= 1 && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
