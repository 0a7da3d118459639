using System.Collections.Immutable;
using System.Net;

namespace MailGuard.Spf;

/// <summary>Which ip4 and ip6 terms of a record say something about addresses, and which say nothing more than another term.</summary>
internal static class SpfRanges
{
    /// <summary>RFC 1918, RFC 1122 section 3.2.1.3 and RFC 4193: no receiver ever sees a client from there.</summary>
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("fc00::/7"),
    ];

    public static bool IsPrivate(IPNetwork network) =>
        Private.Any(range => network.PrefixLength >= range.PrefixLength && range.Contains(network.BaseAddress));

    /// <summary>
    /// Terms inside another one of the same qualifier whose removal changes no result: the wider one stands before, or nothing of another
    /// qualifier stands between. Of two that are equal and written alike none is named; that is a repeated term.
    /// </summary>
    public static ImmutableArray<SpfTerm.Directive> Redundant(SpfRecord record)
    {
        var ranges = Ranges(record).ToList();
        var lengths = ranges.Select(range => range.Network.PrefixLength).Distinct().ToList();
        var first = new Dictionary<(IPNetwork, SpfQualifier), int>();
        var inRun = new HashSet<(IPNetwork, int)>();
        foreach (var (position, range) in ranges.Index())
        {
            first.TryAdd((range.Network, range.Term.Qualifier), position);
            inRun.Add((range.Network, range.Run));
        }

        return [.. ranges.Index().Where(one => IsCovered(one.Index, one.Item)).Select(one => one.Item.Term)];

        bool IsCovered(int position, Range range)
        {
            var isRepeatOtherwiseWritten = first[(range.Network, range.Term.Qualifier)] is var earlier && earlier < position
                && !ranges[earlier].Term.Text.TrimStart('+').Equals(range.Term.Text.TrimStart('+'), StringComparison.OrdinalIgnoreCase);
            return isRepeatOtherwiseWritten || lengths.Where(length => length < range.Network.PrefixLength).Select(length => Widened(range.Network, length)).Any(
                wider => inRun.Contains((wider, range.Run)) || (first.TryGetValue((wider, range.Term.Qualifier), out var before) && before < position));
        }
    }

    /// <summary>Those that are evaluated, each with the number of the unbroken run of terms of one qualifier that it stands in.</summary>
    private static IEnumerable<Range> Ranges(SpfRecord record)
    {
        var run = 0;
        SpfQualifier? qualifier = null;
        foreach (var directive in record.EvaluatedTerms.OfType<SpfTerm.Directive>())
        {
            if (directive.Qualifier != qualifier) run++;
            qualifier = directive.Qualifier;
            if (directive.Mechanism is SpfMechanism.Ip ip) yield return new(directive, ip.Network, run);
        }
    }

    private static IPNetwork Widened(IPNetwork network, int length)
    {
        var octets = network.BaseAddress.GetAddressBytes();
        for (var bit = length; bit < octets.Length * 8; bit++) octets[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new(new IPAddress(octets), length);
    }

    private sealed record Range(SpfTerm.Directive Term, IPNetwork Network, int Run);
}
