using MailGuard.Dns;

namespace MailGuard.Probes;

/// <summary>The fetches of one domain.</summary>
/// <param name="dns">The domain's share of questions for them.</param>
/// <param name="until">Ends with the domain's time.</param>
internal sealed class DomainProbe(HttpsProbe probe, IDnsResolver dns, CancellationToken until)
{
    /// <summary>Two addresses each of the hosts of a policy, an image and its evidence, and room for none more.</summary>
    public const int MaxQuestions = 6;

    public Task<HttpsFetch> FetchAsync(FetchRequest request, CancellationToken cancellationToken) => probe.FetchAsync(dns, request, until, cancellationToken);
}
