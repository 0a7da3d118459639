using System.Collections.Immutable;
using System.Text;

namespace MailGuard.Spf;

/// <summary>A domain-spec: a name with macros in it (RFC 7208 section 7.1), e.g. <c>%{i}._spf.provider.example</c>.</summary>
public sealed record SpfDomainSpec(string Text, ImmutableArray<SpfMacroPart> Parts)
{
    /// <summary>True when the name can only be known for one message: it names the sender, the client or the time.</summary>
    public bool DependsOnMessage => Parts.OfType<SpfMacroPart.Expand>().Any(macro => char.ToLowerInvariant(macro.Letter) is not ('d' or 'o'));

    public bool UsesLetter(char letter) => Parts.OfType<SpfMacroPart.Expand>().Any(macro => char.ToLowerInvariant(macro.Letter) == letter);

    /// <summary>The name with every macro replaced; leading labels are cut when it exceeds 253 octets (RFC 7208 section 7.3).</summary>
    /// <param name="valueOf">Gives the value of a macro letter in lower case.</param>
    public string Expand(Func<char, string> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        var expanded = "";
        // From the end, and no further than can matter: a record may hold thousands of macros.
        for (var at = Parts.Length - 1; at >= 0 && expanded.Length <= MaxOctetsWithDots; at--) expanded = Parts[at].Expanded(valueOf) + expanded;
        var max = expanded.EndsWith('.') ? Names.DomainName.MaxOctets + 1 : Names.DomainName.MaxOctets;
        if (expanded.Length <= max) return expanded;
        var dot = expanded.IndexOf('.', expanded.Length - max - 1, max);
        return dot < 0 ? expanded : expanded[(dot + 1)..];
    }

    /// <summary>The longest name with the dot before it and the one behind it.</summary>
    private const int MaxOctetsWithDots = Names.DomainName.MaxOctets + 2;
}

/// <summary>A part of a macro-string (RFC 7208 section 7.1).</summary>
public abstract record SpfMacroPart
{
    public sealed record Literal(string Text) : SpfMacroPart;

    /// <summary><c>%{…}</c>.</summary>
    /// <param name="Letter">Upper case asks for URL escaping.</param>
    /// <param name="RightmostParts">How many parts to keep; null keeps all.</param>
    /// <param name="Delimiters">What parts the value; empty means a dot.</param>
    public sealed record Expand(char Letter, int? RightmostParts, bool IsReversed, string Delimiters) : SpfMacroPart;

    internal string Expanded(Func<char, string> valueOf) => this switch
    {
        Literal literal => literal.Text,
        Expand macro => Transform(macro, valueOf(char.ToLowerInvariant(macro.Letter))),
        _ => "",
    };

    private static string Transform(Expand macro, string value)
    {
        var parts = value.Split(macro.Delimiters.Length == 0 ? ['.'] : macro.Delimiters.ToCharArray());
        if (macro.IsReversed) Array.Reverse(parts);
        var kept = string.Join('.', parts.TakeLast(macro.RightmostParts ?? parts.Length));
        return char.IsAsciiLetterUpper(macro.Letter) ? UrlEscaped(kept) : kept;
    }

    /// <summary>All but the unreserved characters of RFC 3986 section 2.3, octet by octet.</summary>
    private static string UrlEscaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var octet in Encoding.Latin1.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~') escaped.Append((char)octet);
            else escaped.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
