using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>What one server said to one question; its CNAMEs need not be followed to the end.</summary>
/// <param name="Answers">The answer section.</param>
/// <param name="IsNoSuchName">NXDOMAIN, said of the end of the CNAMEs in <paramref name="Answers"/> (RFC 2308 section 2.1).</param>
/// <param name="Zone">Of the authority section's SOA record; null when there is none.</param>
/// <param name="Failure">Set when there is no such answer; all else is empty then.</param>
internal sealed record DnsReply(ImmutableArray<ResourceRecord> Answers, bool IsNoSuchName, DenyingZone? Zone, DnsFailure? Failure = null)
{
    public static DnsReply Failed(DnsFailure failure) => new([], false, null, failure);

    public bool Has(DomainName owner, DnsType type) => FirstOf(owner, type) is not null;

    /// <returns>Null when there is none.</returns>
    public ResourceRecord? FirstOf(DomainName owner, DnsType type) => FirstOf(Answers, owner, type);

    /// <summary>Where the CNAMEs lead, as far as they are followed.</summary>
    public static DomainName EndOfAliases(ImmutableArray<ResourceRecord> answers, DomainName name)
    {
        for (var left = DnsAnswer.MaxAliases; left > 0 && FirstOf(answers, name, DnsType.Cname) is { } alias; left--) name = alias.AliasTarget!;
        return name;
    }

    /// <summary>True when the reply itself denies more at the name; otherwise its server may only not know the name.</summary>
    public bool SpeaksFor(DomainName name) => Zone is { } zone && name.IsAtOrBelow(zone.Apex);

    /// <summary>True when every record of the type, and every CNAME, is owned by the name asked or by the target of such a CNAME.</summary>
    public bool IsAbout(DomainName name, DnsType type) => IsInOrder(name, type) || IsConnected(name, type);

    public static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static ResourceRecord? FirstOf(ImmutableArray<ResourceRecord> answers, DomainName owner, DnsType type)
    {
        foreach (var record in answers)
        {
            if (record.IsOf(owner, type)) return record;
        }

        return null;
    }

    /// <summary>As servers write answers: each CNAME before the records of its target.</summary>
    private bool IsInOrder(DomainName name, DnsType type)
    {
        foreach (var record in Answers)
        {
            if (!Matters(record, type)) continue;
            if (record.Owner != name) return false;
            name = record.AliasTarget ?? name;
        }

        return true;
    }

    /// <summary>In any order, and in time that grows with the number of records only.</summary>
    private bool IsConnected(DomainName name, DnsType type)
    {
        var targets = Answers.Where(record => record.AliasTarget is not null).ToLookup(record => record.Owner, record => record.AliasTarget!);
        var owners = new HashSet<DomainName> { name };
        var unfollowed = new Queue<DomainName>(owners);
        while (unfollowed.TryDequeue(out var owner))
        {
            foreach (var target in targets[owner].Where(owners.Add)) unfollowed.Enqueue(target);
        }

        return Answers.All(record => !Matters(record, type) || owners.Contains(record.Owner));
    }

    private static bool Matters(ResourceRecord record, DnsType type) => record.Data.Type == type || record.Data.Type is DnsType.Cname;
}

/// <summary>What an SOA record says of a denial: which zone denies, and for how long (RFC 2308 section 5).</summary>
internal readonly record struct DenyingZone(DomainName Apex, TimeSpan TimeToLive)
{
    /// <param name="timeToLive">Of the SOA record.</param>
    /// <param name="minimum">Seconds, in the record.</param>
    public static DenyingZone Of(DomainName apex, TimeSpan timeToLive, uint minimum) =>
        new(apex, DnsReply.Shorter(timeToLive, TimeSpan.FromSeconds(minimum)));
}
