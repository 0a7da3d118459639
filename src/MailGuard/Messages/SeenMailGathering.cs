using System.Collections.Immutable;
using MailGuard.Dkim;
using MailGuard.Names;

namespace MailGuard.Messages;

/// <summary>Sums samples up for one domain. Pure.</summary>
/// <param name="domain">The domain audited; mail of names below it counts too.</param>
/// <param name="suffixes">Which signers are of the same organization.</param>
/// <param name="maxAge">Mail older than this, by its own Date, teaches selectors but no longer says what is in use.</param>
internal sealed class SeenMailGathering(DomainName domain, PublicSuffixes suffixes, DateTimeOffset now, TimeSpan maxAge)
{
    /// <summary>More selectors than a domain has questions in all need not be carried along.</summary>
    private const int MaxUses = 200;

    /// <summary>Enough to find the mail again.</summary>
    private const int MaxSources = 5;

    private readonly DomainName organization = suffixes.OrganizationalDomainOf(domain);

    public SeenMail Of(ImmutableArray<MessageSample> samples, ImmutableArray<DomainName> otherDomains)
    {
        if (samples.IsEmpty && otherDomains.IsEmpty) return SeenMail.None;
        var own = samples.Where(sample => sample.AuthorDomain.IsAtOrBelow(domain)).ToList();
        return new(
            [.. Streams(own.Where(sample => sample.IsReceived && IsRecent(sample)))],
            [.. Uses(own).OrderByDescending(use => use.IsCurrent).Take(MaxUses)],
            [.. otherDomains.Concat(samples.SelectMany(DomainsOf)).Distinct().Order()]);
    }

    /// <summary>Author, envelope and signers of one message.</summary>
    public static IEnumerable<DomainName> DomainsOf(MessageSample sample) =>
        sample.Signatures.Select(signature => signature.Domain).Prepend(sample.EnvelopeDomain).Prepend(sample.AuthorDomain).OfType<DomainName>();

    private IEnumerable<MailStream> Streams(IEnumerable<MessageSample> samples) =>
        from sample in samples
        let others = Signers(sample).Where(signer => !IsOwn(signer)).Distinct().Order().ToList()
        group (Sample: sample, Others: others) by (Author: sample.AuthorDomain, Envelope: sample.EnvelopeDomain, Signers: string.Join(' ', others)) into stream
        orderby stream.Key.Author, stream.Key.Envelope, stream.Key.Signers
        select new MailStream(
            stream.Key.Author,
            stream.Key.Envelope,
            [.. stream.First().Others],
            [.. stream.SelectMany(one => Signers(one.Sample)).Where(IsOwn).Distinct().Order()],
            stream.Count(),
            SourcesOf(stream.Select(one => one.Sample)))
        {
            IsReadInFull = stream.All(one => one.Sample.SignaturesLeftOut == 0),
        };

    private IEnumerable<DkimUse> Uses(List<MessageSample> samples) =>
        from sample in samples
        from signature in sample.Signatures
        where signature is { Domain: not null, Selector: not null } && IsOwn(signature.Domain)
        group (Sample: sample, Signature: signature) by (Domain: signature.Domain!, Selector: signature.Selector!) into use
        orderby use.Key.Domain, use.Key.Selector
        select new DkimUse(
            use.Key.Domain,
            use.Key.Selector,
            [.. use.Select(one => one.Signature.Algorithm).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            SourcesOf(use.Select(one => one.Sample).OrderByDescending(IsRecent)),
            IsCurrent: use.Any(one => IsRecent(one.Sample)),
            IsSha1Only: use.Any(one => IsRecent(one.Sample) && HasOnlySha1(one.Sample)));

    private bool HasOnlySha1(MessageSample sample) =>
        sample.SignaturesLeftOut == 0
        && sample.Signatures.Where(signature => signature.Domain is not null && IsOwn(signature.Domain)).All(signature => signature.Algorithm == "rsa-sha1");

    private static IEnumerable<DomainName> Signers(MessageSample sample) => sample.Signatures.Select(signature => signature.Domain).OfType<DomainName>();

    private bool IsOwn(DomainName signer) => signer.IsAtOrBelow(organization);

    /// <summary>Mail without a date is taken for what the user says it is: a sample of today's mail.</summary>
    private bool IsRecent(MessageSample sample) => sample.Date is not { } date || now - date <= maxAge;

    private static ImmutableArray<string> SourcesOf(IEnumerable<MessageSample> samples) => [.. samples.Select(sample => sample.File).Distinct().Take(MaxSources)];
}
