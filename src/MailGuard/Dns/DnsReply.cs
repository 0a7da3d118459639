using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>What one server said to one question; its CNAMEs need not be followed to the end.</summary>
/// <param name="Answers">The answer section.</param>
/// <param name="IsNoSuchName">NXDOMAIN, said of the end of the CNAMEs in <paramref name="Answers"/> (RFC 2308 section 2.1).</param>
/// <param name="Soa">Of the authority section; null when there is none.</param>
/// <param name="Failure">Set when there is no such answer; all else is empty then.</param>
internal sealed record DnsReply(ImmutableArray<ResourceRecord> Answers, bool IsNoSuchName, ResourceRecord? Soa, DnsFailure? Failure = null)
{
    public static DnsReply Failed(DnsFailure failure) => new([], false, null, failure);

    /// <summary>RFC 2308 section 5. Null without a SOA record: such an answer is not to be kept.</summary>
    public TimeSpan? NegativeTimeToLive =>
        Soa is { Data: DnsRecord.Soa data } ? Shorter(Soa.TimeToLive, TimeSpan.FromSeconds(data.Minimum)) : null;

    public IEnumerable<ResourceRecord> Of(DomainName owner, DnsType type) =>
        Answers.Where(record => record.Data.Type == type && record.Owner == owner);

    /// <summary>True when the reply itself denies more at the name; otherwise its server may only not know the name.</summary>
    public bool SpeaksFor(DomainName name) => Soa is not null && name.IsAtOrBelow(Soa.Owner);

    /// <summary>True when every record of the type, and every CNAME, is owned by the name asked or by the target of such a CNAME.</summary>
    public bool IsAbout(DomainName name, DnsType type)
    {
        var owners = new HashSet<DomainName> { name };
        var unplaced = Answers.Where(record => record.Data.Type == type || record.Data.Type is DnsType.Cname).ToList();
        while (unplaced.RemoveAll(record => IsPlaced(record, owners)) > 0)
        {
        }

        return unplaced.Count == 0;
    }

    public static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static bool IsPlaced(ResourceRecord record, HashSet<DomainName> owners)
    {
        if (!owners.Contains(record.Owner)) return false;
        if (record.Data is DnsRecord.Pointer { Type: DnsType.Cname } alias) owners.Add(alias.Target);
        return true;
    }
}
