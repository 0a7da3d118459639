using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using MailGuard.Names;

namespace MailGuard.Providers;

/// <summary>What a catalogue must hold to be of use; the first breach is said with its place.</summary>
internal static partial class ProviderChecks
{
    /// <summary>Letters of the longest selector pattern: more is no pattern of a selector, which has 63 at most.</summary>
    private const int MaxPatternLength = 100;

    /// <summary>Letters of the shortest verification text: fewer would fit texts of others.</summary>
    private const int MinVerificationLength = 4;

    private static readonly (string Member, Func<ProviderSignals, ImmutableArray<string>> Values)[] Names =
    [
        ("spfInclude", signals => signals.SpfInclude),
        ("ptrSuffix", signals => signals.PtrSuffix),
        ("mxSuffix", signals => signals.MxSuffix),
        ("dkimDomain", signals => signals.DkimDomain),
        ("dkimTarget", signals => signals.DkimTarget),
        ("envelopeDomain", signals => signals.EnvelopeDomain),
    ];

    private static readonly (string Member, Func<ProviderSignals, ImmutableArray<string>> Values)[] Texts =
    [
        .. Names,
        ("dkimSelector", signals => signals.DkimSelector),
        ("verificationTxt", signals => signals.VerificationTxt),
        ("asn", signals => [.. signals.Asn.Select(asn => $"{asn}")]),
    ];

    /// <summary>Facts beside the signals that somebody must have read somewhere.</summary>
    private static readonly (string Member, Func<Provider, bool> IsKnown)[] Facts =
    [
        ("ownDomainDkim", provider => provider.OwnDomainDkim is not ProviderSetup.Unknown),
        ("ownReturnPath", provider => provider.OwnReturnPath is not ProviderSetup.Unknown),
        ("sharedRange", provider => provider.SharedRange is not null),
        ("modifiesAfterSigning", provider => provider.ModifiesAfterSigning is not null),
        ("leadTimeDays", provider => provider.LeadTimeDays is not null),
    ];

    /// <exception cref="JsonException">Something is wrong.</exception>
    public static void Check(ImmutableArray<Provider> providers)
    {
        if (providers.IsDefault) throw new JsonException("The member 'providers' is missing.");
        if (providers.Contains(null!)) throw new JsonException($"providers[{providers.IndexOf(null!)}] is null.");
        foreach (var provider in providers)
        {
            if (NullIn(provider) is { } member) throw new JsonException($"Provider '{provider.Id}': {member} holds null.");
            if (BreachIn(provider) is { } breach) throw new JsonException($"Provider '{provider.Id}': {breach}");
        }

        if (providers.CountBy(provider => provider.Id).FirstOrDefault(same => same.Value > 1).Key is { } twice)
            throw new JsonException($"Provider '{twice}': there are two entries with this id.");
        foreach (var (member, values) in Texts) CheckClaims(providers, member, values);
    }

    /// <summary>A name in a signal, with or without the leading dot that some write before a suffix; null when it is none.</summary>
    public static DomainName? Named(string text) => DomainName.TryParse(text.StartsWith('.') ? text[1..] : text, out var name) ? name : null;

