using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace MailGuard.Rendering.Html;

/// <summary>Markup, made from interpolated strings only: what is written out is markup, what stands in braces is encoded.</summary>
/// <remarks>Attribute values stand in double quotes, or the encoding would not hold.</remarks>
internal readonly record struct Markup
{
    private readonly string? _text;

    private Markup(string text) => _text = text;

    public static Markup Empty => default;

    public bool IsEmpty => string.IsNullOrEmpty(_text);

    public static Markup Of(MarkupInterpolation markup) => new(markup.ToString());

    /// <summary>Text of a sentence, a name, a cell.</summary>
    public static Markup Text(string? text) => Of($"{text}");

    /// <summary>Text of a DNS record, in which characters stand for octets.</summary>
    public static Markup Record(string record) => new(WebUtility.HtmlEncode(PlainText.OfRecord(record)));

    /// <summary>A stylesheet or script of the library, in which nothing is text of anybody else.</summary>
    public static Markup OwnCode(string code) => new(code);

    public override string ToString() => _text ?? "";
}

/// <summary>Encodes the holes of an interpolated string. A hole of any other type does not compile.</summary>
[InterpolatedStringHandler]
internal readonly struct MarkupInterpolation(int literalLength, int formattedCount)
{
    private const int ExpectedLengthOfHole = 32;

    private readonly StringBuilder _markup = new(literalLength + (formattedCount * ExpectedLengthOfHole));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(string? text) => _markup.Append(WebUtility.HtmlEncode(PlainText.Of(text)));

    public void AppendFormatted(int number, string? format = null) => _markup.Append(number.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A length in a drawing.</summary>
    public void AppendFormatted(double length) => _markup.Append(length.ToString("0.#", CultureInfo.InvariantCulture));

    /// <summary>Without it a letter would be taken for its number.</summary>
    public void AppendFormatted(char letter) => AppendFormatted(letter.ToString());

    public void AppendFormatted(Markup markup) => _markup.Append(markup.ToString());

    public void AppendFormatted(IEnumerable<Markup> parts)
    {
        foreach (var part in parts) _markup.Append(part.ToString());
    }

    public override string ToString() => _markup.ToString();
}
