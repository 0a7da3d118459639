using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Probes;
using MailGuard.Providers;

namespace MailGuard;

/// <summary>How audits are made. One instance serves the whole process.</summary>
public sealed record AuditOptions
{
    /// <summary>The date findings are judged at (expiry of accepted findings) and that reports carry.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The providers to recognise: <see cref="ProviderCatalog.Embedded"/>, which <see cref="ProviderCatalog.With"/> extends.</summary>
    public ProviderCatalog Providers { get; init; } = ProviderCatalog.Embedded;

    public PublicSuffixes PublicSuffixes { get; init; } = PublicSuffixes.Embedded;

    /// <summary>Other severities, rules off, accepted findings.</summary>
    public RuleSettings Settings { get; init; } = RuleSettings.Default;

    /// <summary>
    /// Other resolvers: TXT and MX of a domain and TXT at its <c>_dmarc</c> are asked of each as well, and other data than the run's own is a
    /// finding. Empty by default.
    /// </summary>
    public ImmutableArray<IDnsResolver> SecondOpinions { get; init; } = [];

    /// <summary>RFC 8020: below a name that does not exist nothing is asked. Off for servers that deny empty non-terminals.</summary>
    public bool AssumeEmptyBelowNxDomain { get; init; } = true;

    /// <summary>Samples older than this, by their Date, no longer show what is in use. Default 180 days: keys are changed once or twice a year.</summary>
    public TimeSpan MaxSampleAge { get; init; } = TimeSpan.FromDays(180);

    /// <summary>Domains audited at the same time. Default 64: enough to hide round trips, few enough for a resolver's queue.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Fetches what records point to, MTA-STS policies above all. Null, the default: nothing is fetched, and rules that need it do not run.</summary>
    public HttpsProbe? Probe { get; init; }

    /// <summary>Questions for one domain. Default 200: an honest domain needs about 40, a hostile one would have thousands asked.</summary>
    public int MaxQuestionsPerDomain { get; init; } = 200;

    /// <summary>Of these, for the SPF tree. Default 40: four times what any receiver follows.</summary>
    public int MaxSpfQuestionsPerDomain { get; init; } = 40;

    /// <summary>Time for one domain; what is unanswered then is undetermined. Default 30 s.</summary>
    public TimeSpan MaxTimePerDomain { get; init; } = TimeSpan.FromSeconds(30);
}
