using System.Collections.Immutable;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Dkim;

/// <summary>A DKIM-Signature field as it stands in a message (RFC 6376 section 3.5), right or wrong. Nothing is verified by reading it.</summary>
/// <param name="Text">What stands behind the colon of the field, folding included, one char an octet.</param>
/// <param name="Mistakes">
/// Where the text leaves the grammar or the rules of section 3.5, in the order met; a verifier ignores a signature that has any. At most
/// <see cref="MaxMistakes"/> are kept.
/// </param>
public sealed record DkimSignature(string Text, ImmutableArray<SyntaxError> Mistakes)
{
    /// <summary>Nobody mends more than these of one field.</summary>
    public const int MaxMistakes = 50;

    /// <summary>The v tag; null when missing.</summary>
    public string? Version { get; init; }

    /// <summary>The a tag in lower case, e.g. <c>rsa-sha256</c>; null when missing.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The b tag, decoded; empty when missing, empty or unreadable.</summary>
    public ImmutableArray<byte> Signature { get; init; } = [];

    /// <summary>The bh tag, decoded; empty likewise.</summary>
    public ImmutableArray<byte> BodyHash { get; init; } = [];

    /// <summary>The first half of the c tag in lower case; <c>simple</c> when missing.</summary>
    public string HeaderCanonicalization { get; init; } = "simple";

    /// <summary>The second half of the c tag in lower case; <c>simple</c> when missing.</summary>
    public string BodyCanonicalization { get; init; } = "simple";

    /// <summary>The d tag; null when missing or no domain name.</summary>
    public DomainName? Domain { get; init; }

    /// <summary>The h tag: names of the signed fields as published, in their order; a name given twice signs two fields.</summary>
    public ImmutableArray<string> SignedHeaders { get; init; } = [];

    /// <summary>The domain of the i tag, else that of d; null when it is no domain name.</summary>
    public DomainName? IdentityDomain { get; init; }

    /// <summary>The l tag: octets of the canonicalized body that are signed; null when missing, which means all. Larger numbers than fit are the largest.</summary>
    public long? BodyLength { get; init; }

    /// <summary>The q tag in lower case; <c>dns/txt</c> when missing.</summary>
    public ImmutableArray<string> QueryMethods { get; init; } = ["dns/txt"];

    /// <summary>The s tag in lower case; null when missing or no selector.</summary>
    public string? Selector { get; init; }

    /// <summary>The t tag, seconds since 1970; null when missing or no number.</summary>
    public long? SignedAtUnixSeconds { get; init; }

    /// <summary>The x tag, seconds since 1970; null likewise.</summary>
    public long? ExpiresAtUnixSeconds { get; init; }

    /// <summary>The z tag as published: fields as they were at signing, for diagnosis only; null when missing.</summary>
    public string? CopiedHeaders { get; init; }

    /// <summary>The text with the value of b and the white space around it taken out, as it was signed (RFC 6376 section 3.5, b).</summary>
    public string TextWithoutSignature { get; init; } = Text;

    /// <summary>Never fails: what cannot be read is a mistake in the result.</summary>
    public static DkimSignature Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DkimSignatureParser(text).Parse();
    }
}
