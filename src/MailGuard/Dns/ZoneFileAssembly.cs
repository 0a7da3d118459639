using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>From the records of one master file to its zones: finds each one's apex and leaves out what no server would load.</summary>
internal static class ZoneFileAssembly
{
    public static ImmutableArray<Zone> Assemble(IReadOnlyList<ZoneFileRecord> records, List<ZoneFileMistake> mistakes)
    {
        var withSoa = records.Where(one => one.Record.Data is DnsRecord.Soa).Select(one => one.Record.Owner).ToHashSet();
        var origins = records.Select(one => one.Origin).ToHashSet();
        var zones = new Dictionary<DomainName, List<ZoneFileRecord>>();
        foreach (var one in records)
        {
            if (ApexOf(one.Record.Owner, withSoa, origins) is not { } apex) mistakes.Add(new(one.Line, OutsideTheZone(one)));
            else if (zones.TryGetValue(apex, out var zone)) zone.Add(one);
            else zones.Add(apex, [one]);
        }

        return [.. zones.Select(zone => new Zone(zone.Key, WithoutConflicts(zone.Value, mistakes)))];
    }

    /// <summary>The nearest name with a SOA record, else the topmost origin. Null when the owner is below neither.</summary>
    private static DomainName? ApexOf(DomainName owner, HashSet<DomainName> withSoa, HashSet<DomainName> origins)
    {
        DomainName? topmost = null;
        for (var name = owner; name is not null; name = name.Parent)
        {
            if (withSoa.Contains(name)) return name;
            if (origins.Contains(name)) topmost = name;
        }

        return topmost;
    }

    private static MasterFileMistake OutsideTheZone(ZoneFileRecord one) => new(
        $"{CharacterString.Show(one.Record.Owner.ToString())} lies outside the zone.",
        $"Write an $ORIGIN above it; {CharacterString.Show(one.Origin.ToString())} is in force here.");

    /// <summary>An alias stands alone at its name (RFC 1034 section 3.6.2): one that does not is left out and named.</summary>
    private static ImmutableArray<ResourceRecord> WithoutConflicts(List<ZoneFileRecord> records, List<ZoneFileMistake> mistakes)
    {
        var withData = records.Where(one => one.Record.Data.Type is not DnsType.Cname).Select(one => one.Record.Owner).ToHashSet();
        var aliases = new Dictionary<DomainName, DnsRecord>();
        var kept = ImmutableArray.CreateBuilder<ResourceRecord>(records.Count);
        foreach (var (line, _, record) in records)
        {
            if (record.Data.Type is DnsType.Cname && !StandsAlone(record)) mistakes.Add(new(line, StandsNotAlone(record)));
            else kept.Add(record);
        }

        return kept.ToImmutable();

        bool StandsAlone(ResourceRecord alias) =>
            !withData.Contains(alias.Owner) && (aliases.TryAdd(alias.Owner, alias.Data) || aliases[alias.Owner] == alias.Data);
    }

    private static MasterFileMistake StandsNotAlone(ResourceRecord alias) => new(
        $"The CNAME of {CharacterString.Show(alias.Owner.ToString())} stands beside other records of that name.",
        "Keep either the one CNAME or the other records (RFC 1034 section 3.6.2).");
}
