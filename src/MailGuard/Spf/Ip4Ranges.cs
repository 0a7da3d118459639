using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MailGuard.Spf;

/// <summary>How much of the IPv4 space some networks cover together.</summary>
internal static class Ip4Ranges
{
    public const long WholeSpace = 1L << 32;

    public static long CoveredAddresses(IEnumerable<IPNetwork> networks)
    {
        var covered = 0L;
        var next = 0L;
        foreach (var (first, last) in networks.Where(network => network.BaseAddress.AddressFamily is AddressFamily.InterNetwork).Select(Bounds).Order())
        {
            if (last < next) continue;
            covered += last - Math.Max(first, next) + 1;
            next = last + 1;
        }

        return covered;
    }

    private static (long First, long Last) Bounds(IPNetwork network)
    {
        long first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        return (first, first + (1L << (32 - network.PrefixLength)) - 1);
    }
}
