using MailGuard.Bimi;
using MailGuard.Delegation;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Providers;
using MailGuard.Spf;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>Journey 1: a domain in, a <see cref="DomainAudit"/> out. One instance serves the whole process, from any thread.</summary>
public sealed class DomainAuditor(IDnsResolver dns, AuditOptions options)
{
    private readonly ProviderCatalog providers = ProviderCatalog.Embedded;

    /// <summary>Never throws on what the DNS holds or fails to answer; only cancellation and the caller's mistakes do.</summary>
    public async Task<DomainAudit> AuditAsync(AuditRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var facts = await GatherAsync(request, cancellationToken).ConfigureAwait(false);
        var today = DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime);
        return new(facts, new DomainJudge(options.Settings, today).Judge(facts));
    }

    private async Task<DomainFacts> GatherAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        using var timeIsUp = new CancellationTokenSource(options.MaxTimePerDomain, options.Clock);
        var questions = new DomainQuestions(dns, options, timeIsUp.Token);
        var domain = request.Domain;
        var spf = new SpfReader(questions.Spf, options.PublicSuffixes, providers).ReadAsync(domain, cancellationToken);
        var dmarc = new DmarcReader(questions.Dmarc, options.PublicSuffixes).ReadAsync(domain, cancellationToken);
        var dkim = new DkimReader(questions.Dkim, providers, options.AssumeEmptyBelowNxDomain).ReadAsync(domain, request.Selectors, cancellationToken);
        var transport = new TransportReader(questions.Transport, options.PublicSuffixes).ReadAsync(domain, cancellationToken);
        var bimi = BimiPublication.ReadAsync(questions.Zone, domain, cancellationToken);
        var delegation = new DelegationReader(questions.Zone).ReadAsync(domain, cancellationToken);
        await Task.WhenAll(spf, dmarc, dkim, transport, bimi, delegation).ConfigureAwait(false);
        return new(request, await spf, await dmarc, await dkim, await transport, await bimi, await delegation, questions.Failures);
    }
}
