using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailGuard.Names;

namespace MailGuard.Providers;

/// <summary>A mail provider and the signs by which it is known in the DNS.</summary>
/// <param name="Kind"><c>mailbox</c>, <c>relay</c>, <c>esp</c>, <c>forwarder</c>, <c>list</c> or <c>hospital-system</c>.</param>
/// <param name="LastVerified">ISO 8601 date of the last look at the sources in <paramref name="Evidence"/>.</param>
public sealed record Provider(
    string Id, ProviderNames Names, string Kind, ProviderSignals Signals, string LastVerified, ImmutableArray<string> Evidence);

public sealed record ProviderNames(string Ja, string En);

/// <param name="SpfInclude">Names a customer's SPF record includes; names below count too.</param>
/// <param name="MxSuffix">Names the MX hosts stand at or below.</param>
/// <param name="DkimSelector">Selectors the provider gives its customers.</param>
public sealed record ProviderSignals(ImmutableArray<string> SpfInclude, ImmutableArray<string> MxSuffix, ImmutableArray<string> DkimSelector);

/// <summary>The providers MailGuard knows. What is not in it is unknown, never suspicious.</summary>
public sealed class ProviderCatalog
{
    private static readonly Lazy<ProviderCatalog> EmbeddedCatalog = new(ReadEmbedded);

    private readonly ImmutableArray<(DomainName Name, Provider Provider)> spfIncludes;
    private readonly ImmutableArray<(DomainName Name, Provider Provider)> mxSuffixes;

    private ProviderCatalog(ImmutableArray<Provider> providers)
    {
        Providers = providers;
        spfIncludes = Index(signals => signals.SpfInclude);
        mxSuffixes = Index(signals => signals.MxSuffix);
    }

    public static ProviderCatalog Embedded => EmbeddedCatalog.Value;

    public ImmutableArray<Provider> Providers { get; }

    /// <summary>Reads a catalogue in the format of <c>Providers/providers.json</c>.</summary>
    /// <exception cref="JsonException">The text is no such catalogue.</exception>
    public static ProviderCatalog Read(Stream json) =>
        new(JsonSerializer.Deserialize(json, ProviderCatalogJson.Default.ProviderCatalogFile)?.Providers ?? throw new JsonException("The catalogue is empty."));

    /// <summary>The provider behind an SPF include; null when unknown.</summary>
    public Provider? OfSpfInclude(DomainName name) => Find(spfIncludes, name);

    /// <summary>The provider of an MX host; null when unknown.</summary>
    public Provider? OfMxHost(DomainName host) => Find(mxSuffixes, host);

    /// <summary>The providers of all these hosts, each once.</summary>
    public ImmutableArray<Provider> OfMx(IEnumerable<DomainName> hosts) => [.. hosts.Select(OfMxHost).OfType<Provider>().Distinct()];

    private static Provider? Find(ImmutableArray<(DomainName Name, Provider Provider)> index, DomainName name) =>
        index.FirstOrDefault(entry => name.IsAtOrBelow(entry.Name)).Provider;

    private ImmutableArray<(DomainName Name, Provider Provider)> Index(Func<ProviderSignals, ImmutableArray<string>> signal) =>
        [.. Providers.SelectMany(provider => signal(provider.Signals).Select(name => (DomainName.Parse(name), provider)))];

    private static ProviderCatalog ReadEmbedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("providers.json")!;
        return Read(stream);
    }
}

internal sealed record ProviderCatalogFile(ImmutableArray<Provider> Providers);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProviderCatalogFile))]
internal sealed partial class ProviderCatalogJson : JsonSerializerContext;
