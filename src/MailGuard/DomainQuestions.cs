using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Probes;

namespace MailGuard;

/// <summary>The questions of one domain, shared out among its readers.</summary>
/// <remarks>Each reader has a share of its own, so that which questions a bound cuts does not depend on who was faster.</remarks>
internal sealed class DomainQuestions(IDnsResolver dns, AuditOptions options, CancellationToken until)
{
    /// <summary>The readers other than SPF share the rest evenly.</summary>
    private const int OtherReaders = 4;

    private readonly int share = Math.Max(
        1, (options.MaxQuestionsPerDomain - options.MaxSpfQuestionsPerDomain - (options.Probe is null ? 0 : DomainProbe.MaxQuestions)) / OtherReaders);

    public LimitedResolver Spf => field ??= new(dns, options.MaxSpfQuestionsPerDomain, until);

    public LimitedResolver Dmarc => field ??= new(dns, share, until);

    public LimitedResolver Dkim => field ??= new(dns, share, until);

    public LimitedResolver Transport => field ??= new(dns, share, until);

    /// <summary>For what else stands in the zone: wildcards, aliases, CAA, BIMI.</summary>
    public LimitedResolver Zone => field ??= new(dns, share, until);

    /// <summary>Null when nothing is fetched.</summary>
    public DomainProbe? Probe => options.Probe is { } probe ? field ??= new(probe, ProbeAddresses, until) : null;

    private LimitedResolver ProbeAddresses => field ??= new(dns, DomainProbe.MaxQuestions, until);

    /// <summary>Each question once, by name and type.</summary>
    public ImmutableArray<DnsAnswer> Failures =>
    [
        .. ((LimitedResolver[])[Spf, Dmarc, Dkim, Transport, Zone, ProbeAddresses]).SelectMany(reader => reader.Failures)
            .DistinctBy(answer => (answer.Name, answer.Type)).OrderBy(answer => answer.Name).ThenBy(answer => answer.Type),
    ];
}
