using MailGuard.Cli;
using MailGuard.Cli.Input;
using MailGuard.Findings;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests.Cli.Input;

public sealed class ServerNameTests
{
    private static readonly WrittenDns System = new("ns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n");

    [Theory]
    [InlineData("ns1.hospital.example", "ns1.hospital.example", 53)]
    [InlineData("NS1.hospital.example:5353", "ns1.hospital.example", 5353)]
    [InlineData("ns1", "ns1", 53)]
    [InlineData("localhost:53", null, 0)]                     // an address of its own
    [InlineData("[2001:db8::53]:53", null, 0)]
    [InlineData("192.0.2", null, 0)]                          // an address that has lost a number
    [InlineData("ns1.hospital.example:0", null, 0)]
    [InlineData("ns1.hospital.example:65536", null, 0)]
    [InlineData("ns1.hospital.example:", null, 0)]
    [InlineData("ns1..example", null, 0)]
    public void Read_takes_names_apart(string word, string? host, int port)
    {
        var name = ServerName.Read(word);
        Assert.Equal(host, name?.Host.Text);
        Assert.Equal(port, name?.Port ?? 0);
    }

    [Fact]
    public async Task Names_become_their_addresses_and_addresses_stay() => Assert.Equal(
        ["192.0.2.1", "192.0.2.53:5353", "[2001:db8::53]:5353", "localhost:53"],
        await ServerName.ToAddressesAsync(
            ["192.0.2.1", "ns1.hospital.example:5353", "localhost:53"], System, Language.English, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_name_without_an_address_is_named()
    {
        var failure = await Assert.ThrowsAsync<CommandFailure>(() => ServerName.ToAddressesAsync(
            ["ns2.hospital.example"], System, Language.English, TestContext.Current.CancellationToken));
        Assert.Contains("--dns ns2.hospital.example: no address was found", failure.Message, StringComparison.Ordinal);
    }
}
