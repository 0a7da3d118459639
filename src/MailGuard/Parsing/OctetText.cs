using System.Text;

namespace MailGuard.Parsing;

/// <summary>Texts from the DNS hold one char an octet (U+0000 to U+00FF).</summary>
internal static class OctetText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsAscii(string text) => Ascii.IsValid(text);

    /// <summary>The characters the octets spell in UTF-8; the text as it is where they spell none.</summary>
    public static string Decoded(string text)
    {
        if (Ascii.IsValid(text)) return text;
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(text));
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }
}
