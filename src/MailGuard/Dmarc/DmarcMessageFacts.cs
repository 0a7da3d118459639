using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>The answers a message is judged by. They fit every message of the same author domain whose identifiers are among the walks.</summary>
/// <param name="ListOrganization">The organizational domain by the Public Suffix List.</param>
/// <param name="ByList">What stands there, or at the author domain where that settles it.</param>
/// <param name="Existence">Of the author domain; null when no policy depends on it.</param>
/// <param name="Identifiers">From domains of SPF and DKIM at or below the author's organizational domain.</param>
internal sealed record DmarcMessageFacts(
    DmarcWalk Author, DomainName ListOrganization, DmarcStep ByList, DnsAnswer? Existence, ImmutableArray<DmarcWalk> Identifiers)
{
    /// <summary>In the order asked; one that came up twice stands once.</summary>
    public IEnumerable<DnsAnswer> Answers => Author.Steps.Append(ByList).Select(step => step.Answer)
        .Concat(Existence is null ? [] : [Existence])
        .Concat(Identifiers.SelectMany(walk => walk.Steps).Select(step => step.Answer))
        .DistinctBy(answer => answer.Question);

    /// <summary>Null when undetermined.</summary>
    public bool? Exists => Existence is { IsFailed: true } ? null : Existence is not { ProvesNoSuchName: true };

    public DmarcFound ByTreeWalk => DmarcFound.ByTreeWalk(Author);

    public DmarcFound ByPublicSuffix => DmarcFound.ByPublicSuffix(ListOrganization, Author.Steps[0], ByList);

    /// <summary>Null when undetermined.</summary>
    public DomainName? OrganizationOf(DomainName identifier) =>
        Identifiers.FirstOrDefault(walk => walk.Start == identifier) is { IsUndetermined: false } walk ? walk.OrganizationalDomain : null;
}
