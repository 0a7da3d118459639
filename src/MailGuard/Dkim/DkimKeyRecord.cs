using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using MailGuard.Parsing;

namespace MailGuard.Dkim;

/// <summary>A published DKIM key record (RFC 6376 section 3.6.1), right or wrong.</summary>
/// <param name="Text">As published, one char an octet.</param>
/// <param name="KeyType">The k tag in lower case; <c>rsa</c> when missing.</param>
/// <param name="RsaBits">Length of the modulus; null for other keys, unreadable and revoked ones.</param>
/// <param name="IsRevoked">The p tag is empty.</param>
/// <param name="Mistake">Why the key cannot be used, in a few words; null when it can.</param>
public sealed record DkimKeyRecord(string Text, string KeyType, int? RsaBits, bool IsRevoked, string? Mistake)
{
    internal const string OverlongString = "a string over 255 octets; cut it into several quoted strings";

    /// <summary>SHA-256 of the key's octets in lower-case hexadecimal, however the record is written; null for revoked and unreadable keys.</summary>
    public string? KeyHash { get; init; }

    /// <summary>The h tag; empty when all algorithms are allowed.</summary>
    public ImmutableArray<string> HashAlgorithms { get; init; } = [];

    /// <summary>The s tag; empty when all services are allowed.</summary>
    public ImmutableArray<string> ServiceTypes { get; init; } = [];

    /// <summary>The t tag.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    public bool IsTesting => Flags.Contains("y");

    public bool AllowsEmail => ServiceTypes.IsEmpty || ServiceTypes.Contains("email") || ServiceTypes.Contains("*");

    public bool AllowsOnlySha1 => !HashAlgorithms.IsEmpty && HashAlgorithms.All(algorithm => algorithm == "sha1");

    /// <summary>Null when the text is no key record: it has a version other than DKIM1, or neither a version nor a p tag.</summary>
    public static DkimKeyRecord? Parse(string text)
    {
        var tags = new List<Tag>();
        for (var reader = new TagListReader(text); reader.TryRead(out var tag);) tags.Add(tag);
        var (version, key) = (ValueOf(tags, "v"), ValueOf(tags, "p"));
        if (version is not (null or "DKIM1") || (version ?? key) is null) return null;
        var keyType = ValueOf(tags, "k")?.ToLowerInvariant() ?? "rsa";
        var octets = OctetsOf(key);
        var (bits, mistake) = key switch
        {
            null => (null, "the p tag is missing"),
            "" => (null, null),
            _ => ReadKey(keyType, octets),
        };
        return new(text, keyType, bits, key is "", mistake ?? MistakeIn(tags))
        {
            KeyHash = octets is { Length: > 0 } && mistake is null ? Convert.ToHexStringLower(SHA256.HashData(octets)) : null,
            HashAlgorithms = ListOf(tags, "h"),
            ServiceTypes = ListOf(tags, "s"),
            Flags = ListOf(tags, "t"),
        };
    }

    /// <summary>Tag names are case-sensitive (RFC 6376 section 3.2).</summary>
    private static string? ValueOf(List<Tag> tags, string name) =>
        tags.Where(tag => tag.Name == name).Select(tag => tag.Value).FirstOrDefault();

    private static ImmutableArray<string> ListOf(List<Tag> tags, string name) =>
        [.. (ValueOf(tags, name) ?? "").ToLowerInvariant().Split(':', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string? MistakeIn(List<Tag> tags)
    {
        if (tags.Exists(tag => tag.Name.Length == 0)) return "text that is no tag";
        if (tags.GroupBy(tag => tag.Name).Any(same => same.Count() > 1)) return "a tag given twice";
        return tags.FindIndex(tag => tag.Name == "v") > 0 ? "v is not the first tag" : null;
    }

    /// <summary>Null when the text is not base64. White space inside p= is legal (RFC 6376 section 3.6.1).</summary>
    private static byte[]? OctetsOf(string? base64)
    {
        var packed = string.Concat((base64 ?? "").Where(letter => letter is not (' ' or '\t' or '\r' or '\n')));
        var octets = new byte[packed.Length];
        return Convert.TryFromBase64String(packed, octets, out var length) ? octets[..length] : null;
    }

    private static (int? RsaBits, string? Mistake) ReadKey(string keyType, byte[]? octets)
    {
        if (octets is null) return (null, "the key is not base64");
        return keyType switch
        {
            "rsa" => RsaModulusBits(octets) is { } bits ? (bits, null) : (null, "the key is not an RSA public key"),
            "ed25519" => octets.Length == 32 ? (null, null) : (null, "the key is not the 32 octets of ed25519"),
            _ => (null, "unknown key type"),
        };
    }

    /// <summary>SubjectPublicKeyInfo, which everybody publishes, or the bare RSAPublicKey that RFC 6376 section 3.6.1 names.</summary>
    private static int? RsaModulusBits(ReadOnlyMemory<byte> der)
    {
        try
        {
            var sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            if (sequence.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                sequence.ReadSequence();
                sequence = new AsnReader(sequence.ReadBitString(out _), AsnEncodingRules.DER).ReadSequence();
            }

            var bits = (int)sequence.ReadInteger().GetBitLength();
            return bits > 0 && sequence.ReadInteger() > 1 ? bits : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
