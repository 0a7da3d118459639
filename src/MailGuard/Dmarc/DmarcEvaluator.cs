using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>DMARC for one message (RFC 9989, and RFC 7489 beside it): asks for records, then judges. One instance serves the whole process, from any thread.</summary>
/// <remarks>
/// A pass stands whatever else stayed unanswered. Nothing is asked that cannot matter: an identifier outside the author's organizational domain
/// is never aligned, nor is another name in strict mode.
/// </remarks>
/// <param name="suffixes">For the organizational domain as receivers of RFC 7489 find it.</param>
public sealed class DmarcEvaluator(IDnsResolver dns, PublicSuffixes suffixes)
{
    /// <summary>
    /// Questions for one message: the author domain needs ten at most, a second name of the same organization one or two. Only a message signed
    /// by dozens of names of one organization reaches it; what was not asked then is undetermined.
    /// </summary>
    public const int MaxQuestions = 64;

    /// <summary>Never throws on what the DNS holds or fails to answer; only cancellation and the caller's mistakes do.</summary>
    public async Task<DmarcEvaluation> EvaluateAsync(DmarcRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.AuthorDomain is not { } author) return DmarcJudgement.OutOfScope(request);
        var facts = await GatherAsync(request, author, cancellationToken).ConfigureAwait(false);
        return new DmarcJudgement(request, facts).Judge(suffixes);
    }

    private async Task<DmarcMessageFacts> GatherAsync(DmarcRequest request, DomainName author, CancellationToken cancellationToken)
    {
        var limited = new LimitedResolver(dns, MaxQuestions, cancellationToken);
        var discovery = new DmarcPolicyDiscovery(limited);
        var walk = await discovery.WalkAsync(author, cancellationToken).ConfigureAwait(false);
        var own = walk.Steps[0];
        var listed = suffixes.OrganizationalDomainOf(author);
        var byList = own.Answer.IsFailed || !own.Records.IsEmpty ? own : await discovery.StepAtAsync(walk, listed, cancellationToken).ConfigureAwait(false);
        var facts = new DmarcMessageFacts(walk, listed, byList, null, []);
        if (facts.ByTreeWalk is not { OrganizationalDomain: { } organization, Applied: { } applied }) return facts;
        return facts with
        {
            Existence = applied is { IsInherited: true, Record.NonexistentPolicy: not null } ? await limited.ResolveAsync(author, DnsType.Txt, cancellationToken).ConfigureAwait(false) : null,
            Identifiers = await WalkAsync(discovery, DomainsToWalk(request, author, organization, applied.Record), cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>One after the other, so that a bound cuts the same questions in every run.</summary>
    private static async Task<ImmutableArray<DmarcWalk>> WalkAsync(
        DmarcPolicyDiscovery discovery, IEnumerable<DomainName> domains, CancellationToken cancellationToken)
    {
        var walks = ImmutableArray.CreateBuilder<DmarcWalk>();
        foreach (var domain in domains) walks.Add(await discovery.WalkAsync(domain, cancellationToken).ConfigureAwait(false));
        return walks.ToImmutable();
    }

    private static IEnumerable<DomainName> DomainsToWalk(DmarcRequest request, DomainName author, DomainName organization, DmarcRecord record)
    {
        var counted = new List<(DomainName Domain, DmarcMechanismResult Result)>();
        if (request.Spf is { IsMailFrom: true } spf && !record.IsStrictSpf) counted.Add((spf.Domain, spf.Result));
        if (!record.IsStrictDkim) counted.AddRange(request.Dkim.Select(signature => (signature.Domain, signature.Result)));
        return counted.Where(one => one.Result is DmarcMechanismResult.Pass or DmarcMechanismResult.TempError).Select(one => one.Domain)
            .Where(domain => domain != author && domain.IsAtOrBelow(organization)).Distinct();
    }
}
