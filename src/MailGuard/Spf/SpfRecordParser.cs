using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailGuard.Parsing;

namespace MailGuard.Spf;

/// <summary>Reads SPF records (RFC 7208 section 12), one method for each rule of the grammar; goes on after an error.</summary>
public static class SpfRecordParser
{
    private const string Version = "v=spf1";

    /// <summary>True for a text whose version section is <c>v=spf1</c> in any case, followed by a space or the end (RFC 7208 section 4.5).</summary>
    public static bool IsSpfRecord(string text) =>
        text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');

    /// <summary>Null when the text is no SPF record at all; a record with <see cref="SpfRecord.Errors"/> when it is one with mistakes.</summary>
    /// <param name="text">One char an octet.</param>
    public static SpfRecord? Parse(string text)
    {
        if (!IsSpfRecord(text)) return null;
        var terms = ImmutableArray.CreateBuilder<SpfTerm>();
        var errors = ImmutableArray.CreateBuilder<SyntaxError>();
        foreach (var (term, offset) in SplitAtSpaces(text, Version.Length))
        {
            var problem = ReadTerm(term, offset, out var read);
            terms.Add(read ?? new SpfTerm.Invalid(term, offset));
            if (problem is not null) errors.Add(new(offset, term, problem));
        }

        foreach (var repeated in RepeatedModifiers(terms)) errors.Add(new(repeated.Offset, repeated.Text, "modifier given twice"));
        return new(text, terms.ToImmutable(), errors.ToImmutable());
    }

    private static IEnumerable<(string Term, int Offset)> SplitAtSpaces(string text, int at)
    {
        while (at < text.Length)
        {
            var end = text.IndexOf(' ', at);
            if (end < 0) end = text.Length;
            if (end > at) yield return (text[at..end], at);
            at = end + 1;
        }
    }

    /// <summary>redirect and exp appear at most once each (RFC 7208 section 6).</summary>
    private static IEnumerable<SpfTerm> RepeatedModifiers(IEnumerable<SpfTerm> terms) =>
        terms.Where(term => term is SpfTerm.Redirect or SpfTerm.Explanation).GroupBy(term => term.GetType()).SelectMany(same => same.Skip(1));

    /// <summary>A term is a modifier when its name is followed by <c>=</c>; all else is a directive (RFC 7208 section 4.6.1).</summary>
    private static string? ReadTerm(string text, int offset, out SpfTerm? term)
    {
        var nameLength = NameLength(text, 0);
        return nameLength > 0 && nameLength < text.Length && text[nameLength] == '='
            ? ReadModifier(text, offset, nameLength, out term)
            : ReadDirective(text, offset, out term);
    }

    private static string? ReadModifier(string text, int offset, int nameLength, out SpfTerm? term)
    {
        term = null;
        var name = text[..nameLength];
        var value = text[(nameLength + 1)..];
        if (name.Equals("redirect", StringComparison.OrdinalIgnoreCase))
        {
            var problem = SpfMacroParser.ReadDomainSpec(value, out var target);
            term = target is null ? null : new SpfTerm.Redirect(text, offset, target);
            return problem;
        }

        if (name.Equals("exp", StringComparison.OrdinalIgnoreCase))
        {
            var problem = SpfMacroParser.ReadDomainSpec(value, out var explanation);
            term = explanation is null ? null : new SpfTerm.Explanation(text, offset, explanation);
            return problem;
        }

        term = new SpfTerm.UnknownModifier(text, offset, name);
        return SpfMacroParser.ReadMacroString(value, out _);
    }

    private static string? ReadDirective(string text, int offset, out SpfTerm? term)
    {
        term = null;
        var (qualifier, start) = text[0] switch
        {
            '+' => (SpfQualifier.Pass, 1),
            '-' => (SpfQualifier.Fail, 1),
            '~' => (SpfQualifier.SoftFail, 1),
            '?' => (SpfQualifier.Neutral, 1),
            _ => (SpfQualifier.Pass, 0),
        };
        var nameEnd = start + NameLength(text, start);
        var problem = ReadMechanism(text[start..nameEnd], text[nameEnd..], out var mechanism);
        term = mechanism is null ? null : new SpfTerm.Directive(text, offset, qualifier, mechanism);
        return problem;
    }

    private static string? ReadMechanism(string name, string rest, out SpfMechanism? mechanism)
    {
        mechanism = null;
        switch (name.ToLowerInvariant())
        {
            case "all":
                mechanism = new SpfMechanism.All();
                return rest.Length == 0 ? null : "nothing may follow all";
            case "include":
                return ReadRequiredDomain(rest, domain => new SpfMechanism.Include(domain), out mechanism);
            case "exists":
                return ReadRequiredDomain(rest, domain => new SpfMechanism.Exists(domain), out mechanism);
            case "a":
                return ReadDomainWithLengths(rest, (domain, ip4, ip6) => new SpfMechanism.A(domain, ip4, ip6), out mechanism);
            case "mx":
                return ReadDomainWithLengths(rest, (domain, ip4, ip6) => new SpfMechanism.Mx(domain, ip4, ip6), out mechanism);
            case "ptr":
                return ReadOptionalDomain(rest, domain => new SpfMechanism.Ptr(domain), out mechanism);
            case "ip4":
                return ReadNetwork(rest, AddressFamily.InterNetwork, out mechanism);
            case "ip6":
                return ReadNetwork(rest, AddressFamily.InterNetworkV6, out mechanism);
            default:
                return "unknown mechanism";
        }
    }

