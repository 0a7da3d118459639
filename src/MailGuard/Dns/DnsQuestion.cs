using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>What a resolver is asked.</summary>
/// <param name="CheckingDisabled">
/// The CD bit (RFC 4035 section 3.2.2): a server that validates is to answer even where signatures do not fit. Such an answer explains a
/// failure; it is not what others see.
/// </param>
public readonly record struct DnsQuestion(DomainName Name, DnsType Type, bool CheckingDisabled = false);
