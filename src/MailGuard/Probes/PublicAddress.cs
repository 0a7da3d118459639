using System.Net;
using System.Net.Sockets;

namespace MailGuard.Probes;

/// <summary>Which addresses may be connected to: those of the public internet. A record can name any address, also one inside this network.</summary>
internal static class PublicAddress
{
    /// <summary>IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast and what is reserved.</summary>
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. ((string[])
            [
                "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
                "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            ]).Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>Global unicast (RFC 4291 section 2.4); loopback, link-local, unique local, multicast and translated addresses lie outside.</summary>
    private static readonly IPNetwork Unicast6 = IPNetwork.Parse("2000::/3");

    /// <summary>Within it: protocol assignments (Teredo), documentation, 6to4, which leads to an IPv4 address of anybody's choice.</summary>
    private static readonly IPNetwork[] NotPublic6 =
        [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(text => IPNetwork.Parse(text))];

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetwork
            ? !Array.Exists(NotPublic4, network => network.Contains(address))
            : Unicast6.Contains(address) && !Array.Exists(NotPublic6, network => network.Contains(address));
    }
}
