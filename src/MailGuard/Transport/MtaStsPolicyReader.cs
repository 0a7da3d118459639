using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Parsing;

namespace MailGuard.Transport;

/// <summary>Reads a policy line by line.</summary>
internal sealed class MtaStsPolicyReader(string text)
{
    private const int MaxNameOctets = 32;
    private const int MaxMaxAgeDigits = 10;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private readonly ImmutableArray<SyntaxError>.Builder mistakes = ImmutableArray.CreateBuilder<SyntaxError>();
    private readonly ImmutableArray<string>.Builder mx = ImmutableArray.CreateBuilder<string>();
    private readonly HashSet<string> seen = [];
    private MtaStsMode? mode;
    private long? maxAge;

    public MtaStsPolicy Read()
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            ReadLine(text[at..(end < 0 ? text.Length : end)], at, hasEnd: end >= 0);
            at = end < 0 ? text.Length : end + 1;
        }

        foreach (var name in (string[])["version", "mode", "max_age"])
            if (!seen.Contains(name)) Mistake(text.Length, "", $"no {name}");
        if (mx.Count == 0 && mode is MtaStsMode.Testing or MtaStsMode.Enforce && !seen.Contains("mx")) Mistake(text.Length, "", "no mx");
        return new(text, mode, mx.ToImmutable(), maxAge, mistakes.ToImmutable());
    }

    /// <summary>RFC 8461 section 3.2: LF or CRLF ends a line, white space may stand before it.</summary>
    private void ReadLine(string whole, int offset, bool hasEnd)
    {
        var line = (hasEnd && whole.EndsWith('\r') ? whole[..^1] : whole).TrimEnd(' ', '\t');
        if (line.Length == 0) Mistake(offset, "", MtaStsPolicy.EmptyLine);
        else if (FieldOf(line) is not var (name, value)) Mistake(offset, line, "not a field");
        else if (name == "mx") ReadMx(value, offset);
        else if (seen.Add(name)) ReadFirst(name, value, offset);   // others of the name do not count
    }

    private static (string Name, string Value)? FieldOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > MaxNameOctets || !char.IsAsciiLetterOrDigit(line[0]) || line.AsSpan(0, colon).ContainsAnyExcept(NameCharacters)) return null;
        return (line[..colon], line[(colon + 1)..].TrimStart(' ', '\t'));
    }

    private void ReadFirst(string name, string value, int offset)
    {
        switch (name)
        {
            case "version":
                if (value != "STSv1") Mistake(offset, value, "unknown version");
                break;
            case "mode":
                mode = ModeOf(value);
                if (mode is null) Mistake(offset, value, "unknown mode");
                break;
            case "max_age":
                ReadMaxAge(value, offset);
                break;
            default:
                if (!IsExtensionValue(value)) Mistake(offset, value, "invalid value");
                break;
        }
    }

    private static MtaStsMode? ModeOf(string value) => value switch
    {
        "none" => MtaStsMode.None,
        "testing" => MtaStsMode.Testing,
        "enforce" => MtaStsMode.Enforce,
        _ => null,
    };

    private void ReadMaxAge(string value, int offset)
    {
        if (value.Length is 0 or > MaxMaxAgeDigits || !value.All(char.IsAsciiDigit))
        {
            Mistake(offset, value, "invalid max_age");
            return;
        }

        maxAge = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
        if (maxAge > MtaStsPolicy.LargestMaxAge) Mistake(offset, value, MtaStsPolicy.MaxAgeTooLarge);
    }

    private void ReadMx(string value, int offset)
    {
        seen.Add("mx");
        if (MtaStsPattern.IsValid(value)) mx.Add(value);
        else Mistake(offset, value, "invalid mx");
    }

    /// <summary>Printable ASCII and UTF-8, no blanks around it.</summary>
    private static bool IsExtensionValue(string value) =>
        value.Length > 0 && !value.Any(one => one is < ' ' or '\x7f') && (OctetText.IsAscii(value) || OctetText.Decoded(value) != value);

    private void Mistake(int offset, string found, string problem) => mistakes.Add(new(offset, found, problem));
}
