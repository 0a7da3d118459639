using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Lookalikes;

/// <summary>Asks which look-alikes of a member are registered. One instance serves the whole process, from any thread.</summary>
/// <remarks>
/// One question for each candidate (NS: a name that does not exist is not registered), four more for each that exists, one for each suffix,
/// two for the member: bounded by <see cref="LookalikeOptions.MaxCandidates"/>. How fast they are put is the resolver's affair.
/// </remarks>
public sealed class LookalikeScanner(IDnsResolver dns, LookalikeOptions options) : IDisposable
{
    private readonly SemaphoreSlim slots = new(options.Concurrency);
    private int finished;

    /// <summary>Candidates done, of all members together.</summary>
    public int Finished => Volatile.Read(ref finished);

    public void Dispose() => slots.Dispose();

    /// <summary>Never throws on what the DNS holds or fails to answer; only cancellation and the caller's mistakes do.</summary>
    public async Task<LookalikeScan> ScanAsync(LookalikeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (candidates, leftOut) = LookalikeCandidates.Of(request, options);
        var member = await AskMemberAsync(request.Domain, cancellationToken).ConfigureAwait(false);
        var probes = await ProbeAsync(candidates, cancellationToken).ConfigureAwait(false);
        var results = await Task.WhenAll(candidates.Select(candidate =>
            LookAsync(candidate, member, probes[candidate.Domain.Parent!], cancellationToken))).ConfigureAwait(false);

        var registered = results.OfType<Sight.Registered>().Select(sight => sight.Lookalike).ToList();
        var findings = Judge(registered);
        return new(
            request, candidates.Length, leftOut,
            [.. registered.OrderByDescending(one => findings.GetValueOrDefault(one)?.Severity ?? (Severity)(-1)).ThenBy(one => one.Candidate.Rank).ThenBy(one => one.Domain)],
            [.. candidates.Zip(results).Where(one => one.Second.IsOpen).Select(one => one.First.Domain)],
            [.. probes.Where(probe => probe.Value is { IsFailed: false, ProvesNoSuchName: false }).Select(probe => probe.Key).Order()])
        {
            Findings = [.. findings.Values.OrderByDescending(finding => finding.Severity)],
        };
    }

    private Dictionary<RegisteredLookalike, Finding> Judge(IEnumerable<RegisteredLookalike> registered)
    {
        var today = DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime);
        var findings = new Dictionary<RegisteredLookalike, Finding>(ReferenceEqualityComparer.Instance);
        foreach (var lookalike in registered.OrderBy(one => one.Candidate.Rank).ThenBy(one => one.Domain))
        {
            if (LookalikeRules.Judge(lookalike, options.Settings, today) is { } finding) findings.Add(lookalike, finding);
        }

        return findings;
    }

    private async Task<MemberServers> AskMemberAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var organization = options.PublicSuffixes.OrganizationalDomainOf(domain);
        return new(
            domain,
            await dns.ResolveAsync(organization, DnsType.Ns, cancellationToken).ConfigureAwait(false),
            await dns.ResolveAsync(domain, DnsType.Mx, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>For each suffix, whether it answers for a name that nobody has; a zone with a wildcard would make every candidate look registered.</summary>
    private async Task<Dictionary<DomainName, DnsAnswer>> ProbeAsync(ImmutableArray<LookalikeCandidate> candidates, CancellationToken cancellationToken)
    {
        var suffixes = candidates.Select(candidate => candidate.Domain.Parent!).Distinct().ToList();
        var answers = await Task.WhenAll(suffixes.Select(suffix => ProbeAsync(suffix, cancellationToken))).ConfigureAwait(false);
        return suffixes.Zip(answers).ToDictionary(one => one.First, one => one.Second);
    }

    private async Task<DnsAnswer> ProbeAsync(DomainName suffix, CancellationToken cancellationToken) => WildcardProbe.NameBelow(suffix) is { } unused
        ? await dns.ResolveAsync(unused, DnsType.Ns, cancellationToken).ConfigureAwait(false)
        : DnsAnswer.NoSuchName(suffix, DnsType.Ns);

    private async Task<Sight> LookAsync(LookalikeCandidate candidate, MemberServers member, DnsAnswer probe, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var nameServers = await dns.ResolveAsync(candidate.Domain, DnsType.Ns, cancellationToken).ConfigureAwait(false);
            if (nameServers.ProvesNoSuchName) return Sight.Free;
            if (nameServers.IsFailed || probe.IsFailed) return Sight.Open;
            if (!probe.ProvesNoSuchName && !IsDelegatedApart(nameServers, probe)) return Sight.Free;
            return await ReadAsync(candidate, nameServers, member, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
            Interlocked.Increment(ref finished);
        }
    }

    /// <summary>True when the name has servers of its own, not those a wildcard gives to every name.</summary>
    private static bool IsDelegatedApart(DnsAnswer nameServers, DnsAnswer probe) =>
        nameServers.Status is DnsStatus.Found && !nameServers.Records.SequenceEqual(probe.Records);

    private async Task<Sight> ReadAsync(LookalikeCandidate candidate, DnsAnswer nameServers, MemberServers member, CancellationToken cancellationToken)
    {
        var name = candidate.Domain;
        var mx = await dns.ResolveAsync(name, DnsType.Mx, cancellationToken).ConfigureAwait(false);
        var txt = await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        var ip4 = await dns.ResolveAsync(name, DnsType.A, cancellationToken).ConfigureAwait(false);
        var ip6 = await dns.ResolveAsync(name, DnsType.Aaaa, cancellationToken).ConfigureAwait(false);
        DnsAnswer[] all = [nameServers, mx, txt, ip4, ip6];
        if (all.All(answer => answer.IsAbsent)) return Sight.Free;
        if (!all.Any(answer => answer.Status is DnsStatus.Found)) return Sight.Open;
        return new Sight.Registered(new(member.Domain, candidate, nameServers, mx, txt, [ip4, ip6], member.SharedWith(nameServers, mx)));
    }

    /// <summary>What was seen of a candidate.</summary>
    private record Sight
    {
        /// <summary>Nobody has registered it, as far as the DNS shows.</summary>
        public static readonly Sight Free = new();

        public static readonly Sight Open = new() { IsOpen = true };

        public bool IsOpen { get; protected init; }

        public sealed record Registered : Sight
        {
            public Registered(RegisteredLookalike lookalike) => (Lookalike, IsOpen) = (lookalike, lookalike.HasOpenQuestions);

            public RegisteredLookalike Lookalike { get; }
        }
    }

    private sealed record MemberServers(DomainName Domain, DnsAnswer NameServers, DnsAnswer Mx)
    {
        public SharedOperation SharedWith(DnsAnswer nameServers, DnsAnswer mx) => new(
            [.. Targets(NameServers).Intersect(Targets(nameServers))],
            [.. Exchanges(Mx).Intersect(Exchanges(mx))],
            !NameServers.IsFailed && !nameServers.IsFailed && !Mx.IsFailed && !mx.IsFailed);

        private static IEnumerable<DomainName> Targets(DnsAnswer answer) => answer.RecordsOf<DnsRecord.Pointer>().Select(record => record.Target);

        private static IEnumerable<DomainName> Exchanges(DnsAnswer answer) =>
            answer.RecordsOf<DnsRecord.Mx>().Select(record => record.Exchange).Where(host => !host.IsRoot);
    }
}
