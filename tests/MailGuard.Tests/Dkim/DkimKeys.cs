using System.Formats.Asn1;
using System.Numerics;

namespace MailGuard.Tests.Dkim;

/// <summary>Public keys of any length that sign nothing; the same in every run.</summary>
internal static class DkimKeys
{
    /// <summary>RFC 8463 appendix A.</summary>
    public const string Ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// <summary>An RSAPublicKey in base64.</summary>
    public static string Rsa(int bits)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger((BigInteger.One << (bits - 1)) + 1);
            writer.WriteInteger(65537);
        }

        return Convert.ToBase64String(writer.Encode());
    }

    /// <summary>A text as the character-strings of a TXT record in a master file.</summary>
    public static string Strings(string text) => string.Join(' ', text.Chunk(200).Select(chunk => $"\"{new string(chunk)}\""));
}
