using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MailGuard.Names;

namespace MailGuard.Providers;

/// <summary>The providers MailGuard knows. What is not in it is unknown, never suspicious.</summary>
public sealed class ProviderCatalog
{
    private static readonly Lazy<ProviderCatalog> EmbeddedCatalog = new(ReadEmbedded);

    private readonly ProviderNameIndex spfIncludes;
    private readonly ProviderNameIndex mxSuffixes;
    private readonly ProviderNameIndex ptrSuffixes;
    private readonly ProviderNameIndex dkimDomains;
    private readonly ProviderNameIndex dkimTargets;
    private readonly ProviderNameIndex envelopeDomains;
    private readonly ImmutableArray<(Regex Pattern, Provider Provider)> selectors;

    private ProviderCatalog(ImmutableArray<Provider> providers)
    {
        ProviderChecks.Check(providers);
        Providers = providers;
        spfIncludes = new(providers, signals => signals.SpfInclude);
        mxSuffixes = new(providers, signals => signals.MxSuffix);
        ptrSuffixes = new(providers, signals => signals.PtrSuffix);
        dkimDomains = new(providers, signals => signals.DkimDomain);
        dkimTargets = new(providers, signals => signals.DkimTarget);
        envelopeDomains = new(providers, signals => signals.EnvelopeDomain);
        selectors = [.. providers.SelectMany(provider => provider.Signals.DkimSelector, (provider, pattern) => (ProviderChecks.Compiled(pattern)!, provider))];
    }

    public static ProviderCatalog Embedded => EmbeddedCatalog.Value;

    public ImmutableArray<Provider> Providers { get; }

    /// <summary>Reads a catalogue in the format of <c>Providers/providers.json</c>; the README beside it describes the members.</summary>
    /// <exception cref="JsonException">The text is no such catalogue; the message says what is wrong where.</exception>
    public static ProviderCatalog Read(Stream json) =>
        new(JsonSerializer.Deserialize(json, ProviderCatalogJson.Default.ProviderCatalogFile)?.Providers ?? throw new JsonException("The catalogue is empty."));

    /// <summary>This catalogue and another; an entry of the other replaces the one with the same id.</summary>
    /// <exception cref="JsonException">Two providers claim the same signal.</exception>
    public ProviderCatalog With(ProviderCatalog more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var replaced = more.Providers.Select(provider => provider.Id).ToHashSet(StringComparer.Ordinal);
        return new([.. Providers.Where(provider => !replaced.Contains(provider.Id)), .. more.Providers]);
    }

    /// <summary>The provider behind an SPF include; null when unknown.</summary>
    public Provider? OfSpfInclude(DomainName name) => spfIncludes.Find(name);

    /// <summary>The provider of an MX host; null when unknown.</summary>
    public Provider? OfMxHost(DomainName host) => mxSuffixes.Find(host);

    /// <summary>The providers of all these hosts, each once.</summary>
    public ImmutableArray<Provider> OfMx(IEnumerable<DomainName> hosts) => [.. hosts.Select(OfMxHost).OfType<Provider>().Distinct()];

    /// <summary>The provider of a reverse name; null when unknown. A reverse name proves nothing until it leads back to its address.</summary>
    public Provider? OfReverseName(DomainName name) => ptrSuffixes.Find(name);

    /// <summary>The provider that signs with this domain (<c>d=</c>); null when unknown.</summary>
    public Provider? OfDkimDomain(DomainName domain) => dkimDomains.Find(domain);

    /// <summary>The provider the CNAME of a selector leads to; null when unknown.</summary>
    public Provider? OfDkimTarget(DomainName target) => dkimTargets.Find(target);

    /// <summary>Providers whose customers publish such a selector. Others may choose the same word.</summary>
    public ImmutableArray<Provider> OfDkimSelector(string selector) =>
        [.. selectors.Where(known => known.Pattern.IsMatch(selector)).Select(known => known.Provider).Distinct()];

    /// <summary>The provider whose own MAIL FROM this is; null when unknown.</summary>
    public Provider? OfEnvelopeDomain(DomainName domain) => envelopeDomains.Find(domain);

    /// <summary>The provider a TXT record proves the domain to; null when unknown.</summary>
    public Provider? OfVerificationTxt(string text) => Providers.FirstOrDefault(provider =>
        provider.Signals.VerificationTxt.Any(start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase)));

    private static ProviderCatalog ReadEmbedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("providers.json")!;
        return Read(stream);
    }
}

/// <summary>Names of one kind of signal; the most specific one decides.</summary>
internal sealed class ProviderNameIndex(ImmutableArray<Provider> providers, Func<ProviderSignals, ImmutableArray<string>> signal)
{
    private readonly Dictionary<DomainName, Provider> byName = (
        from provider in providers
        from name in signal(provider.Signals)
        select (Name: ProviderChecks.Named(name)!, Provider: provider)).DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name, entry => entry.Provider);

    public Provider? Find(DomainName name)
    {
        for (var at = name; at is not null; at = at.Parent)
        {
            if (byName.TryGetValue(at, out var provider)) return provider;
        }

        return null;
    }
}

internal sealed record ProviderCatalogFile(ImmutableArray<Provider> Providers);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ProviderCatalogFile))]
internal sealed partial class ProviderCatalogJson : JsonSerializerContext;
