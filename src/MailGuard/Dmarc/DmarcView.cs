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

    /// <param name="walk">Every question of it answered.</param>
    /// <param name="exists">False when the domain itself is NXDOMAIN, so that np applies to it.</param>
    internal static DmarcView ByTreeWalk(DmarcWalk walk, bool exists) =>
        Of(DmarcFound.ByTreeWalk(walk), exists, DmarcFound.ByTreeWalk(walk.FromBelow()).Applied);

    internal static DmarcView ByPublicSuffix(DmarcStep own, DmarcStep organizational) => Of(
        DmarcFound.ByPublicSuffix(organizational.Domain, own, organizational),
        exists: true,
        DmarcFound.ByPublicSuffix(organizational.Domain, organizational, organizational).Applied);

    /// <summary>The weaker of two answers; no DMARC is weaker than p=none.</summary>
    internal static DmarcPolicy? Weaker(DmarcPolicy? left, DmarcPolicy? right) =>
        left is null || right is null ? null : (DmarcPolicy)Math.Min((int)left, (int)right);

    /// <param name="below">The record that names below without one of their own meet.</param>
    private static DmarcView Of(DmarcFound found, bool exists, DmarcApplied? below)
    {
        var exact = found.Assess(exists);
        return new(found.Generation, found.OrganizationalDomain!, found.Applied, exact?.Disposition, Below(DmarcName.Subdomain), Below(DmarcName.Nonexistent))
        {
            Tag = exact?.Tag ?? "p",
        };

        DmarcPolicy? Below(DmarcName name) => below is null ? null : DmarcAssessment.Of(below.Record, found.Generation, name)?.Disposition;
    }
}
