using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>
/// Answers from zones in memory as a server of them with an empty root zone would, save that NS records below an apex are data and no
/// delegation. Names outside all zones do not exist. Nothing is signed, so that checking makes no difference.
/// </summary>
public sealed class ZoneResolver : IDnsResolver
{
    private readonly Dictionary<DomainName, ZoneTree> zones;

    /// <param name="zones">Those of the same apex are one zone.</param>
    public ZoneResolver(IEnumerable<Zone> zones) =>
        this.zones = zones.GroupBy(zone => zone.Apex).ToDictionary(
            group => group.Key,
            group => new ZoneTree(group.Key, group.SelectMany(zone => zone.Records)));

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question.Name);
        cancellationToken.ThrowIfCancellationRequested();
        return AliasFollower.FollowAsync(question, at => ValueTask.FromResult(Ask(at, question.Type)));
    }

    private DnsReply Ask(DomainName name, DnsType type) => type is DnsType.Ds && zones.ContainsKey(name)
        ? AskParent(name)
        : ZoneOf(name)?.Ask(name, type) ?? new([], IsNoSuchName: !name.IsRoot, null);

    /// <summary>DS at an apex stands in the parent zone (RFC 4035 section 3.1.4.1). The apex exists, whatever the parent knows of it.</summary>
    private DnsReply AskParent(DomainName apex)
    {
        var reply = apex.Parent is { } parent ? ZoneOf(parent)?.Ask(apex, DnsType.Ds) : null;
        return reply is null ? new([], IsNoSuchName: false, null) : reply with { IsNoSuchName = false };
    }

    private ZoneTree? ZoneOf(DomainName name)
    {
        for (var apex = name; apex is not null; apex = apex.Parent)
        {
            if (zones.TryGetValue(apex, out var zone)) return zone;
        }

        return null;
    }
}
