using MailGuard.Dns;

namespace MailGuard.Tests.Spf;

/// <summary>Counts the questions put to another resolver.</summary>
internal sealed class CountingResolver(IDnsResolver dns) : IDnsResolver
{
    private int asked;

    public int Asked => asked;

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref asked);
        return dns.ResolveAsync(question, cancellationToken);
    }
}

/// <summary>Times out at one name.</summary>
internal sealed class SilentAt(string name, IDnsResolver dns) : IDnsResolver
{
    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken) =>
        question.Name.Text == name ? new(DnsAnswer.Failed(question, DnsFailure.Timeout)) : dns.ResolveAsync(question, cancellationToken);
}
