using System.Collections.Immutable;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Transport;

/// <summary>What senders do when a host does not fit the policy (RFC 8461 section 5).</summary>
public enum MtaStsMode
{
    None,
    Testing,
    Enforce,
}

/// <summary>An MTA-STS policy file (RFC 8461 section 3.2).</summary>
/// <param name="Text">As fetched, one char an octet.</param>
/// <param name="Mode">Null when missing or invalid.</param>
/// <param name="Mx">Valid patterns, as published, in their order.</param>
/// <param name="MaxAge">Seconds; null when missing or no number of up to ten digits. Kept when larger than allowed.</param>
/// <param name="Mistakes">Where the text leaves its grammar, and what is missing.</param>
public sealed record MtaStsPolicy(
    string Text, MtaStsMode? Mode, ImmutableArray<string> Mx, long? MaxAge, ImmutableArray<SyntaxError> Mistakes)
{
    /// <summary>Seconds: about a year.</summary>
    public const long LargestMaxAge = 31_557_600;

    internal const string EmptyLine = "empty line";
    internal const string MaxAgeTooLarge = "max_age too large";

    /// <summary>To the letter of RFC 8461.</summary>
    public bool IsValid => Mistakes.IsEmpty;

    /// <summary>What senders are sure to understand, empty lines or not. Whether max_age is larger than allowed is a matter of its own.</summary>
    internal bool IsUnderstood => Mistakes.All(mistake => mistake.Problem is EmptyLine or MaxAgeTooLarge);

    /// <summary>Whether the host of an MX record is one of the policy's (RFC 8461 section 4.1).</summary>
    public bool Lists(DomainName host) => Mx.Any(pattern => MtaStsPattern.Matches(pattern, host));

    public static MtaStsPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new MtaStsPolicyReader(text).Read();
    }
}

/// <summary>The value of an <c>mx</c> line.</summary>
internal static class MtaStsPattern
{
    private const string Wildcard = "*.";

    /// <summary><c>["*."] Domain</c>, the latter of RFC 5321 section 4.1.2: letters, digits and hyphens, so that international names are A-labels.</summary>
    public static bool IsValid(string pattern) => WithoutWildcard(pattern).Split('.').All(IsLabel);

    /// <summary>The wildcard stands for exactly one label, the leftmost (RFC 8461 section 4.1; RFC 6125 section 6.4).</summary>
    public static bool Matches(string pattern, DomainName host)
    {
        if (!IsValid(pattern) || !DomainName.TryParse(WithoutWildcard(pattern), out var name)) return false;
        return pattern.StartsWith(Wildcard, StringComparison.Ordinal) ? host.Labels.Length == name.Labels.Length + 1 && host.IsAtOrBelow(name) : host == name;
    }

    private static string WithoutWildcard(string pattern) => pattern.StartsWith(Wildcard, StringComparison.Ordinal) ? pattern[Wildcard.Length..] : pattern;

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(one => char.IsAsciiLetterOrDigit(one) || one == '-');
}
