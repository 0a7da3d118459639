using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>What receivers of one generation apply to mail from a domain and from names below it.</summary>
/// <param name="Applied">The record for the exact name; null when none is found.</param>
/// <param name="Exact">After discovery, fallback and t or pct; null when no DMARC is applied.</param>
/// <param name="Subdomain">For an existing name below that has no record of its own; null likewise.</param>
/// <param name="Nonexistent">For a name below that does not exist; null likewise.</param>
public sealed record DmarcView(
    DmarcGeneration Generation,
    DomainName OrganizationalDomain,
    DmarcApplied? Applied,
    DmarcPolicy? Exact,
    DmarcPolicy? Subdomain,
    DmarcPolicy? Nonexistent)
{
    /// <summary>The tag of the applied record that speaks of the exact name: <c>p</c>, or <c>sp</c> or <c>np</c> of a record above.</summary>
    public string Tag { get; private init; } = "p";

    /// <summary>RFC 9989 sections 4.7, 4.10.1 and 4.10.2.</summary>
    /// <param name="exists">False when the domain itself is NXDOMAIN, so that np applies to it.</param>
    internal static DmarcView ByTreeWalk(DmarcWalk walk, bool exists)
    {
        var below = walk.FromBelow().Applied;
        return new(
            DmarcGeneration.Rfc9989,
            walk.OrganizationalDomain,
            walk.Applied,
            After(walk.Applied, record => walk.Applied!.IsInherited ? (exists ? Subdomains(record) : Nonexistents(record)) : record.Policy),
            After(below, Subdomains),
            After(below, Nonexistents))
        {
            Tag = walk.Applied is { IsInherited: true } inherited ? TagFor(inherited.Record, exists) : "p",
        };

        static DmarcPolicy? After(DmarcApplied? applied, Func<DmarcRecord, DmarcPolicy?> tag) =>
            applied is null ? null : AsApplied(applied.Record, DmarcGeneration.Rfc9989, tag, applied.Record.IsTesting);
    }

    /// <summary>RFC 7489 sections 6.3 and 6.6.3: the domain's own record, else that of the organizational domain of the Public Suffix List.</summary>
    internal static DmarcView ByPublicSuffix(DomainName domain, DmarcStep own, DmarcStep organizational)
    {
        var inherited = organizational.Record is { } record ? new DmarcApplied(organizational.Domain, record, organizational.Domain != domain) : null;
        var applied = own.Record is { } ownRecord ? new DmarcApplied(domain, ownRecord, false) : inherited;
        var below = After(inherited, Subdomains);
        return new(
            DmarcGeneration.Rfc7489, organizational.Domain, applied, After(applied, one => applied!.IsInherited ? Subdomains(one) : one.Policy), below, below);

        // With pct under 100 the rest is treated one level lower (RFC 7489 section 6.6.4).
        static DmarcPolicy? After(DmarcApplied? applied, Func<DmarcRecord, DmarcPolicy?> tag) =>
            applied is null ? null : AsApplied(applied.Record, DmarcGeneration.Rfc7489, tag, applied.Record.Percent < 100);
    }

    /// <summary>The weaker of two answers; no DMARC is weaker than p=none.</summary>
    internal static DmarcPolicy? Weaker(DmarcPolicy? left, DmarcPolicy? right) =>
        left is null || right is null ? null : (DmarcPolicy)Math.Min((int)left, (int)right);

    private static DmarcPolicy? AsApplied(DmarcRecord record, DmarcGeneration generation, Func<DmarcRecord, DmarcPolicy?> tag, bool isOneLower) =>
        record.ApplicationBy(generation) switch
        {
            DmarcApplication.NotApplied => null,
            DmarcApplication.AsNone => DmarcPolicy.None,
            _ => tag(record) is DmarcPolicy policy && isOneLower ? (DmarcPolicy)Math.Max(0, (int)policy - 1) : tag(record),
        };

    private static string TagFor(DmarcRecord record, bool exists) =>
        !exists && record.NonexistentPolicy is not null ? "np" : record.SubdomainPolicy is not null ? "sp" : "p";

    private static DmarcPolicy? Subdomains(DmarcRecord record) => record.SubdomainPolicy ?? record.Policy;

    private static DmarcPolicy? Nonexistents(DmarcRecord record) => record.NonexistentPolicy ?? Subdomains(record);
}
