using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Answers one question. Implementations serve the whole process, from any thread.</summary>
public interface IDnsResolver
{
    /// <summary>
    /// Every question ends as <see cref="DnsStatus.Found"/>, <see cref="DnsStatus.NoData"/>, <see cref="DnsStatus.NoSuchName"/> or
    /// <see cref="DnsStatus.Failed"/>; CNAMEs are followed. The only exception is a cancellation.
    /// </summary>
    ValueTask<DnsAnswer> ResolveAsync(DomainName name, DnsType type, CancellationToken cancellationToken);
}
