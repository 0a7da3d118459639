using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Providers;

namespace MailGuard.Dkim;

/// <summary>What stands at one selector.</summary>
/// <param name="Name">e.g. <c>selector1._domainkey.hospital.example</c>.</param>
/// <param name="IsGiven">The list or the user said it is in use.</param>
/// <param name="Key">Null when there is no key record.</param>
public sealed record DkimSelectorKey(string Selector, DomainName Name, bool IsGiven, DnsAnswer Answer, DkimKeyRecord? Key)
{
    /// <summary>How mail was seen to use it; null when none was.</summary>
    public DkimUse? Use { get; init; }

    /// <summary>Said or seen to be in use, not guessed.</summary>
    public bool IsKnown => IsGiven || Use is not null;

    /// <summary>Recent mail was signed with it.</summary>
    public bool IsInUse => Use is { IsCurrent: true };

    public bool IsDangling => Answer.IsDangling;

    /// <summary>Something stands there, right or wrong.</summary>
    public bool IsPublished => Key is not null || IsDangling;
}

/// <summary>What a domain publishes about DKIM.</summary>
/// <param name="DomainKey">The answer to TXT at <c>_domainkey</c>: whether anything can stand below it.</param>
/// <param name="Selectors">All that were asked, in the order asked.</param>
/// <param name="Wildcard">The answer for a selector nobody uses; null when it was not asked.</param>
public sealed record DkimPublication(DomainName Domain, DnsAnswer DomainKey, ImmutableArray<DkimSelectorKey> Selectors, DnsAnswer? Wildcard)
{
    public bool HasWildcard => Wildcard?.Status is DnsStatus.Found;

    /// <summary>All hits; what a wildcard answers counts only for selectors known to be in use.</summary>
    public IEnumerable<DkimSelectorKey> Published => Selectors.Where(selector => selector.IsPublished && (selector.IsKnown || !IsFromWildcard(selector)));

    public IEnumerable<DkimSelectorKey> Keys => Published.Where(selector => selector.Key is not null);

    public bool HasOpenQuestions => DomainKey.IsFailed || Selectors.Any(selector => selector.Answer.IsFailed) || Wildcard?.IsFailed == true;

    /// <summary>Nothing was found, and something could not be asked.</summary>
    public bool IsUndetermined => HasOpenQuestions && !Published.Any();

    /// <summary>Recent mail was seen with a signature of the organization.</summary>
    public bool IsSeenSigning => Selectors.Any(selector => selector.IsInUse);

    /// <summary>Nothing stands below <c>_domainkey</c>, by the answer for that name and for every selector asked, and no mail was seen signed.</summary>
    public bool IsMissing => DomainKey.ProvesNoSuchName && !HasOpenQuestions && !IsSeenSigning && !Published.Any();

    /// <summary>Something may stand below <c>_domainkey</c>, and no selector is known.</summary>
    public bool IsUnknown => !HasOpenQuestions && !DomainKey.ProvesNoSuchName && !IsSeenSigning && !Published.Any();

    /// <summary>The answer is the one that a selector nobody uses gets, down to the alias it came by.</summary>
    private bool IsFromWildcard(DkimSelectorKey selector) => Wildcard is { IsFailed: false, ProvesNoSuchName: false }
        && selector.Answer.Status == Wildcard.Status
        && selector.Answer.Aliases.SequenceEqual(Wildcard.Aliases)
        && selector.Answer.Records.SequenceEqual(Wildcard.Records);
}

/// <summary>Asks for a <see cref="DkimPublication"/>.</summary>
internal sealed class DkimReader(IDnsResolver dns, ProviderCatalog providers, bool assumeEmptyBelowNxDomain)
{
    /// <param name="seen">Selectors seen in mail, of this domain and of names of its organization.</param>
    public async Task<DkimPublication> ReadAsync(
        DomainName domain, ImmutableArray<string> given, ImmutableArray<DkimUse> seen, CancellationToken cancellationToken)
    {
        var domainKeyName = domain.Prepend("_domainkey");
        if (domainKeyName is null) return new(domain, DnsAnswer.NoSuchName(domain, DnsType.Txt), [], null);
        var domainKey = await dns.ResolveAsync(domainKeyName, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        var isWorthGuessing = !domainKey.IsFailed && !(domainKey.ProvesNoSuchName && assumeEmptyBelowNxDomain);
        var known = given.Concat(seen.Where(use => use.Domain == domain).Select(use => use.Selector)).Select(selector => selector.ToLowerInvariant());
        var selectors = isWorthGuessing ? DkimSelectors.ToAsk([.. known], providers) : [.. known.Distinct()];
        var toAsk = Named(selectors, domainKeyName, given, seen).Concat(Elsewhere(domain, seen));
        return new(
            domain,
            domainKey,
            [.. await Task.WhenAll(toAsk.Select(one => ReadKeyAsync(one, cancellationToken))).ConfigureAwait(false)],
            isWorthGuessing ? await AskUnusedSelectorAsync(domainKeyName, cancellationToken).ConfigureAwait(false) : null);
    }

    private static IEnumerable<SelectorToAsk> Named(
        IEnumerable<string> selectors, DomainName domainKeyName, ImmutableArray<string> given, ImmutableArray<DkimUse> seen) =>
        from selector in selectors
        let name = domainKeyName.Prepend(selector)
        where name is not null
        select new SelectorToAsk(
            selector, name, given.Contains(selector, StringComparer.OrdinalIgnoreCase), seen.FirstOrDefault(use => use.KeyName == name));

    /// <summary>Mail of the domain may be signed by a name above or below it.</summary>
    private static IEnumerable<SelectorToAsk> Elsewhere(DomainName domain, ImmutableArray<DkimUse> seen) =>
        from use in seen
        let name = use.KeyName
        where use.Domain != domain && name is not null
        select new SelectorToAsk(use.Selector, name, IsGiven: false, use);

    private async Task<DkimSelectorKey> ReadKeyAsync(SelectorToAsk one, CancellationToken cancellationToken)
    {
        var answer = await dns.ResolveAsync(one.Name, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        var key = answer.RecordsOf<DnsRecord.Txt>().Select(KeyIn).OfType<DkimKeyRecord>().FirstOrDefault();
        return new(one.Selector, one.Name, one.IsGiven, answer, key) { Use = one.Use };
    }

    /// <summary>What no message can carry cannot be used, however well it reads in the file.</summary>
    private static DkimKeyRecord? KeyIn(DnsRecord.Txt txt) =>
        DkimKeyRecord.Parse(txt.Text) is { } key ? txt.IsOverlong ? key with { Mistake = DkimKeyRecord.OverlongString } : key : null;

    private async Task<DnsAnswer?> AskUnusedSelectorAsync(DomainName domainKeyName, CancellationToken cancellationToken) =>
        WildcardProbe.NameBelow(domainKeyName) is { } name ? await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false) : null;

    private sealed record SelectorToAsk(string Selector, DomainName Name, bool IsGiven, DkimUse? Use);
}
