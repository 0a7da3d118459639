using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>One question of the walk and what was found there.</summary>
/// <param name="Domain">The name whose <c>_dmarc</c> was asked.</param>
/// <param name="Records">All DMARC records found; two or more count as none.</param>
public sealed record DmarcStep(DomainName Domain, DnsAnswer Answer, ImmutableArray<DmarcRecord> Records)
{
    /// <summary>Null when there is none or several.</summary>
    public DmarcRecord? Record => Records.Length == 1 ? Records[0] : null;
}

/// <summary>A record and where it applies from.</summary>
public sealed record DmarcApplied(DomainName Location, DmarcRecord Record, bool IsInherited);

/// <summary>The tree walk from one name (RFC 9989 section 4.10).</summary>
/// <param name="Steps">In the order asked, longest name first. A question that stays unanswered is the last.</param>
public sealed record DmarcWalk(DomainName Start, ImmutableArray<DmarcStep> Steps)
{
    /// <summary>A question of the walk stayed unanswered: neither "no record" nor a longer walk may be concluded.</summary>
    public bool IsUndetermined => Steps.Any(step => step.Answer.IsFailed);

    public DmarcStep? Own => Steps.FirstOrDefault(step => step.Domain == Start && step.Record is not null);

    public bool HasRecord => Steps.Any(step => step.Record is not null);

    /// <summary>RFC 9989 section 4.10.2; the start itself when no record was found.</summary>
    public DomainName OrganizationalDomain
    {
        get
        {
            foreach (var step in Steps)
            {
                if (step.Record?.Psd is DmarcPsd.No) return step.Domain;
                if (step.Record?.Psd is DmarcPsd.Yes && step.Domain != Start) return Start.Suffix(step.Domain.Labels.Length + 1);
            }

            return Steps.LastOrDefault(step => step.Record is not null)?.Domain ?? Start;
        }
    }

    /// <summary>The record for mail from the start: its own, else the organizational domain's, else the public suffix's (section 4.10.1).</summary>
    public DmarcApplied? Applied =>
        AppliedFrom(Own) ?? AppliedFrom(RecordAt(OrganizationalDomain)) ?? AppliedFrom(Steps.LastOrDefault(step => step.Record?.Psd is DmarcPsd.Yes));

    /// <summary>The walk as it goes for a name one label below that has no record of its own; asks nothing.</summary>
    /// <remarks>A name of nine or more labels does not meet records at ancestors of eight or more.</remarks>
    public DmarcWalk FromBelow()
    {
        if (Start.Prepend("x") is not { } below) return this;
        var met = below.Labels.Length <= DmarcPolicyDiscovery.MaxLabelsAfterShortcut ? Steps
            : [.. Steps.Where(step => step.Domain.Labels.Length <= DmarcPolicyDiscovery.MaxLabelsAfterShortcut)];
        return new(below, met);
    }

    private DmarcStep? RecordAt(DomainName name) => Steps.FirstOrDefault(step => step.Domain == name && step.Record is not null);

    private DmarcApplied? AppliedFrom(DmarcStep? step) => step is null ? null : new(step.Domain, step.Record!, step.Domain != Start);
}

/// <summary>Finds DMARC records as receivers do.</summary>
internal sealed class DmarcPolicyDiscovery(IDnsResolver dns)
{
    /// <summary>RFC 9989 section 4.10: at most eight questions, so long names are cut to seven labels after the first.</summary>
    public const int MaxLabelsAfterShortcut = 7;

    /// <summary>No honest name has a dozen labels; a hostile one has 127.</summary>
    private const int MaxPassedOver = 5;

    public async Task<DmarcWalk> WalkAsync(DomainName start, CancellationToken cancellationToken)
    {
        var steps = ImmutableArray.CreateBuilder<DmarcStep>();
        foreach (var name in NamesToAsk(start))
        {
            var step = await AskAsync(name, cancellationToken).ConfigureAwait(false);
            steps.Add(step);
            if (step.Answer.IsFailed || step.Record?.Psd is DmarcPsd.Yes or DmarcPsd.No) break;
        }

        return new(start, steps.ToImmutable());
    }

    /// <summary>What stands at one name, from the walk where that came by.</summary>
    public async Task<DmarcStep> StepAtAsync(DmarcWalk walk, DomainName name, CancellationToken cancellationToken) =>
        walk.Steps.FirstOrDefault(step => step.Domain == name) ?? await AskAsync(name, cancellationToken).ConfigureAwait(false);

    /// <summary>What stands at the names above that the walk leaves out (RFC 9989 section 4.10, step 4), longest first.</summary>
    public async Task<ImmutableArray<DmarcStep>> PassedOverAsync(DomainName start, CancellationToken cancellationToken)
    {
        var steps = ImmutableArray.CreateBuilder<DmarcStep>();
        for (var labels = start.Labels.Length - 1; labels > MaxLabelsAfterShortcut && steps.Count < MaxPassedOver; labels--)
            steps.Add(await AskAsync(start.Suffix(labels), cancellationToken).ConfigureAwait(false));
        return steps.ToImmutable();
    }

    /// <summary>The DMARC records at one name.</summary>
    private async Task<DmarcStep> AskAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var answer = domain.Prepend("_dmarc") is { } name
            ? await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false)
            : DnsAnswer.NoSuchName(domain, DnsType.Txt);
        return new(domain, answer, [.. answer.RecordsOf<DnsRecord.Txt>().Select(txt => DmarcRecordParser.Parse(txt.Text)).OfType<DmarcRecord>()]);
    }

    /// <summary>The names of the walk, were it never to stop early.</summary>
    internal static IEnumerable<DomainName> NamesToAsk(DomainName start)
    {
        yield return start;
        for (var labels = Math.Min(start.Labels.Length - 1, MaxLabelsAfterShortcut); labels > 0; labels--) yield return start.Suffix(labels);
    }
}
