using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MailGuard.Providers;

/// <summary>A mail provider, the signs by which it is known, and what it lets its customers do.</summary>
/// <remarks>What nobody could find out is unknown: it is never taken for no, and it matches nothing.</remarks>
/// <param name="Id">e.g. <c>microsoft-365</c>; lower case, digits and hyphens.</param>
/// <param name="LastVerified">The day somebody last looked at every source in <paramref name="Evidence"/>.</param>
/// <param name="Evidence">How each signal and each known fact is known.</param>
public sealed record Provider(
    string Id, ProviderNames Names, ProviderKind Kind, ProviderSignals Signals, DateOnly LastVerified, ImmutableArray<ProviderEvidence> Evidence)
{
    /// <summary>How a customer has mail signed with his own domain.</summary>
    public ProviderSetup OwnDomainDkim { get; init; }

    /// <summary>How a customer has bounces come to his own domain, so that SPF aligns.</summary>
    public ProviderSetup OwnReturnPath { get; init; }

    /// <summary>Other customers can send with a foreign domain from the addresses its SPF record lists; null when unknown.</summary>
    public bool? SharedRange { get; init; }

    /// <summary>Mail is changed after it was signed; null when unknown.</summary>
    public bool? ModifiesAfterSigning { get; init; }

    /// <summary>What it costs to have own-domain signing set up: <c>A</c>, <c>B</c> or <c>C</c>; null when unknown.</summary>
    public string? Effort { get; init; }

    /// <summary>Days from the request to the set-up; null when unknown.</summary>
    public int? LeadTimeDays { get; init; }

    /// <summary>Address of the provider's own instructions for signing with the customer's domain; null when unknown.</summary>
    public string? HowTo { get; init; }

    /// <summary>Id of the letter to the provider; null when there is none.</summary>
    public string? Letter { get; init; }

    /// <summary>A year without a look: records at providers change.</summary>
    public bool IsOutdatedOn(DateOnly day) => LastVerified.AddYears(1) < day;
}

public sealed record ProviderNames(string Ja, string En)
{
    public string In(bool japanese) => japanese ? Ja : En;
}

[JsonConverter(typeof(JsonStringEnumConverter<ProviderKind>))]
public enum ProviderKind
{
    /// <summary>Holds mailboxes: receives for the domain and sends its people's mail.</summary>
    [JsonStringEnumMemberName("mailbox")]
    Mailbox,

    /// <summary>Stands before or behind mailboxes elsewhere: a filter, a gateway.</summary>
    [JsonStringEnumMemberName("relay")]
    Relay,

    /// <summary>Sends newsletters, notifications or tickets in the customer's name.</summary>
    [JsonStringEnumMemberName("esp")]
    Esp,

    [JsonStringEnumMemberName("forwarder")]
    Forwarder,

    [JsonStringEnumMemberName("list")]
    List,

    /// <summary>Reservations, questionnaires, records: systems of hospitals that send mail.</summary>
    [JsonStringEnumMemberName("hospital-system")]
    HospitalSystem,
}

/// <summary>What a customer has to do, or that it is not offered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProviderSetup>))]
public enum ProviderSetup
{
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>Not offered.</summary>
    [JsonStringEnumMemberName("no")]
    No,

    /// <summary>The customer publishes a TXT record.</summary>
    [JsonStringEnumMemberName("txt")]
    Txt,

    /// <summary>The customer publishes a CNAME record.</summary>
    [JsonStringEnumMemberName("cname")]
    Cname,

    /// <summary>The customer asks the provider's support.</summary>
    [JsonStringEnumMemberName("ticket")]
    Ticket,
}

/// <summary>How something in an entry is known.</summary>
/// <param name="For">Members of the entry's JSON it speaks for, e.g. <c>spfInclude</c>, <c>ownDomainDkim</c>.</param>
/// <param name="Source">The address of the page.</param>
/// <param name="Seen">The day of the look.</param>
public sealed record ProviderEvidence(ImmutableArray<string> For, ProviderEvidenceKind How, string Source, DateOnly Seen);

[JsonConverter(typeof(JsonStringEnumConverter<ProviderEvidenceKind>))]
public enum ProviderEvidenceKind
{
    /// <summary>The provider's own manual or support page.</summary>
    [JsonStringEnumMemberName("vendor-page")]
    VendorPage,

    /// <summary>A set-up guide of somebody else.</summary>
    [JsonStringEnumMemberName("set-up-guide")]
    SetUpGuide,
}
