using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>A name in use whose registrable domain does not exist: whoever registers it owns the name.</summary>
public sealed record RegistrableName(DomainName Name, DomainName RegistrableDomain);

/// <summary>Tells which of the names that do not exist a stranger could register.</summary>
internal sealed class RegistrationProbe(IDnsResolver dns, PublicSuffixes suffixes)
{
    /// <summary>Suffixes under which only checked members of a closed group get a name (rules of the registries, e.g. JPRS for attribute-type .jp names).</summary>
    private static readonly HashSet<string> ClosedSuffixes =
        new(["ac.jp", "ad.jp", "ed.jp", "go.jp", "lg.jp", "arpa", "edu", "gov", "int", "mil"], StringComparer.Ordinal);

    /// <summary>True for a suffix under which strangers get no name.</summary>
    public static bool IsClosed(DomainName suffix) => ClosedSuffixes.Contains(suffix.Text);

    /// <param name="missing">Names answered NXDOMAIN.</param>
    /// <param name="own">Names of this domain's own organization are left out.</param>
    public async Task<ImmutableArray<RegistrableName>> FindAsync(IEnumerable<DomainName> missing, DomainName own, CancellationToken cancellationToken)
    {
        var candidates =
            from name in missing.Distinct()
            let registrable = suffixes.RegistrableDomainOf(name)
            where registrable is not null && !own.IsAtOrBelow(registrable) && !IsClosed(suffixes.SuffixOf(name))
            select new RegistrableName(name, registrable);
        var found = await Task.WhenAll(candidates.Select(candidate => CheckAsync(candidate, cancellationToken))).ConfigureAwait(false);
        return [.. found.OfType<RegistrableName>()];
    }

    private async Task<RegistrableName?> CheckAsync(RegistrableName candidate, CancellationToken cancellationToken)
    {
        var answer = await dns.ResolveAsync(candidate.RegistrableDomain, DnsType.Ns, cancellationToken).ConfigureAwait(false);
        return answer.ProvesNoSuchName ? candidate : null;
    }
}
