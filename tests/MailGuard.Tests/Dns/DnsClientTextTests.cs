using System.Globalization;
using System.Text;
using MailGuard.Dns;

namespace MailGuard.Tests.Dns;

public sealed class DnsClientTextTests
{
    /// <summary>As DnsClient 1.8.0 gives them for these octets; both forms were read from a server of such a record.</summary>
    [Theory]
    [InlineData("v=spf1 -all")]
    [InlineData("")]
    [InlineData("\u0000\"\\\u007f\u00c8\u00ff")]                 // octets 0, 34, 92, 127, 200, 255
    [InlineData("\\200")]                                         // four characters that look like one escaped octet
    [InlineData("\u00c8\\200\u00c8")]
    [InlineData("\\\"\\\\;\\000")]
    [InlineData("\u00e3\u0081\u0082\\227")]                       // valid UTF-8, then a backslash
    [InlineData("\u00f0\u009f\u0098\u0080 \u00e3x")]              // four octets of one character; one broken off
    [InlineData("\u00f0\u009f\u00ff")]                            // two octets that decode to one replacement character
    [InlineData("\u00ef\u00bf\u00bd\u00ff")]                      // the replacement character itself
    [InlineData("\u00ef\u00bb\u00bfv=spf1")]                      // byte order mark
    public void Octets_are_those_sent(string latin1)
    {
        var octets = Encoding.Latin1.GetBytes(latin1);
        Assert.Equal(octets, DnsClientText.Octets(Escape(octets), Encoding.UTF8.GetString(octets)));
    }

    [Fact]
    public void Octets_of_every_value_come_back()
    {
        var octets = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        Assert.Equal(octets, DnsClientText.Octets(Escape(octets), Encoding.UTF8.GetString(octets)));
    }

    [Theory]
    [InlineData("a", "ab")]
    [InlineData("ab", "a")]
    [InlineData("a", "\u3042")]
    [InlineData("\\227\\129", "\uFFFD\\129")]       // octet 227 and the text \129: told apart by neither form
    public void Octets_that_cannot_be_known_are_not_guessed(string escaped, string decoded) =>
        Assert.Null(DnsClientText.Octets(escaped, decoded));

    [Theory]
    [InlineData("ca.example; a=\\\"b\\\"", 17, "ca.example; a=\"b\"")]
    [InlineData("\\200", 1, "\u00c8")]
    [InlineData("\\\\x", 3, "\\\\x")]
    [InlineData("\\200", 4, null)]                  // the text \200, or the octet
    public void Octets_of_a_single_form_need_their_number(string escaped, int length, string? expected)
    {
        var octets = DnsClientText.Octets(escaped, length);
        Assert.Equal(expected, octets is { } known ? Encoding.Latin1.GetString(known.AsSpan()) : null);
    }

    /// <summary>What DnsClient 1.8.0 does: no escape for the backslash.</summary>
    private static string Escape(byte[] octets) => string.Concat(octets.Select(octet => octet switch
    {
        (byte)'"' => "\\\"",
        < 32 or > 126 => string.Create(CultureInfo.InvariantCulture, $"\\{octet:D3}"),
        _ => ((char)octet).ToString(),
    }));
}
