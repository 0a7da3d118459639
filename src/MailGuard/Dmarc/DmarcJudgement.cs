using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>From answers to verdicts. Pure, so that a message can be judged again from stored answers.</summary>
internal sealed class DmarcJudgement(DmarcRequest request, DmarcMessageFacts facts)
{
    /// <summary>How to handle mail without exactly one author domain is outside of DMARC (RFC 9989 sections 4.2 and 5.3.1).</summary>
    public static DmarcEvaluation OutOfScope(DmarcRequest request)
    {
        var scope = request.AuthorDomains.Length > 1 ? DmarcScope.SeveralAuthorDomains : DmarcScope.NoAuthorDomain;
        return new(request, Verdict(DmarcGeneration.Rfc9989), Verdict(DmarcGeneration.Rfc7489), []);

        DmarcVerdict Verdict(DmarcGeneration generation) =>
            new(generation, DmarcResult.None, scope, null, null, null, SpfOf(request, _ => null), DkimOf(request, _ => null));
    }

    public DmarcEvaluation Judge(PublicSuffixes suffixes) => new(
        request,
        Judge(facts.ByTreeWalk, facts.OrganizationOf),
        Judge(facts.ByPublicSuffix, suffixes.OrganizationalDomainOf),
        [.. facts.Answers.Where(answer => answer.Failure is not DnsFailure.LimitReached).Select(answer => answer.Question)]);

    private DmarcVerdict Judge(DmarcFound found, Func<DomainName, DomainName?> organizationOf)
    {
        var scope = ScopeOf(found);
        var record = scope is DmarcScope.Applies ? found.Applied!.Record : null;
        var assessment = record is null ? null : Assess(found);
        var spf = SpfOf(request, domain => record is null ? null : IsAligned(found, domain, record.IsStrictSpf, organizationOf));
        var dkim = DkimOf(request, domain => record is null ? null : IsAligned(found, domain, record.IsStrictDkim, organizationOf));
        var result = ResultOf(scope, assessment, spf is null ? dkim : dkim.Add(spf));
        return new(found.Generation, result, scope, found.OrganizationalDomain, found.Applied, assessment, spf, dkim);
    }

    private static DmarcScope ScopeOf(DmarcFound found) =>
        found.IsOpen ? DmarcScope.Undetermined
        : found.Applied is not { } applied ? DmarcScope.NoRecord
        : applied.Record.ApplicationBy(found.Generation) is DmarcApplication.NotApplied ? DmarcScope.RecordNotApplied
        : DmarcScope.Applies;

    /// <summary>Where it is not known whether the author domain exists, the policy is told only if that changes nothing.</summary>
    private DmarcAssessment? Assess(DmarcFound found)
    {
        var asExisting = found.Assess(exists: true);
        return facts.Exists is { } exists ? found.Assess(exists) : asExisting?.Policy == found.Assess(exists: false)?.Policy ? asExisting : null;
    }

    private DmarcResult ResultOf(DmarcScope scope, DmarcAssessment? assessment, ImmutableArray<DmarcIdentifier> identifiers)
    {
        if (scope is DmarcScope.Undetermined) return Error();
        if (scope is not DmarcScope.Applies) return DmarcResult.None;
        if (identifiers.Any(identifier => identifier.IsAlignedPass)) return DmarcResult.Pass;
        if (identifiers.Any(identifier => identifier is { Result: DmarcMechanismResult.TempError, IsOpen: true })) return DmarcResult.TempError;
        return assessment is null || identifiers.Any(identifier => identifier.IsOpen) ? Error() : DmarcResult.Fail;
    }

    /// <summary>RFC 9989 section 5.3.6: with questions unanswered, neither pass nor fail.</summary>
    private DmarcResult Error() =>
        facts.Answers.Where(answer => answer.IsFailed).All(answer => answer.Failure is DnsFailure.AliasLoop or DnsFailure.LimitReached)
            ? DmarcResult.PermError
            : DmarcResult.TempError;

    /// <summary>RFC 9989 section 4.10.2. An organizational domain is at or above its name, so that other names need no walk. Null when undetermined.</summary>
    private static bool? IsAligned(DmarcFound found, DomainName domain, bool isStrict, Func<DomainName, DomainName?> organizationOf)
    {
        if (domain == found.Domain) return true;
        if (isStrict || domain.IsRoot) return false;
        if (found.OrganizationalDomain is not { } organization) return domain.IsAtOrBelow(found.Domain.Suffix(1)) ? null : false;
        if (!domain.IsAtOrBelow(organization)) return false;
        return organizationOf(domain) is { } other ? other == organization : null;
    }

    private static DmarcIdentifier? SpfOf(DmarcRequest request, Func<DomainName, bool?> isAligned) =>
        request.Spf is { } spf ? new(spf.Domain, spf.Result, spf.IsMailFrom ? isAligned(spf.Domain) : false) : null;

    private static ImmutableArray<DmarcIdentifier> DkimOf(DmarcRequest request, Func<DomainName, bool?> isAligned) =>
        [.. request.Dkim.Select(signature => new DmarcIdentifier(signature.Domain, signature.Result, isAligned(signature.Domain)))];
}
