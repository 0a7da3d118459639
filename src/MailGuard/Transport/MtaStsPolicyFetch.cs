using MailGuard.Names;
using MailGuard.Probes;

namespace MailGuard.Transport;

/// <summary>The policy file of a domain, and how fetching it ended (RFC 8461 section 3.3).</summary>
/// <param name="Policy">Null unless the file was fetched.</param>
public sealed record MtaStsPolicyFetch(DomainName Host, HttpsFetch Fetch, MtaStsPolicy? Policy)
{
    /// <returns>Null when no name can stand below the domain.</returns>
    internal static async Task<MtaStsPolicyFetch?> ReadAsync(DomainProbe probe, DomainName domain, CancellationToken cancellationToken)
    {
        if (domain.Prepend("mta-sts") is not { } host) return null;
        var request = new FetchRequest($"https://{host.Text}/.well-known/mta-sts.txt", host, "text/plain");
        var fetch = await probe.FetchAsync(request, cancellationToken).ConfigureAwait(false);
        return new(host, fetch, fetch.Outcome is FetchOutcome.Fetched ? MtaStsPolicy.Parse(fetch.Body) : null);
    }
}
