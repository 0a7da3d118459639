using MailGuard.Dns;

namespace MailGuard.Tests.Dns;

public sealed class DnsServerAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:53")]
    [InlineData("192.0.2.1:5353", "192.0.2.1:5353")]
    [InlineData("2001:db8::1", "[2001:db8::1]:53")]
    [InlineData("[2001:db8::1]:5353", "[2001:db8::1]:5353")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:53")]
    [InlineData("localhost", "127.0.0.1:53")]
    [InlineData("localhost:5353", "127.0.0.1:5353")]
    [InlineData("192.0.2", null)]                    // not 192.0.0.2
    [InlineData("53", null)]
    [InlineData("192.0.2.1:", null)]
    [InlineData("192.0.2.1:65536", null)]
    [InlineData("dns.example", null)]
    [InlineData("localhost.example", null)]
    [InlineData("", null)]
    public void Addresses_are_read(string text, string? expected) =>
        Assert.Equal(expected, DnsServerAddress.Parse(text)?.ToString());
}