    private static string? ReadRequiredDomain(string rest, Func<SpfDomainSpec, SpfMechanism> create, out SpfMechanism? mechanism)
    {
        mechanism = null;
        if (rest.Length == 0 || rest[0] != ':') return "a colon and a domain name are missing";
        var problem = SpfMacroParser.ReadDomainSpec(rest[1..], out var domain);
        mechanism = domain is null ? null : create(domain);
        return problem;
    }

    private static string? ReadOptionalDomain(string rest, Func<SpfDomainSpec?, SpfMechanism> create, out SpfMechanism? mechanism)
    {
        mechanism = rest.Length == 0 ? create(null) : null;
        return rest.Length == 0 ? null : ReadRequiredDomain(rest, create, out mechanism);
    }

    private static string? ReadDomainWithLengths(string rest, Func<SpfDomainSpec?, int, int, SpfMechanism> create, out SpfMechanism? mechanism)
    {
        mechanism = null;
        var problem = ReadDualCidrLength(ref rest, out var ip4, out var ip6);
        return problem ?? ReadOptionalDomain(rest, domain => create(domain, ip4, ip6), out mechanism);
    }

    /// <summary>dual-cidr-length: <c>/24</c>, <c>//64</c> or <c>/24//64</c> at the end of the term; taken off <paramref name="rest"/>.</summary>
    private static string? ReadDualCidrLength(ref string rest, out int ip4, out int ip6)
    {
        (ip4, ip6) = (32, 128);
        var digits = TrailingDigits(rest);
        if (digits is not null && rest.EndsWith("//" + digits, StringComparison.Ordinal))
        {
            if (!TryReadLength(digits, 128, out ip6)) return "the ip6 prefix length is not between 0 and 128";
            rest = rest[..^(digits.Length + 2)];
            digits = TrailingDigits(rest);
        }

        if (digits is null || !rest.EndsWith("/" + digits, StringComparison.Ordinal)) return null;
        if (!TryReadLength(digits, 32, out ip4)) return "the ip4 prefix length is not between 0 and 32";
        rest = rest[..^(digits.Length + 1)];
        return null;
    }

    private static string? ReadNetwork(string rest, AddressFamily family, out SpfMechanism? mechanism)
    {
        mechanism = null;
        if (rest.Length < 2 || rest[0] != ':') return "a colon and an address are missing";
        var maxBits = family is AddressFamily.InterNetwork ? 32 : 128;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var bits = maxBits;
        if (slash >= 0 && !TryReadLength(rest[(slash + 1)..], maxBits, out bits)) return $"the prefix length is not between 0 and {maxBits}";
        if (!TryReadAddress(slash < 0 ? rest[1..] : rest[1..slash], family, out var address)) return "not an address of this kind";
        mechanism = new SpfMechanism.Ip(new IPNetwork(Masked(address, bits), bits));
        return null;
    }

    /// <summary>Four decimal octets, or the forms of RFC 4291 section 2.2. .NET alone would also take <c>127.1</c>, <c>0x7f.1</c>, zones and brackets.</summary>
    private static bool TryReadAddress(string text, AddressFamily family, out IPAddress address)
    {
        address = IPAddress.None;
        var letters = text.AsSpan();
        var looksRight = family is AddressFamily.InterNetwork
            ? letters.Count('.') == 3 && !letters.ContainsAnyExcept("0123456789.") && text.Split('.').All(IsDecimalOctet)
            : letters.Contains(':') && !letters.ContainsAnyExcept("0123456789abcdefABCDEF:.");
        if (!looksRight || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != family) return false;
        address = parsed;
        return true;
    }

    private static bool IsDecimalOctet(string text) => text.Length is 1 or 2 or 3 && (text.Length == 1 || text[0] != '0') && byte.TryParse(text, out _);

    /// <summary>Receivers compare only the network bits, so host bits in the record are legal.</summary>
    private static IPAddress Masked(IPAddress address, int bits)
    {
        var octets = address.GetAddressBytes();
        for (var i = 0; i < octets.Length; i++) octets[i] &= (byte)(0xff00 >> Math.Clamp(bits - (i * 8), 0, 8));
        return new(octets);
    }

    /// <summary>A length has no leading zero (RFC 7208 section 5.6).</summary>
    private static bool TryReadLength(string digits, int max, out int bits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bits)
        && bits <= max && (digits.Length == 1 || digits[0] != '0');

    /// <summary>Null when the text does not end in a digit.</summary>
    private static string? TrailingDigits(string text)
    {
        var start = text.Length;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        return start < text.Length ? text[start..] : null;
    }

    /// <summary>name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ).</summary>
    private static int NameLength(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || (end > start && (char.IsAsciiDigit(text[end]) || text[end] is '-' or '_' or '.')))) end++;
        return end - start;
    }
}