    /// <summary>Null when the text is no usable pattern. Matching takes time in proportion to the selector.</summary>
    public static Regex? Compiled(string pattern)
    {
        if (pattern.Length > MaxPatternLength || !pattern.StartsWith('^') || !pattern.EndsWith('$')) return null;
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The serializer guards members, not elements of lists.</summary>
    private static string? NullIn(Provider provider) =>
        provider.Evidence.Contains(null!) ? "evidence"
        : provider.Evidence.Any(evidence => evidence.For.IsDefault || evidence.For.Contains(null!)) ? "evidence.for"
        : provider.Signals.DkimSelectorGuess.Contains(null!) ? "signals.dkimSelectorGuess"
        : Texts.FirstOrDefault(signal => signal.Values(provider.Signals).Contains(null!)).Member is { } member ? $"signals.{member}"
        : null;

    private static string? BreachIn(Provider provider) =>
        !Id().IsMatch(provider.Id) ? "the id must be of lower-case letters, digits and hyphens, as in 'example-mail'."
        : string.IsNullOrWhiteSpace(provider.Names.Ja) || string.IsNullOrWhiteSpace(provider.Names.En) ? "names.ja and names.en must not be empty."
        : !Enum.IsDefined(provider.Kind) ? $"kind {(int)provider.Kind} is none of mailbox, relay, esp, forwarder, list, hospital-system."
        : !Enum.IsDefined(provider.OwnDomainDkim) || !Enum.IsDefined(provider.OwnReturnPath) ? "ownDomainDkim and ownReturnPath are one of no, txt, cname, ticket, unknown."
        : provider.Effort is not (null or "A" or "B" or "C") ? $"effort '{provider.Effort}' is none of A, B, C."
        : provider.LeadTimeDays < 0 ? "leadTimeDays must not be negative."
        : provider.HowTo is { } howTo && !IsWebAddress(howTo) ? $"howTo '{howTo}' is no https address."
        : SignalBreach(provider.Signals) ?? EvidenceBreach(provider);

    private static string? SignalBreach(ProviderSignals signals)
    {
        foreach (var (member, values) in Names)
        {
            if (values(signals).FirstOrDefault(name => Named(name) is null) is { } bad) return $"signals.{member} holds '{bad}', which is no domain name.";
        }

        if (signals.DkimSelector.FirstOrDefault(pattern => Compiled(pattern) is null) is { } unusable)
            return $"signals.dkimSelector holds '{unusable}': a pattern begins with ^, ends with $, has at most {MaxPatternLength} letters and needs no backtracking.";
        if (signals.DkimSelectorGuess.FirstOrDefault(guess => !signals.DkimSelector.Any(pattern => Compiled(pattern)!.IsMatch(guess))) is { } stray)
            return $"signals.dkimSelectorGuess holds '{stray}', which fits no pattern of dkimSelector.";
        return signals.VerificationTxt.FirstOrDefault(text => text.Trim().Length < MinVerificationLength) is { } vague
            ? $"signals.verificationTxt holds '{vague}', which is too short to tell texts apart."
            : null;
    }

    private static string? EvidenceBreach(Provider provider)
    {
        string[] known =
        [
            .. Texts.Where(signal => !signal.Values(provider.Signals).IsEmpty).Select(signal => signal.Member),
            .. Facts.Where(fact => fact.IsKnown(provider)).Select(fact => fact.Member),
        ];
        if (provider.Evidence.IsEmpty) return "evidence is empty; nobody could tell how the entry is known.";
        foreach (var evidence in provider.Evidence)
        {
            if (!Enum.IsDefined(evidence.How)) return "evidence.how is one of vendor-page, set-up-guide.";
            if (!IsWebAddress(evidence.Source)) return $"evidence.source '{evidence.Source}' is no web address.";
            if (evidence.Seen > provider.LastVerified) return $"evidence.seen {evidence.Seen:yyyy-MM-dd} is after lastVerified.";
            if (evidence.For.FirstOrDefault(member => !known.Contains(member)) is { } idle) return $"evidence.for names '{idle}', which the entry does not say.";
        }

        return known.Except(provider.Evidence.SelectMany(evidence => evidence.For)).FirstOrDefault() is { } bare
            ? $"no evidence says how '{bare}' is known; leave it out, or name the page."
            : null;
    }

    private static void CheckClaims(ImmutableArray<Provider> providers, string member, Func<ProviderSignals, ImmutableArray<string>> values)
    {
        var claims =
            from provider in providers
            from value in values(provider.Signals)
            group provider.Id by value.TrimStart('.').ToLowerInvariant();
        if (claims.FirstOrDefault(claim => claim.Count() > 1) is { } claim)
            throw new JsonException($"Provider '{claim.Last()}': signals.{member} holds '{claim.Key}', which '{claim.First()}' claims too.");
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
