using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>The names of one zone, empty non-terminals included, and what an authoritative server would say of them.</summary>
internal sealed class ZoneTree
{
    private readonly Dictionary<DomainName, List<ResourceRecord>> nodes = [];
    private readonly DomainName apex;

    public ZoneTree(DomainName apex, IEnumerable<ResourceRecord> records)
    {
        this.apex = apex;
        nodes.Add(apex, []);
        foreach (var record in records) NodeOf(record.Owner).Add(record);
    }

    /// <summary>Null for a zone without SOA record.</summary>
    private DenyingZone? Denial => nodes[apex].Find(record => record.Data is DnsRecord.Soa) is { Data: DnsRecord.Soa data } soa
        ? DenyingZone.Of(apex, soa.TimeToLive, data.Minimum)
        : null;

    /// <param name="name">At or below the apex.</param>
    public DnsReply Ask(DomainName name, DnsType type)
    {
        var node = nodes.GetValueOrDefault(name) ?? WildcardFor(name);
        if (node is null) return new([], IsNoSuchName: true, Denial);
        ImmutableArray<ResourceRecord> answers =
        [
            .. node.Where(record => record.Data.Type == type || record.Data.Type is DnsType.Cname)
                .Select(record => record with { Owner = name }),
        ];
        return new(answers, IsNoSuchName: false, answers.IsEmpty ? Denial : null);
    }

    /// <summary>The wildcard below the closest encloser (RFC 4592 section 3.3.1); those further up do not apply.</summary>
    private List<ResourceRecord>? WildcardFor(DomainName name)
    {
        var encloser = name.Parent!;
        while (!nodes.ContainsKey(encloser)) encloser = encloser.Parent!;
        return encloser.Prepend("*") is { } wildcard ? nodes.GetValueOrDefault(wildcard) : null;
    }

    private List<ResourceRecord> NodeOf(DomainName owner)
    {
        if (nodes.TryGetValue(owner, out var node)) return node;
        for (var above = owner.Parent!; nodes.TryAdd(above, []); above = above.Parent!)
        {
        }

        return nodes[owner] = [];
    }
}
