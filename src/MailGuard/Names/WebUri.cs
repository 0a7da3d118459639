using System.Buffers;

namespace MailGuard.Names;

/// <summary>URIs (RFC 3986) as records publish them: more exact than <see cref="Uri"/>, which mends what it is given.</summary>
internal static class WebUri
{
    private const string Scheme = "https://";

    /// <summary>RFC 3986 section 2: unreserved, reserved and percent-encoded.</summary>
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>RFC 3986 section 3: a scheme, a colon, and nothing that needs encoding.</summary>
    public static bool IsUri(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 && char.IsAsciiLetter(text[0])
            && text[..colon].All(one => char.IsAsciiLetterOrDigit(one) || one is '+' or '-' or '.')
            && !text.AsSpan().ContainsAnyExcept(Characters)
            && IsPercentEncoded(text)
            && text.AsSpan().Count('#') <= 1;
    }

    /// <summary>With a host; nothing is said of what is there.</summary>
    public static bool IsHttps(string text) => TryReadHttps(text, out _);

    /// <param name="host">Null for an address.</param>
    public static bool TryReadHttps(string text, out DomainName? host)
    {
        host = null;
        if (!IsUri(text) || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Host.Length == 0) return false;
        if (uri.HostNameType is UriHostNameType.Dns && DomainName.TryParse(uri.Host, out var name)) host = name;
        return host is not null || uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6;
    }

    private static bool IsPercentEncoded(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return false;
        return true;
    }
}
