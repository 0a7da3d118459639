using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>The octets of texts and names in master files: <c>\"</c>, <c>\\</c>, <c>\200</c> (RFC 1035 section 5.1).</summary>
internal static class CharacterString
{
    public const int MaxOctets = 255;   // RFC 1035 section 3.3

    /// <summary>Resolves the escapes. Null for a number over 255, a backslash with nothing behind it, or a char that is no octet.</summary>
    public static ImmutableArray<byte>? Unescape(string text)
    {
        var octets = ImmutableArray.CreateBuilder<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '\\')
            {
                if (++at >= text.Length) return null;
                letter = text[at];
                if (char.IsAsciiDigit(letter))
                {
                    if (!TryReadNumber(text, at, out var octet)) return null;
                    letter = (char)octet;
                    at += 2;
                }
            }

            if (letter > byte.MaxValue) return null;
            octets.Add((byte)letter);
        }

        return octets.ToImmutable();
    }

    /// <summary>In quotation marks, printable ASCII as it is, everything else as <c>\DDD</c>: reads back to the same octets.</summary>
    public static string Quote(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length + 2).Append('"');
        foreach (var octet in octets)
        {
            if (octet is (byte)'"' or (byte)'\\') text.Append('\\').Append((char)octet);
            else if (octet is < 0x20 or >= 0x7f) text.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}");
            else text.Append((char)octet);
        }

        return text.Append('"').ToString();
    }

    /// <summary>An absolute name; characters that mean something in a master file are escaped.</summary>
    public static string Absolute(DomainName name)
    {
        if (name.IsRoot) return ".";
        var text = new StringBuilder(name.Text.Length + 1);
        foreach (var letter in name.Text)
        {
            if (letter is '"' or '(' or ')' or ';' or '@' or '$') text.Append('\\');
            text.Append(letter);
        }

        return text.Append('.').ToString();
    }

    /// <summary>A piece of a file made fit for a message: short, and printable ASCII only.</summary>
    public static string Show(string text)
    {
        const int longest = 60;
        var shown = new StringBuilder();
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, longest)))
        {
            if (letter is >= ' ' and < '\u007f') shown.Append(letter);
            else shown.Append(CultureInfo.InvariantCulture, $"\\{(int)letter:D3}");
        }

        return text.Length > longest ? $"'{shown}…'" : $"'{shown}'";
    }

    private static bool TryReadNumber(string text, int at, out byte octet)
    {
        octet = 0;
        return at + 3 <= text.Length && byte.TryParse(text.AsSpan(at, 3), NumberStyles.None, CultureInfo.InvariantCulture, out octet);
    }
}
