using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Spf;

/// <summary>Names as SPF carries them: octets, in which a backslash is a backslash.</summary>
internal static class SpfNames
{
    /// <summary>A name that can be asked for.</summary>
    /// <param name="octets">One char an octet.</param>
    public static bool TryRead(string octets, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        // Longer texts are no names, whatever their octets; the two are the dots around it.
        return octets.Length <= DomainName.MaxOctets + 2 && DomainName.TryFromDns(Escaped(octets), out name) && !name.IsRoot;
    }

    /// <summary>The domain of a request (RFC 7208 section 4.3): two labels or more, and no address literal.</summary>
    public static bool TryReadDomain(string text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        if (text.StartsWith('[')) return false;
        var decoded = OctetText.Decoded(SpfMacroValues.Octets(text));
        if (!OctetText.IsAscii(decoded)) return DomainName.TryParse(decoded, out name) && name.Labels.Length > 1;
        return TryRead(decoded, out name) && name.Labels.Length > 1;
    }

    /// <summary>The dot behind the last label belongs to how a name is written, not to the name.</summary>
    public static string WithoutRootDot(string name) => name.Length > 1 && name.EndsWith('.') ? name[..^1] : name;

    /// <summary>A domain as macros stand for it: U-labels as A-labels (RFC 8616 section 4).</summary>
    public static string ForMacros(string octets) => WithoutRootDot(!OctetText.IsAscii(octets) && TryReadDomain(octets, out var name) ? name.Text : octets);

    private static string Escaped(string octets)
    {
        if (!octets.AsSpan().ContainsAnyExceptInRange('!', '~') && !octets.Contains('\\', StringComparison.Ordinal)) return octets;
        var escaped = new StringBuilder(octets.Length);
        foreach (var octet in octets)
        {
            if (octet is '\\' or < '!' or > '~') escaped.Append(CultureInfo.InvariantCulture, $@"\{(int)octet:D3}");
            else escaped.Append(octet);
        }

        return escaped.ToString();
    }
}
