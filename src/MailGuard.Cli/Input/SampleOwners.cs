using System.Collections.Immutable;
using MailGuard.Messages;
using MailGuard.Names;

namespace MailGuard.Cli.Input;

/// <summary>Which member a sample belongs to: the nearest at or above its author domain.</summary>
internal sealed class SampleOwners
{
    private readonly Dictionary<DomainName, ImmutableArray<MessageSample>> samples;
    private readonly ImmutableArray<DomainName> domainsSeen;

    /// <param name="members">Gone through once; only those that own a sample are remembered.</param>
    public SampleOwners(ImmutableArray<MessageSample> samples, IEnumerable<Member> members)
    {
        var candidates = samples.SelectMany(sample => AtAndAbove(sample.AuthorDomain)).ToHashSet();
        var owners = samples.IsEmpty ? [] : members.Select(member => member.Request?.Domain).OfType<DomainName>().Where(candidates.Contains).ToHashSet();
        var owned = samples.ToLookup(sample => AtAndAbove(sample.AuthorDomain).FirstOrDefault(owners.Contains));
        this.samples = owned.Where(group => group.Key is not null).ToDictionary(group => group.Key!, group => group.ToImmutableArray());
        Strays = [.. owned[null]];
        domainsSeen = [.. samples.SelectMany(DomainsOf).Distinct().Order()];
    }

    /// <summary>Samples that belong to no member.</summary>
    public ImmutableArray<MessageSample> Strays { get; }

    /// <summary>The request with the samples of its domain.</summary>
    public AuditRequest WithSamples(AuditRequest request) => domainsSeen.IsEmpty ? request : request with
    {
        Samples = samples.GetValueOrDefault(request.Domain, []),
        DomainsSeen = domainsSeen,
    };

    private static IEnumerable<DomainName> DomainsOf(MessageSample sample) =>
        sample.Signatures.Select(signature => signature.Domain).Append(sample.EnvelopeDomain).Append(sample.AuthorDomain).OfType<DomainName>();

    private static IEnumerable<DomainName> AtAndAbove(DomainName name)
    {
        for (var at = name; at is { IsRoot: false }; at = at.Parent) yield return at;
    }
}
