using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>A record with its owner and TTL, as zones hold and messages carry it (RFC 1035 section 3.2.1). Of class IN.</summary>
public sealed record ResourceRecord(DomainName Owner, TimeSpan TimeToLive, DnsRecord Data);
