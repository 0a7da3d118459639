using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MailGuard.Dns;

/// <summary>
/// The octets behind the two texts DnsClient makes of a character-string. Its escaped form writes <c>\DDD</c> for octets outside printable
/// ASCII and <c>\"</c>, but a backslash as it is, so that the octet 200 and the four characters <c>\200</c> look alike; its decoded form
/// loses octets that are no UTF-8. Read side by side they tell everything apart.
/// </summary>
internal static class DnsClientText
{
    private const int LettersOfEscape = 4;

    /// <summary>In UTF-8, at most.</summary>
    private const int OctetsOfCharacter = 4;

    /// <param name="escaped">Of <c>TxtRecord.EscapedText</c>.</param>
    /// <param name="decoded">The same string of <c>TxtRecord.Text</c>.</param>
    /// <returns>Null when the two do not belong together.</returns>
    public static ImmutableArray<byte>? Octets(string escaped, string decoded)
    {
        var octets = ImmutableArray.CreateBuilder<byte>(escaped.Length);
        Span<byte> next = stackalloc byte[OctetsOfCharacter];
        var at = 0;
        for (var rest = decoded.AsSpan(); !rest.IsEmpty;)
        {
            var count = ReadNext(ref rest, escaped.AsSpan(Math.Min(at, escaped.Length)), next);
            if (count == 0) return null;
            octets.AddRange(next[..count]);
            foreach (var octet in next[..count]) at += LettersFor(octet);
        }

        return at == escaped.Length ? octets.ToImmutable() : null;
    }

    /// <summary>Only the escaped form, e.g. of <c>CaaRecord.Value</c>, when the number of octets is known from elsewhere.</summary>
    /// <returns>Null when the escapes cannot be told from backslashes of the text.</returns>
    public static ImmutableArray<byte>? Octets(string escaped, int length)
    {
        var octets = ImmutableArray.CreateBuilder<byte>(escaped.Length);
        for (var at = 0; at < escaped.Length;)
        {
            var octet = EscapedOctet(escaped.AsSpan(at)) ?? (escaped.AsSpan(at).StartsWith("\\\"") ? (byte)'"' : (byte)escaped[at]);
            octets.Add(octet);
            at += LettersFor(octet);
        }

        return octets.Count == length ? octets.ToImmutable() : null;
    }

    /// <summary>Takes one character off <paramref name="decoded"/>.</summary>
    /// <returns>How many octets it was; 0 when that cannot be told.</returns>
    private static int ReadNext(ref ReadOnlySpan<char> decoded, ReadOnlySpan<char> escaped, scoped Span<byte> octets)
    {
        var isValid = Rune.DecodeFromUtf16(decoded, out var rune, out var lettersDecoded) is OperationStatus.Done;
        decoded = decoded[lettersDecoded..];
        return isValid && rune != Rune.ReplacementChar ? rune.EncodeToUtf8(octets) : ReadReplacement(escaped, octets);
    }

    /// <summary>The octets that decode to one replacement character: a piece of a broken sequence, or the character itself.</summary>
    private static int ReadReplacement(ReadOnlySpan<char> escaped, Span<byte> octets)
    {
        var count = 0;
        while (count < octets.Length && EscapedOctet(escaped[(count * LettersOfEscape)..]) is { } octet and > 0x7f) octets[count++] = octet;
        _ = Rune.DecodeFromUtf8(octets[..count], out _, out var used);
        return used;
    }

    private static byte? EscapedOctet(ReadOnlySpan<char> escaped) =>
        escaped.Length >= LettersOfEscape
        && escaped[0] == '\\'
        && byte.TryParse(escaped[1..LettersOfEscape], NumberStyles.None, CultureInfo.InvariantCulture, out var octet)
        && LettersFor(octet) == LettersOfEscape ? octet : null;

    private static int LettersFor(byte octet) => octet switch
    {
        < 0x20 or > 0x7e => LettersOfEscape,
        (byte)'"' => 2,
        _ => 1,
    };
}
