using System.Net;
using System.Net.Sockets;

namespace MailGuard.Dns;

/// <summary>Addresses of DNS servers as people write them.</summary>
public static class DnsServerAddress
{
    private const int DnsPort = 53;

    /// <summary>Reads <c>192.0.2.1</c>, <c>192.0.2.1:5353</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]:53</c>, <c>localhost:53</c>.</summary>
    /// <returns>Port 53 when none is given. Null for anything else, host names included: they would have to be asked for first.</returns>
    public static IPEndPoint? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string localHost = "localhost";
        var isLocal = text.StartsWith(localHost, StringComparison.OrdinalIgnoreCase);
        var numeric = isLocal ? $"{IPAddress.Loopback}{text[localHost.Length..]}" : text;
        if (!IPEndPoint.TryParse(numeric, out var server) || IsShortened(numeric, server)) return null;
        return server.Port == 0 ? new(server.Address, DnsPort) : server;
    }

    /// <summary>The platform reads <c>192.0.2</c> as 192.0.0.2; whoever writes it has lost a number.</summary>
    private static bool IsShortened(string text, IPEndPoint server) =>
        server.AddressFamily is AddressFamily.InterNetwork && text.Count(letter => letter == '.') != 3;
}
