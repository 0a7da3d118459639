using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Spf;

/// <summary>Counts the questions put to another resolver.</summary>
internal sealed class CountingResolver(IDnsResolver dns) : IDnsResolver
{
    private int asked;

    public int Asked => asked;

    public ValueTask<DnsAnswer> ResolveAsync(DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref asked);
        return dns.ResolveAsync(name, type, cancellationToken);
    }
}

/// <summary>Times out at one name.</summary>
internal sealed class SilentAt(string name, IDnsResolver dns) : IDnsResolver
{
    public ValueTask<DnsAnswer> ResolveAsync(DomainName asked, DnsType type, CancellationToken cancellationToken) =>
        asked.Text == name ? new(DnsAnswer.Failed(asked, type, DnsFailure.Timeout)) : dns.ResolveAsync(asked, type, cancellationToken);
}
