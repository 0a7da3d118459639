using System.Net;
using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

public sealed class Ip4RangesTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("192.0.2.1/32", 1)]
    [InlineData("192.0.2.0/24 192.0.2.0/24", 256)]                      // the same twice
    [InlineData("192.0.2.0/24 192.0.2.128/25 192.0.2.7/32", 256)]       // contained
    [InlineData("192.0.3.0/24 192.0.2.0/24", 512)]                      // any order
    [InlineData("255.255.255.255/32 0.0.0.0/32", 2)]
    [InlineData("2001:db8::/32 192.0.2.1/32", 1)]                       // IPv4 only
    [InlineData("0.0.0.0/0", Ip4Ranges.WholeSpace)]
    [InlineData("0.0.0.0/1 128.0.0.0/1", Ip4Ranges.WholeSpace)]
    [InlineData("0.0.0.0/0 10.0.0.0/8", Ip4Ranges.WholeSpace)]
    public void Addresses_are_counted_once(string networks, long expected) =>
        Assert.Equal(expected, Ip4Ranges.CoveredAddresses(networks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => IPNetwork.Parse(text))));
}
