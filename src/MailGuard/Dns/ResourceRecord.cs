using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>A record with its owner and TTL, as zones hold and messages carry it (RFC 1035 section 3.2.1). Of class IN.</summary>
public sealed record ResourceRecord(DomainName Owner, TimeSpan TimeToLive, DnsRecord Data)
{
    /// <summary>The target of a CNAME; null for every other record.</summary>
    internal DomainName? AliasTarget => Data is DnsRecord.Pointer { Type: DnsType.Cname } alias ? alias.Target : null;

    internal bool IsOf(DomainName owner, DnsType type) => Data.Type == type && Owner == owner;
}
