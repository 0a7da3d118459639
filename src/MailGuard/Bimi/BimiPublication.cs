using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Probes;

namespace MailGuard.Bimi;

/// <summary>What stands at <c>default._bimi</c> of the domain.</summary>
public sealed record BimiPublication(DnsAnswer Answer, ImmutableArray<BimiRecord> Records)
{
    /// <summary>The image of the one valid record; null when there is none or nothing is fetched.</summary>
    public HttpsFetch? Image { get; private init; }

    /// <summary>What is wrong with the image, as far as it was fetched.</summary>
    public ImmutableArray<BimiImageProblem> ImageProblems { get; private init; } = [];

    /// <summary>The evidence document of the one valid record; null likewise.</summary>
    public HttpsFetch? Evidence { get; private init; }

    /// <summary>What is wrong with the evidence, as far as it was fetched.</summary>
    public ImmutableArray<BimiEvidenceProblem> EvidenceProblems { get; private init; } = [];

    /// <summary>The record that receivers use; null when there is none, several, or one with a mistake.</summary>
    public BimiRecord? Record => Records is [{ IsValid: true } one] ? one : null;

    /// <summary>A file that could not be fetched, and may be right all the same.</summary>
    public bool HasOpenFetches => IsOpen(Image) || IsOpen(Evidence);

    internal static async Task<BimiPublication> ReadAsync(IDnsResolver dns, DomainName domain, CancellationToken cancellationToken)
    {
        var answer = domain.Prepend("default._bimi") is { } name
            ? await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false)
            : DnsAnswer.NoSuchName(domain, DnsType.Txt);
        return new(answer, [.. answer.RecordsOf<DnsRecord.Txt>().Select(txt => BimiRecord.Parse(txt.Text)).OfType<BimiRecord>()]);
    }

    /// <summary>Fetches what the record names.</summary>
    /// <param name="now">Certificates are judged at it.</param>
    internal async Task<BimiPublication> ProbedAsync(DomainProbe probe, DomainName domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Record is not { } record) return this;
        var image = await FetchAsync(probe, record.Location, cancellationToken).ConfigureAwait(false);
        var evidence = await FetchAsync(probe, record.Authority, cancellationToken).ConfigureAwait(false);
        return this with
        {
            Image = image,
            ImageProblems = image is { Outcome: FetchOutcome.Fetched } ? BimiImage.ProblemsOf(image.Body) : [],
            Evidence = evidence,
            EvidenceProblems = evidence is { Outcome: FetchOutcome.Fetched } ? BimiEvidence.ProblemsOf(evidence.Body, domain, now) : [],
        };
    }

    private static async Task<HttpsFetch?> FetchAsync(DomainProbe probe, string? url, CancellationToken cancellationToken) =>
        url is not null && WebUri.TryReadHttps(url, out var host) && host is not null && new Uri(url).IsDefaultPort   // no port of a stranger's choice
            ? await probe.FetchAsync(new(url, host), cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Receivers may follow a redirect and take in more than we do.</summary>
    internal static bool IsOpen(HttpsFetch? fetch) =>
        fetch is { IsUndetermined: true } or { IsUncertain: true } or { Outcome: FetchOutcome.Redirect or FetchOutcome.TooLarge };
}
