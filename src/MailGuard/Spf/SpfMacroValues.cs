using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailGuard.Spf;

/// <summary>Values of the macro letters for one request (RFC 7208 section 7.2), one char an octet.</summary>
internal sealed class SpfMacroValues(SpfRequest request, SpfEvaluatorOptions options)
{
    /// <summary>Octets kept of what a client says; SMTP allows 256 (RFC 5321 section 4.5.3.1.3).</summary>
    private const int MaxOctets = 1_000;

    private readonly string localPart = Bounded(SpfRequest.LocalPartOf(request.Sender));
    private readonly string senderDomain = SpfNames.ForMacros(Bounded(SpfRequest.DomainOf(request.Sender)));
    private readonly string helo = SpfNames.ForMacros(Bounded(request.Helo));

    public bool HasAsciiLocalPart => Parsing.OctetText.IsAscii(localPart);

    /// <summary>An IPv4-mapped address as IPv4.</summary>
    public IPAddress Client { get; } = request.ClientAddress.IsIPv4MappedToIPv6 ? request.ClientAddress.MapToIPv4() : request.ClientAddress;

    public bool IsIp6 => Client.AddressFamily is AddressFamily.InterNetworkV6;

    /// <summary>True when the client and the address share the leading bits; never for addresses of two families.</summary>
    public bool IsWithin(IPAddress address, int prefixBits)
    {
        if (address.AddressFamily != Client.AddressFamily) return false;
        var (left, right) = (address.GetAddressBytes(), Client.GetAddressBytes());
        var octets = prefixBits / 8;
        if (!left.AsSpan(0, octets).SequenceEqual(right.AsSpan(0, octets))) return false;
        var rest = prefixBits % 8;
        return rest == 0 || (left[octets] ^ right[octets]) >> (8 - rest) == 0;
    }

    /// <summary>Where the client's PTR records are: <c>%{ir}.%{v}.arpa</c>.</summary>
    public string ReverseName => $"{string.Join('.', DottedAddress().Split('.').AsEnumerable().Reverse())}.{ReverseZone}.arpa";

    /// <param name="domain">The <c>&lt;domain&gt;</c> of the record the macro stands in.</param>
    /// <param name="validatedName">The value of <c>p</c>.</param>
    public string Of(char letter, string domain, string validatedName) => letter switch
    {
        's' => $"{localPart}@{senderDomain}",
        'l' => localPart,
        'o' => senderDomain,
        'd' => domain,
        'i' => DottedAddress(),
        'p' => validatedName,
        'v' => ReverseZone,
        'h' => helo,
        'c' => Client.ToString(),
        'r' => options.ReceivingHost,
        't' => options.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>One char an octet: characters that are no octets become UTF-8.</summary>
    public static string Octets(string text) =>
        text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff') ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)) : text;

    private string ReverseZone => IsIp6 ? "ip6" : "in-addr";

    /// <summary><c>192.0.2.1</c>, or 32 nibbles with dots between them, in capitals as the published suite has them.</summary>
    private string DottedAddress() => IsIp6 ? string.Join('.', Convert.ToHexString(Client.GetAddressBytes()).AsEnumerable()) : Client.ToString();

    private static string Bounded(string text) => Octets(text) is var octets && octets.Length > MaxOctets ? octets[^MaxOctets..] : octets;
}
