using MailGuard.Names;

namespace MailGuard.Dns.Wire;

/// <summary>What the authority section says of a name (RFC 2308 section 2).</summary>
/// <param name="Zone">Of the first SOA record that can be decoded and whose zone may hold the name; null when there is none.</param>
/// <param name="HasNs">With no SOA record beside it, and no answer, the mark of a referral.</param>
internal readonly record struct AuthoritySection(DenyingZone? Zone, bool HasNs)
{
    public static AuthoritySection Read(ref WireCursor records, int count, DomainName name)
    {
        var (zone, hasNs) = ((DenyingZone?)null, false);
        for (var left = count; left > 0 && !records.IsDamaged; left--)
        {
            var record = WireRecord.Read(ref records);
            hasNs |= record.Type is DnsType.Ns;
            if (zone is null && record.Is(DnsType.Soa) && record.DecodeZone() is { } decoded && name.IsAtOrBelow(decoded.Apex)) zone = decoded;
        }

        return new(zone, hasNs);
    }
}
