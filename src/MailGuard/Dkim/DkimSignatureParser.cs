using System.Buffers;
using System.Collections.Immutable;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Dkim;

/// <summary>Reads one DKIM-Signature field (RFC 6376 sections 3.2 and 3.5); one method a tag. For one text, once.</summary>
internal sealed class DkimSignatureParser(string text)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> FoldingWhiteSpace = SearchValues.Create(" \t\r\n");
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly SearchValues<char> DomainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly string[] Required = ["v", "a", "b", "bh", "d", "h", "s"];

    /// <summary>Of the first tag of each name; names have a case (RFC 6376 section 3.2).</summary>
    private readonly Dictionary<string, Tag> tags = new(StringComparer.Ordinal);
    private readonly ImmutableArray<SyntaxError>.Builder mistakes = ImmutableArray.CreateBuilder<SyntaxError>();

    public DkimSignature Parse()
    {
        ReadTags();
        foreach (var name in Required.Where(name => !tags.ContainsKey(name))) Add(new(text.Length, "", $"the {name} tag is missing"));
        var (header, body) = Canonicalization();
        var domain = Domain();
        var signature = new DkimSignature(text, [])
        {
            Version = Version(),
            Algorithm = Algorithm(),
            Signature = Base64("b"),
            BodyHash = Base64("bh"),
            HeaderCanonicalization = header,
            BodyCanonicalization = body,
            Domain = domain,
            SignedHeaders = SignedHeaders(),
            IdentityDomain = IdentityDomain(domain),
            BodyLength = Number("l", mostDigits: 76),
            QueryMethods = QueryMethods(),
            Selector = Selector(),
            SignedAtUnixSeconds = Number("t", mostDigits: 12),
            ExpiresAtUnixSeconds = Number("x", mostDigits: 12),
            CopiedHeaders = ValueOf("z"),
            TextWithoutSignature = WithoutSignature(),
        };
        if (signature.ExpiresAtUnixSeconds <= signature.SignedAtUnixSeconds) Add(tags["x"], "x is not after t");
        return signature with { Mistakes = mistakes.ToImmutable() };
    }

    private void ReadTags()
    {
        for (var reader = new TagListReader(text); reader.TryRead(out var tag);)
        {
            if (!IsTagName(tag.Name)) Add(tag, "text that is no tag");
            else if (!tags.TryAdd(tag.Name, tag)) Add(tag, "a tag given twice");
            else if (!IsTagValue(tag.Value)) Add(tag, "a character that may not stand in a tag");
        }
    }

    private static bool IsTagName(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && !name.AsSpan().ContainsAnyExcept(NameLetters);

    /// <summary>Printing characters and folding white space; octets beyond ASCII are UTF-8 (RFC 8616 section 4).</summary>
    private static bool IsTagValue(string value) => !value.AsSpan().ContainsAnyInRange('\0', '\x08')
        && !value.AsSpan().ContainsAnyInRange('\x0b', '\x0c') && !value.AsSpan().ContainsAnyInRange('\x0e', '\x1f') && !value.Contains('\x7f', StringComparison.Ordinal);

    private string? Version()
    {
        if (ValueOf("v") is { } version && version != "1") Add(tags["v"], "v is not 1");
        return ValueOf("v");
    }

    /// <summary>A key type, a hyphen and a hash algorithm.</summary>
    private string? Algorithm()
    {
        if (ValueOf("a")?.ToLowerInvariant() is not { } algorithm) return null;
        var (key, hash) = algorithm.Split('-', 2) is [var first, var second] ? (first, second) : ("", "");
        if (!IsWord(key) || !IsWord(hash)) Add(tags["a"], "a names no algorithm");
        return algorithm;
    }

    private static bool IsWord(string word) => word.Length > 0 && char.IsAsciiLetter(word[0]) && word.All(char.IsAsciiLetterOrDigit);

    private ImmutableArray<byte> Base64(string name)
    {
        if (ValueOf(name) is not { } value) return [];
        var packed = WithoutWhiteSpace(value);
        var octets = new byte[packed.Length];
        if (packed.Length > 0 && Convert.TryFromBase64String(packed, octets, out var length)) return [.. octets.AsSpan(0, length)];
        Add(tags[name], $"{name} is not base64");
        return [];
    }

    private (string Header, string Body) Canonicalization()
    {
        if (ValueOf("c")?.ToLowerInvariant() is not { } both) return ("simple", "simple");
        var (header, body) = both.Split('/', 2) is [var first, var second] ? (first, second) : (both, "simple");
        if (header is not ("simple" or "relaxed") || body is not ("simple" or "relaxed")) Add(tags["c"], "c names no canonicalization");
        return (header, body);
    }

    private DomainName? Domain()
    {
        if (ValueOf("d") is not { } value) return null;
        var domain = DomainOf(value);
        if (domain is null) Add(tags["d"], "d is no domain name");
        return domain;
    }

    /// <summary>Names between colons; they must include From (RFC 6376 section 5.4).</summary>
    private ImmutableArray<string> SignedHeaders()
    {
        if (ValueOf("h") is not { } value) return [];
        var names = value.Split(':', StringSplitOptions.TrimEntries);
        if (names.Any(name => name.Length == 0 || name.Any(letter => letter is <= ' ' or > '~'))) Add(tags["h"], "h is no list of field names");
        if (!names.Contains("from", StringComparer.OrdinalIgnoreCase)) Add(tags["h"], "From is not signed");
        return [.. names.Where(name => name.Length > 0)];
    }

    /// <summary>Must be d or a name below it.</summary>
    private DomainName? IdentityDomain(DomainName? domain)
    {
        if (ValueOf("i") is not { } value) return domain;
        var at = value.LastIndexOf('@');
        var identity = at < 0 ? null : DomainOf(value[(at + 1)..]);
        if (identity is null) Add(tags["i"], "i has no domain");
        else if (domain is not null && !identity.IsAtOrBelow(domain)) Add(tags["i"], "i is not at or below d");
        return identity;
    }

    private ImmutableArray<string> QueryMethods()
    {
        if (ValueOf("q")?.ToLowerInvariant() is not { } value) return ["dns/txt"];
        ImmutableArray<string> methods = [.. value.Split(':', StringSplitOptions.TrimEntries)];
        if (!methods.Contains("dns/txt")) Add(tags["q"], "q names no known way to ask for the key");
        return methods;
    }

    private string? Selector()
    {
        if (ValueOf("s") is not { } value) return null;
        var selector = DomainOf(value, leastLabels: 1);
        if (selector is null) Add(tags["s"], "s is no selector");
        return selector?.Text;
    }

    private long? Number(string name, int mostDigits)
    {
        if (ValueOf(name) is not { } value) return null;
        if (value.Length > 0 && value.Length <= mostDigits && !value.AsSpan().ContainsAnyExcept(Digits))
            return long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        Add(tags[name], $"{name} is no number");
        return null;
    }

    /// <summary>Letters, digits, hyphens and the underscore that is often used, or UTF-8 (RFC 8616 section 4).</summary>
    private static DomainName? DomainOf(string value, int leastLabels = 2) =>
        value.Length > 0 && !value.AsSpan().ContainsAny(FoldingWhiteSpace) && !value.EndsWith('.') && DomainName.TryParse(OctetText.Decoded(value), out var name)
        && name.Labels.Length >= leastLabels && !name.Text.AsSpan().ContainsAnyExcept(DomainLetters)
            ? name
            : null;

    private string WithoutSignature()
    {
        if (!tags.TryGetValue("b", out var tag)) return text;
        var from = text.IndexOf('=', tag.Offset) + 1;
        var to = text.IndexOf(';', from);
        return text.Remove(from, (to < 0 ? text.Length : to) - from);
    }

    private string? ValueOf(string name) => tags.TryGetValue(name, out var tag) ? tag.Value : null;

    private static string WithoutWhiteSpace(string value) =>
        value.AsSpan().ContainsAny(FoldingWhiteSpace) ? string.Concat(value.Where(letter => !FoldingWhiteSpace.Contains(letter))) : value;

    private void Add(Tag tag, string problem) => Add(new(tag.Offset, tag.Name.Length > 0 ? tag.Name : tag.Value, problem));

    private void Add(SyntaxError mistake)
    {
        if (mistakes.Count < DkimSignature.MaxMistakes) mistakes.Add(mistake);
    }
}
