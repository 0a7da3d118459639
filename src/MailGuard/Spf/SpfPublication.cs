using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Providers;

namespace MailGuard.Spf;

/// <summary>What a domain publishes about SPF, right or wrong.</summary>
/// <param name="Texts">Every TXT record at the domain, one char an octet.</param>
/// <param name="Misplaced">Names with SPF text where no receiver looks, e.g. <c>_spf.hospital.example</c>; asked only when the domain has no record.</param>
/// <param name="Registrable">Names in the tree that a stranger can register.</param>
/// <param name="MxHosts">Where the domain receives mail, which is often where it sends from.</param>
/// <param name="CataloguedNodes">Names in the tree that belong to a provider of the catalogue, and all below them.</param>
public sealed record SpfPublication(
    SpfTree Tree,
    ImmutableArray<string> Texts,
    ImmutableArray<DomainName> Misplaced,
    ImmutableArray<RegistrableName> Registrable,
    ImmutableArray<DomainName> MxHosts,
    ImmutableArray<SpfNode> CataloguedNodes)
{
    /// <summary>The answer to the obsolete type SPF (99) at the domain; null when it was not asked.</summary>
    public DnsAnswer? ObsoleteType { get; init; }

    /// <summary>The answers to TXT at MX hosts of the organization's own, which greet with these names when they send; the domain itself left out.</summary>
    public ImmutableArray<DnsAnswer> MailHosts { get; init; } = [];

    public DomainName Domain => Tree.Domain;

    /// <summary>Where the records of catalogued providers begin in the tree.</summary>
    public ImmutableArray<ProviderNode> ProviderNodes { get; init; } = [];

    /// <summary>The catalogued providers of the MX hosts, each once.</summary>
    public ImmutableArray<Provider> MxProviders { get; init; } = [];

    public bool IsUndetermined => Tree.IsUndetermined;

    /// <summary>The domain answered and holds no SPF record.</summary>
    public bool IsMissing => Tree.Root.Problem is SpfNodeProblem.WithoutRecord or SpfNodeProblem.Nonexistent;

    /// <summary>Some name the tree leads to could not be asked.</summary>
    public bool HasOpenQuestions => Tree.Root.All.Any(node => node.Problem is SpfNodeProblem.Failed or SpfNodeProblem.LimitReached
        || node.Branches.Any(branch => branch.Question?.IsFailed == true));

    /// <summary>SPF records with a character-string that no message can carry (RFC 1035 section 3.3).</summary>
    internal IEnumerable<DnsRecord.Txt> Overlong => (Tree.Root.Answer?.RecordsOf<DnsRecord.Txt>() ?? []).Where(txt => txt.IsOverlong && SpfRecordParser.IsSpfRecord(txt.Text));

    /// <summary>TXT records that are no SPF record and were meant to be one, beside what they were meant to say.</summary>
    internal IEnumerable<(string Text, string Meant)> NearMisses =>
        from text in Texts
        where !SpfRecordParser.IsSpfRecord(text)
        let meant = SpfCorrection.Corrected(text)
        where meant is not null
        select (text, meant);
}

/// <summary>A node of the tree that is the record of a catalogued provider.</summary>
/// <param name="IsOwnTerm">The term that leads here stands in a record of the domain itself, not in one of somebody else.</param>
/// <param name="IsAuthorized">What passes there passes for the domain.</param>
public sealed record ProviderNode(Provider Provider, DomainName Name, bool IsOwnTerm, bool IsAuthorized);

/// <summary>Asks for an <see cref="SpfPublication"/>.</summary>
internal sealed class SpfReader(IDnsResolver dns, PublicSuffixes suffixes, ProviderCatalog providers)
{
    /// <summary>Where SPF text is put by mistake, before the domain's own name.</summary>
    private static readonly string[] WrongPlaces = ["_spf", "www"];

    /// <summary>MX hosts asked for a record of their own; more of them are alike.</summary>
    private const int MaxMailHosts = 4;

