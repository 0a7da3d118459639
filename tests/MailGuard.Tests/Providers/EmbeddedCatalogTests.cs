using MailGuard.Dkim;
using MailGuard.Providers;

namespace MailGuard.Tests.Providers;

/// <summary>The catalogue that ships. What <see cref="ProviderCatalog.Read"/> refuses is not repeated here.</summary>
public sealed class EmbeddedCatalogTests
{
    private static readonly ProviderCatalog Catalog = ProviderCatalog.Embedded;

    public static TheoryData<string> Ids => [.. Catalog.Providers.Select(provider => provider.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_entry_is_fictional(string id) =>
        Assert.DoesNotMatch(@"\.(example|test|invalid)\b", string.Join(' ', Names(Provider(id))));

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_entry_can_be_recognised(string id) => Assert.NotEmpty(Names(Provider(id)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_entry_is_older_than_none_of_its_looks(string id) =>
        Assert.Equal(Provider(id).LastVerified, Provider(id).Evidence.Max(evidence => evidence.Seen));

    /// <summary>A suffix such as <c>com</c> or <c>ne.jp</c> would make every host a customer.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void No_name_is_a_public_suffix(string id) => Assert.All(
        Names(Provider(id)),
        name => Assert.NotNull(MailGuard.Names.PublicSuffixes.Embedded.RegistrableDomainOf(MailGuard.Names.DomainName.Parse(name.TrimStart('.')))));

    [Fact]
    public void Guesses_leave_room_for_the_selectors_administrators_choose() => Assert.Contains("2026", DkimSelectors.ToAsk([], Catalog));

    private static Provider Provider(string id) => Catalog.Providers.Single(provider => provider.Id == id);

    private static IEnumerable<string> Names(Provider provider) =>
    [
        .. provider.Signals.SpfInclude, .. provider.Signals.MxSuffix, .. provider.Signals.PtrSuffix,
        .. provider.Signals.DkimDomain, .. provider.Signals.DkimTarget, .. provider.Signals.EnvelopeDomain,
    ];
}
