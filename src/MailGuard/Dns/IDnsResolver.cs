using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Answers one question. Implementations serve the whole process, from any thread.</summary>
public interface IDnsResolver
{
    /// <summary>
    /// Every question ends as <see cref="DnsStatus.Found"/>, <see cref="DnsStatus.NoData"/>, <see cref="DnsStatus.NoSuchName"/> or
    /// <see cref="DnsStatus.Failed"/>; CNAMEs are followed. The only exception is a cancellation. The answer repeats the question
    /// (<see cref="DnsAnswer.Question"/>); a source that cannot ask so says <see cref="DnsFailure.CannotAsk"/>.
    /// </summary>
    ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken);
}

public static class DnsResolverExtensions
{
    /// <summary>Asks with checking on, as everybody does.</summary>
    public static ValueTask<DnsAnswer> ResolveAsync(this IDnsResolver dns, DomainName name, DnsType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dns);
        return dns.ResolveAsync(new DnsQuestion(name, type), cancellationToken);
    }
}
