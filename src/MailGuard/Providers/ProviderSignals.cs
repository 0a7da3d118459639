using System.Collections.Immutable;

namespace MailGuard.Providers;

/// <summary>The signs by which a provider is known. A name stands for itself and for all below it; an empty list means unknown.</summary>
public sealed record ProviderSignals
{
    /// <summary>Names a customer's SPF record includes; the first is the one to propose.</summary>
    public ImmutableArray<string> SpfInclude { get => Given(field); init; }

    /// <summary>Reverse names of sending addresses.</summary>
    public ImmutableArray<string> PtrSuffix { get => Given(field); init; }

    /// <summary>MX hosts of customers.</summary>
    public ImmutableArray<string> MxSuffix { get => Given(field); init; }

    /// <summary>Domains the provider signs with itself (<c>d=</c>).</summary>
    public ImmutableArray<string> DkimDomain { get => Given(field); init; }

    /// <summary>What the CNAME records at customers' selectors lead to.</summary>
    public ImmutableArray<string> DkimTarget { get => Given(field); init; }

    /// <summary>Patterns of the selectors customers publish, anchored at both ends: <c>^selector[12]$</c>.</summary>
    public ImmutableArray<string> DkimSelector { get => Given(field); init; }

    /// <summary>Selectors of these patterns that are worth asking for at any domain.</summary>
    public ImmutableArray<string> DkimSelectorGuess { get => Given(field); init; }

    /// <summary>MAIL FROM domains of mail that leaves without the customer's own.</summary>
    public ImmutableArray<string> EnvelopeDomain { get => Given(field); init; }

    /// <summary>What TXT records that prove the customer's domain begin with.</summary>
    public ImmutableArray<string> VerificationTxt { get => Given(field); init; }

    public ImmutableArray<uint> Asn { get => field.IsDefault ? [] : field; init; }

    /// <summary>What a file leaves out comes as no array at all.</summary>
    private static ImmutableArray<string> Given(ImmutableArray<string> values) => values.IsDefault ? [] : values;
}
