using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Bimi;

/// <summary>What stands at <c>default._bimi</c> of the domain.</summary>
public sealed record BimiPublication(DnsAnswer Answer, ImmutableArray<BimiRecord> Records)
{
    internal static async Task<BimiPublication> ReadAsync(IDnsResolver dns, DomainName domain, CancellationToken cancellationToken)
    {
        var answer = domain.Prepend("default._bimi") is { } name
            ? await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false)
            : DnsAnswer.NoSuchName(domain, DnsType.Txt);
        return new(answer, [.. answer.RecordsOf<DnsRecord.Txt>().Select(txt => BimiRecord.Parse(txt.Text)).OfType<BimiRecord>()]);
    }
}
