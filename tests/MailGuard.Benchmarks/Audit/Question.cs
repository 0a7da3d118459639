using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Benchmarks.Audit;

internal sealed record Question(DomainName Name, DnsType Type)
{
    /// <summary>Questions under way at the same time, for everything that asks them from a list.</summary>
    public const int InFlight = 64;
}
