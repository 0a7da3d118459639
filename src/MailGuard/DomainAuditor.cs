using System.Runtime.CompilerServices;
using MailGuard.Bimi;
using MailGuard.Delegation;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Messages;
using MailGuard.Names;
using MailGuard.Providers;
using MailGuard.Spf;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>Journey 1: a domain in, a <see cref="DomainAudit"/> out. One instance serves the whole process, from any thread.</summary>
public sealed class DomainAuditor(IDnsResolver dns, AuditOptions options)
{
    private readonly ProviderCatalog providers = options.Providers;

    private DateOnly Today => DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime);

    /// <summary>Never throws on what the DNS holds or fails to answer; only cancellation and the caller's mistakes do.</summary>
    public async Task<DomainAudit> AuditAsync(AuditRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var facts = await GatherAsync(request, cancellationToken).ConfigureAwait(false);
        return new DomainJudge(options.Settings, facts.Today).Judge(facts);
    }

    /// <summary>Audits in the order of the requests, <see cref="AuditOptions.Concurrency"/> at a time; no more than these are held.</summary>
    public async IAsyncEnumerable<DomainAudit> AuditAllAsync(
        IAsyncEnumerable<AuditRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var underWay = new Queue<Task<DomainAudit>>();
        await foreach (var request in requests.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (underWay.Count == options.Concurrency) yield return await underWay.Dequeue().ConfigureAwait(false);
            underWay.Enqueue(AuditAsync(request, cancellationToken));
        }

        while (underWay.TryDequeue(out var audit)) yield return await audit.ConfigureAwait(false);
    }

    private async Task<DomainFacts> GatherAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        using var timeIsUp = new CancellationTokenSource(options.MaxTimePerDomain, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeIsUp.Token);
        var questions = new DomainQuestions(dns, options, either.Token);
        var domain = request.Domain;
        var mail = new SeenMailGathering(domain, options.PublicSuffixes, options.Clock.GetUtcNow(), options.MaxSampleAge)
            .Of(request.Samples, request.DomainsSeen);
        var spf = new SpfReader(questions.Spf, options.PublicSuffixes, providers).ReadAsync(domain, cancellationToken);
        var dmarc = new DmarcReader(questions.Dmarc, options.PublicSuffixes).ReadAsync(domain, cancellationToken);
        var dkim = new DkimReader(questions.Dkim, providers, options.AssumeEmptyBelowNxDomain).ReadAsync(domain, request.Selectors, mail.Uses, cancellationToken);
        var transport = new TransportReader(questions.Transport, options.PublicSuffixes).ReadAsync(domain, cancellationToken);
        var bimi = ReadBimiAsync(questions, domain, cancellationToken);
        var delegation = new DelegationReader(questions.Zone, options.PublicSuffixes).ReadAsync(domain, cancellationToken);
        var policy = questions.Probe is { } probe ? MtaStsPolicyFetch.ReadAsync(probe, domain, cancellationToken) : Task.FromResult<MtaStsPolicyFetch?>(null);
        await Task.WhenAll(spf, dmarc, dkim, transport, bimi, delegation, policy).ConfigureAwait(false);
        var facts = new DomainFacts(
            request, await spf, await dmarc, await dkim, await transport with { Policy = await policy }, await bimi, await delegation, questions.Failures);
        DnsAnswer?[] compared = [facts.Spf.Tree.Root.Answer, facts.Transport.Mx, facts.Dmarc.Walk.Steps[0].Answer];
        return facts with
        {
            Today = Today,
            Mail = mail,
            Providers = ProviderRecognition.Of(facts, providers),
            Differences = await new AnswerComparison(options.SecondOpinions, either.Token).CompareAsync(compared, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<BimiPublication> ReadBimiAsync(DomainQuestions questions, DomainName domain, CancellationToken cancellationToken)
    {
        var bimi = await BimiPublication.ReadAsync(questions.Zone, domain, cancellationToken).ConfigureAwait(false);
        return questions.Probe is { } probe
            ? await bimi.ProbedAsync(probe, domain, options.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)
            : bimi;
    }
}
