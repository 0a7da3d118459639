using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using DnsClient;

namespace MailGuard.Dns;

/// <summary>The resolvers the system is set up with, as DnsClient finds them on each platform.</summary>
internal static class DnsClientSystemServers
{
    /// <summary>Never the public servers that DnsClient falls back to: they would see every name that is asked. Empty when there are none.</summary>
    public static ImmutableArray<IPEndPoint> Read()
    {
        try
        {
            var servers = NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false);
            return [.. servers.Select(EndPointOf).OfType<IPEndPoint>()];
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IPEndPoint? EndPointOf(NameServer server) =>
        IPAddress.TryParse(server.Address, out var address) && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            ? new(address, server.Port)
            : null;
}