    public async Task<SpfPublication> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var tree = await new SpfTreeWalker(dns).WalkAsync(domain, cancellationToken).ConfigureAwait(false);
        var texts = tree.Root.Answer?.RecordsOf<DnsRecord.Txt>().Select(txt => txt.Text) ?? [];
        var isMissing = tree.Root.Problem is SpfNodeProblem.WithoutRecord;
        var mx = await dns.ResolveAsync(domain, DnsType.Mx, cancellationToken).ConfigureAwait(false);
        var hosts = mx.RecordsOf<DnsRecord.Mx>().Select(record => record.Exchange).Where(host => !host.IsRoot).ToImmutableArray();
        return new(
            tree,
            [.. texts],
            isMissing ? await FindMisplacedAsync(domain, cancellationToken).ConfigureAwait(false) : [],
            await new RegistrationProbe(dns, suffixes).FindAsync(MissingNames(tree), domain, cancellationToken).ConfigureAwait(false),
            hosts,
            [.. tree.Root.All.Where(IsCatalogued).SelectMany(node => node.All)])
        {
            ProviderNodes = [.. ProviderNodesOf(tree)],
            MxProviders = providers.OfMx(hosts),
            ObsoleteType = tree.Root.Status is DnsStatus.Found or DnsStatus.NoData ? await dns.ResolveAsync(domain, DnsType.Spf, cancellationToken).ConfigureAwait(false) : null,
            MailHosts = tree.Root.Record is null ? [] : await AskMailHostsAsync(domain, hosts, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Every way that leads to a provider's record, from records of the domain and from those of others.</summary>
    private IEnumerable<ProviderNode> ProviderNodesOf(SpfTree tree)
    {
        var authorized = SpfReachRules.PassingNodes(tree.Root).ToHashSet<SpfNode>(ReferenceEqualityComparer.Instance);
        return
            from node in tree.Root.All
            let isOwn = DomainName.TryFromDns(node.Name, out var own) && own.IsAtOrBelow(tree.Domain)
            from target in node.Branches.Select(branch => branch.Target).OfType<SpfNode>()
            let name = DomainName.TryFromDns(target.Name, out var parsed) ? parsed : DomainName.Root
            let provider = providers.OfSpfInclude(name)
            where provider is not null
            select new ProviderNode(provider, name, isOwn, authorized.Contains(target));
    }

    private bool IsCatalogued(SpfNode node) => node.Answer is { } answer && providers.OfSpfInclude(answer.Name) is not null;

    private async Task<ImmutableArray<DnsAnswer>> AskMailHostsAsync(DomainName domain, ImmutableArray<DomainName> mxHosts, CancellationToken cancellationToken)
    {
        var organization = suffixes.OrganizationalDomainOf(domain);
        var own = mxHosts.Distinct().Where(host => host != domain && host.IsAtOrBelow(organization)).Order().Take(MaxMailHosts);
        return [.. await Task.WhenAll(own.Select(host => dns.ResolveAsync(host, DnsType.Txt, cancellationToken).AsTask())).ConfigureAwait(false)];
    }

    private async Task<ImmutableArray<DomainName>> FindMisplacedAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<DomainName>();
        foreach (var place in (string[])[.. WrongPlaces, domain.Text])
        {
            if (domain.Prepend(place) is not { } name) continue;
            var answer = await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false);
            if (answer.RecordsOf<DnsRecord.Txt>().Any(txt => SpfRecordParser.IsSpfRecord(txt.Text))) found.Add(name);
        }

        return found.ToImmutable();
    }

    /// <summary>Names answered NXDOMAIN, and the ends of aliases that are.</summary>
    private static IEnumerable<DomainName> MissingNames(SpfTree tree) =>
        from node in tree.Root.All
        from answer in (IEnumerable<DnsAnswer?>)[node.Answer, .. node.Branches.SelectMany(branch => branch.Question?.Answers ?? [])]
        where answer?.Status is DnsStatus.NoSuchName
        select answer.Aliases.LastOrDefault() ?? answer.Name;
}
