using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Delegation;

/// <summary>Whether resolvers that check signatures get answers from a domain (RFC 4035 section 5.5).</summary>
/// <param name="Checked">MX as everybody asks for it: without it no mail arrives.</param>
/// <param name="Unchecked">The same with checking disabled; null unless the first ended in SERVFAIL.</param>
/// <param name="Again">
/// Other types of the same name, checked: the first that did not end in SERVFAIL, or the last of all; null unless the second was answered. A
/// broken chain fails for every type. One SERVFAIL more would not do: every resolver on the way gives a failure again for some seconds, and
/// a bad one gives some that pass.
/// </param>
public sealed record DnssecChain(DnsAnswer Checked, DnsAnswer? Unchecked, DnsAnswer? Again)
{
    private static readonly DnsType[] OtherTypes = [DnsType.Soa, DnsType.Ns, DnsType.Txt];

    /// <summary>Null when it cannot be told: servers that answer nobody, or a source that cannot ask without checking.</summary>
    public bool? IsBroken => (Checked, Again) switch
    {
        ({ IsFailed: false }, _) or (_, { IsFailed: false }) => false,
        (_, { Failure: DnsFailure.ServerFailure }) => true,
        _ => null,
    };

    internal static async Task<DnssecChain> ReadAsync(IDnsResolver dns, DomainName domain, CancellationToken cancellationToken)
    {
        var asEverybody = new DnsQuestion(domain, DnsType.Mx);
        var withChecking = await dns.ResolveAsync(asEverybody, cancellationToken).ConfigureAwait(false);
        if (withChecking.Failure is not DnsFailure.ServerFailure) return new(withChecking, null, null);
        var without = await dns.ResolveAsync(asEverybody with { CheckingDisabled = true }, cancellationToken).ConfigureAwait(false);
        if (without.IsFailed) return new(withChecking, without, null);
        DnsAnswer? again = null;
        foreach (var type in OtherTypes)
        {
            again = await dns.ResolveAsync(domain, type, cancellationToken).ConfigureAwait(false);
            if (again.Failure is not DnsFailure.ServerFailure) break;
        }

        return new(withChecking, without, again);
    }
}
