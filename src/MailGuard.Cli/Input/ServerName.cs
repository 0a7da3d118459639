using System.Globalization;
using System.Net;
using MailGuard.Cli.Terminal;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Cli.Input;

/// <summary>A DNS server given by its name, which has to be asked for before it can be asked, e.g. <c>ns1.hospital.example:5353</c>.</summary>
internal sealed record ServerName(DomainName Host, int Port)
{
    private const int DnsPort = 53;

    /// <summary>Null for addresses, and for what is neither: a name's last label is not a number.</summary>
    public static ServerName? Read(string word)
    {
        if (DnsServerAddress.Parse(word) is not null) return null;
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var port = DnsPort;
        if (colon >= 0 && !(ushort.TryParse(word.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && (port = given) > 0)) return null;
        return DomainName.TryParse(colon < 0 ? word : word[..colon], out var host) && host.Labels[^1].Any(char.IsAsciiLetter) ? new(host, port) : null;
    }

    /// <summary>Servers given by name are asked for first, from the system's own.</summary>
    /// <exception cref="CommandFailure">A name has no address.</exception>
    public static async Task<DnsArguments> ResolveAsync(DnsArguments arguments, Language language, CancellationToken cancellationToken)
    {
        if (arguments.Servers.All(server => Read(server) is null)) return arguments;
        using var system = new WireResolver(new() { Deadline = arguments.Timeout, Retries = arguments.Retries });
        return arguments with { Servers = await ToAddressesAsync(arguments.Servers, system, language, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>The servers with every name replaced by its addresses, IPv4 first.</summary>
    /// <exception cref="CommandFailure">A name has no address.</exception>
    public static async Task<IReadOnlyList<string>> ToAddressesAsync(
        IReadOnlyList<string> servers, IDnsResolver system, Language language, CancellationToken cancellationToken)
    {
        var addresses = new List<string>();
        foreach (var server in servers)
        {
            if (Read(server) is { } name)
                addresses.AddRange(await name.AddressesAsync(system, language, cancellationToken).ConfigureAwait(false));
            else addresses.Add(server);
        }

        return addresses;
    }

    private async Task<IEnumerable<string>> AddressesAsync(IDnsResolver system, Language language, CancellationToken cancellationToken)
    {
        var ip4 = await system.ResolveAsync(Host, DnsType.A, cancellationToken).ConfigureAwait(false);
        var ip6 = await system.ResolveAsync(Host, DnsType.Aaaa, cancellationToken).ConfigureAwait(false);
        var addresses = ip4.RecordsOf<DnsRecord.Address>().Concat(ip6.RecordsOf<DnsRecord.Address>())
            .Select(record => new IPEndPoint(record.Value, Port).ToString()).ToList();
        return addresses.Count > 0 ? addresses : throw new CommandFailure(language.Of(
            $"--dns {Host.Text}: no address was found for this name; write the address of the server, such as 192.0.2.1",
            $"--dns {Host.Text}：この名前のアドレスが見つかりません。192.0.2.1 のようにサーバーのアドレスを書いてください"));
    }
}
