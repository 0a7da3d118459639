using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Probes;

/// <summary>Fetches the files that records point to: MTA-STS policies, BIMI images and evidence. One instance serves the whole process.</summary>
/// <remarks>
/// Nothing is fetched unless <see cref="AuditOptions.Probe"/> holds one. Only HTTPS on port 443 with every certificate check but revocation, no
/// redirects, proxies, cookies or credentials; addresses come from the audit's own resolver, must be public, and are the ones connected to.
/// </remarks>
public sealed class HttpsProbe
{
    /// <summary>Addresses tried for one host.</summary>
    private const int MaxAddresses = 4;

    private readonly ImmutableDictionary<string, HttpsFetch>? replayed;
    private readonly ConcurrentDictionary<string, HttpsFetch> kept = new(StringComparer.Ordinal);
    private readonly HttpsRoute route = HttpsRoute.Public;

    /// <summary>Fetches over the network.</summary>
    public HttpsProbe()
    {
    }

    /// <summary>Gives what a snapshot holds and touches no network; what it does not hold is <see cref="FetchOutcome.NotRecorded"/>.</summary>
    public HttpsProbe(DnsSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        replayed = snapshot.Fetches.Select(FromRecord).OfType<HttpsFetch>().ToImmutableDictionary(fetch => fetch.Url, StringComparer.Ordinal);
    }

    /// <summary>To a server of a test.</summary>
    internal HttpsProbe(HttpsRoute route) => this.route = route;

    /// <summary>Keep every fetch for <see cref="Recorded"/>, and give the first one again for the same URL.</summary>
    public bool Records { get; init; }

    /// <summary>What was fetched so far, for a snapshot; empty unless <see cref="Records"/>.</summary>
    public ImmutableArray<RecordedFetch> Recorded =>
        [.. kept.Values.Select(fetch => new RecordedFetch(fetch.Url, fetch.Outcome.ToString(), fetch.Detail, fetch.Body))];

    /// <param name="dns">Asked for the host's addresses, in a replay as well, so that its failures are those of the run.</param>
    /// <param name="until">Ends with the domain's time.</param>
    /// <exception cref="OperationCanceledException">Only for <paramref name="cancellationToken"/>.</exception>
    internal async Task<HttpsFetch> FetchAsync(IDnsResolver dns, FetchRequest request, CancellationToken until, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            dns.ResolveAsync(request.Host, DnsType.A, cancellationToken).AsTask(),
            dns.ResolveAsync(request.Host, DnsType.Aaaa, cancellationToken).AsTask()).ConfigureAwait(false);
        if (replayed?.GetValueOrDefault(request.Url) is { } recorded) return recorded;
        if (!TryFindAddresses(answers, out var addresses, out var problem)) return new(request.Url, problem.Value);
        if (replayed is not null) return new(request.Url, FetchOutcome.NotRecorded);
        if (kept.TryGetValue(request.Url, out var earlier)) return earlier;
        var fetch = await new HttpsExchange(request, addresses, route).RunAsync(until, cancellationToken).ConfigureAwait(false);
        return Records && fetch.Outcome is not FetchOutcome.Interrupted ? kept.GetOrAdd(request.Url, fetch) : fetch;
    }

    private bool TryFindAddresses(DnsAnswer[] answers, out IReadOnlyList<IPAddress> addresses, [NotNullWhen(false)] out FetchOutcome? problem)
    {
        var all = answers.SelectMany(answer => answer.RecordsOf<DnsRecord.Address>()).Select(record => record.Value).ToList();
        addresses = [.. all.Where(route.Allows).Take(MaxAddresses)];
        problem = addresses.Count > 0 ? null
            : all.Count > 0 ? FetchOutcome.RefusedAddress
            : answers.Any(answer => answer.IsFailed) ? FetchOutcome.AddressUnknown
            : FetchOutcome.NoAddress;
        return problem is null;
    }

    /// <summary>Null for an outcome of a later version.</summary>
    private static HttpsFetch? FromRecord(RecordedFetch record) =>
        Enum.TryParse<FetchOutcome>(record.Outcome, out var outcome) && Enum.IsDefined(outcome) ? new(record.Url, outcome, record.Detail, record.Body) : null;
}

/// <summary>A file to fetch.</summary>
/// <param name="Host">Of the URL.</param>
/// <param name="MediaType">The only one taken; null for any.</param>
internal sealed record FetchRequest(string Url, DomainName Host, string? MediaType = null)
{
    /// <summary>RFC 8461 section 3.3 suggests 64 kB for policies; images have to be smaller still.</summary>
    public const int MaxOctets = 64 * 1024;

    /// <summary>For everything from the first packet to the last octet.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);
}
