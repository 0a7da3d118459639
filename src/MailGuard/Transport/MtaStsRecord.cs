using System.Collections.Immutable;
using MailGuard.Parsing;

namespace MailGuard.Transport;

/// <summary>The TXT record that announces an MTA-STS policy (RFC 8461 section 3.1).</summary>
/// <param name="Id">One to 32 letters and digits; null when missing or invalid.</param>
public sealed record MtaStsRecord(string Text, string? Id)
{
    private const string Version = "v=STSv1";
    private const int MaxIdOctets = 32;

    /// <summary>Where the text leaves its grammar; senders then see no policy.</summary>
    public ImmutableArray<SyntaxError> Mistakes { get; init; } = [];

    public bool IsValid => Id is not null && Mistakes.IsEmpty;

    /// <summary>Null when the text is no such record.</summary>
    public static MtaStsRecord? Parse(string text)
    {
        if (FieldList.Read(text, Version) is not { } list) return null;
        var id = list.First("id");
        var isId = id is { } field && IsId(field.Value);
        return new(text, isId ? id!.Value.Value : null)
        {
            Mistakes =
            [
                .. list.Mistakes,
                .. isId ? [] : new[] { id is { } bad ? new SyntaxError(bad.Offset, bad.Value, "invalid id") : new(text.Length, "", "no id") },
                .. list.Fields.Where(field => field.Name != "id" && !FieldList.IsExtensionValue(field.Value))
                    .Select(field => new SyntaxError(field.Offset, field.Value, "invalid value")),
            ],
        };
    }

    private static bool IsId(string value) => value.Length is >= 1 and <= MaxIdOctets && value.All(char.IsAsciiLetterOrDigit);
}
