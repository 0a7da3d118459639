using System.Text.Json.Serialization;

namespace MailGuard.Results;

/// <summary>A finished audit as reports show it: schema <c>mailguard/domain-audit/1</c>, one JSON object.</summary>
/// <remarks>
/// Every output format is drawn from this and from the rule catalogue alone, so that a result read back from a file or a journal gives
/// the same report as the run that wrote it. Words are those of the schema (lower case, hyphens); texts are in one language.
/// </remarks>
public sealed record AuditDocument
{
    public const string CurrentSchema = "mailguard/domain-audit/1";

    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The row in the member list, counted as a spreadsheet counts (the header is row 1); the position for a domain given by hand.</summary>
    public required int Row { get; init; }

    /// <summary>What the list or the user said, before normalisation.</summary>
    public required string Input { get; init; }

    /// <summary>The domain audited, with A-labels; null when the row names none.</summary>
    public required string? Domain { get; init; }

    public string? Name { get; init; }

    /// <summary>Columns of the list that MailGuard does not interpret, in their order.</summary>
    public OrderedDictionary<string, string> Columns { get; init; } = [];

    /// <summary>What was changed to read the input, in plain words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary><c>sending</c>, <c>receiving-only</c>, <c>parked</c> or <c>unknown</c>.</summary>
    public string Role { get; init; } = "unknown";

    /// <summary>True when the role was decided from evidence, false when the list or the user said it.</summary>
    public bool RoleInferred { get; init; } = true;

    /// <summary>The policy the owner wants: <c>none</c>, <c>quarantine</c>, <c>reject</c>; null when not said.</summary>
    public string? Target { get; init; }

    /// <summary>ISO 8601, UTC, seconds.</summary>
    public required string AsOf { get; init; }

    /// <summary>Members of this object that could not be determined (they are null), and ids of rules left open.</summary>
    public IReadOnlyList<string> Undetermined { get; init; } = [];

    /// <summary><c>none</c>, <c>monitoring</c>, <c>quarantine</c>, <c>reject</c> or <c>parked</c>; null when undetermined.</summary>
    public string? Stage { get; init; }

    /// <summary><c>yes</c>, <c>partly</c> or <c>no</c>; null when undetermined.</summary>
    public string? Spoofable { get; init; }

    public IReadOnlyList<MxEntry>? Mx { get; init; }

    public bool? NullMx { get; init; }

    public SpfSection? Spf { get; init; }

    public DmarcSection? Dmarc { get; init; }

    public IReadOnlyList<DkimEntry>? Dkim { get; init; }

    public MtaStsSection? MtaSts { get; init; }

    public TlsRptSection? TlsRpt { get; init; }

    public DaneSection? Dane { get; init; }

    public BimiSection? Bimi { get; init; }

    public CaaSection? Caa { get; init; }

    /// <summary>What others ask of senders, and whether the domain meets it as far as DNS shows; those that do not concern its role left out.</summary>
    public IReadOnlyList<ProfileEntry> Profiles { get; init; } = [];

    /// <summary>Mail providers that MX, SPF, DKIM or a verification text point to; null when undetermined.</summary>
    public IReadOnlyList<ProviderEntry>? Providers { get; init; }

    /// <summary>Null when undetermined, or when the domain does not exist.</summary>
    public DnssecSection? Dnssec { get; init; }

    /// <summary>By urgency, then severity, then the order of the catalogue.</summary>
    public IReadOnlyList<FindingEntry> Findings { get; init; } = [];

    /// <summary>What changed since an earlier result; null when none was given.</summary>
    public MemberChanges? Changes { get; init; }

    /// <summary>The version of MailGuard that made the result, e.g. <c>0.1.0</c>; null in results that do not say.</summary>
    public string? Version { get; init; }
}

public sealed record MxEntry(int Preference, string Host);

/// <param name="Id">Of the provider catalogue.</param>
/// <param name="Signals"><c>mx</c>, <c>spf</c>, <c>dkim</c>, <c>verification</c>: the records that point to it.</param>
/// <param name="LastVerified">ISO 8601 date: when somebody last looked whether the catalogue is right about it.</param>
public sealed record ProviderEntry(string Id, string Name, IReadOnlyList<string> Signals, string LastVerified);

/// <param name="Record">The one valid record; null when there is none or several.</param>
/// <param name="Records">Every SPF record published at the name.</param>
/// <param name="Result">What check_host() gives for a sender that no term matches; <c>permerror</c> and <c>temperror</c> included.</param>
/// <param name="All">The qualifier's word of the <c>all</c> that decides (<c>pass</c>, <c>fail</c>, <c>softfail</c>, <c>neutral</c>); null without one.</param>
/// <param name="Tree">Null without a record.</param>
public sealed record SpfSection(
    string? Record, IReadOnlyList<string> Records, string Result, int Lookups, int VoidLookups, string? All, SpfNodeSection? Tree);

/// <param name="Status"><c>found</c>, <c>no-data</c>, <c>no-such-name</c>, <c>failed</c> or <c>not-asked</c>.</param>
/// <param name="Lookups">Counted terms at and below this node.</param>
/// <param name="Problem"><c>loop</c>, <c>several-records</c>, <c>syntax-error</c>, <c>without-record</c>, <c>nonexistent</c>, <c>failed</c>, <c>limit</c> or null.</param>
public sealed record SpfNodeSection(
    string Name, string? Record, string Status, int Lookups, int VoidLookups, string? Problem, IReadOnlyList<SpfTermSection> Terms);

/// <param name="Node">What an include or redirect leads to; null for other terms.</param>
public sealed record SpfTermSection(string Text, SpfNodeSection? Node);

/// <param name="Location">Where the record that applies was found; null without one.</param>
/// <param name="OrganizationalDomain">By the tree walk of RFC 9989.</param>
/// <param name="Policy">The <c>p</c> tag as understood; null without a valid one.</param>
/// <param name="EffectivePolicy">For the exact name, after discovery, fallback and <c>t</c>; <c>none</c> also when no record applies.</param>
public sealed record DmarcSection(
    string? Record,
    IReadOnlyList<string> Records,
    string? Location,
    string OrganizationalDomain,
    string? Policy,
    string EffectivePolicy,
    string EffectiveSubdomainPolicy,
    string EffectiveNonexistentPolicy,
    IReadOnlyList<string> Rua,
    DmarcRfc7489Section Rfc7489);

/// <summary>What a receiver of the older generation, with the Public Suffix List and without t and np, makes of it; <c>pct</c> counted.</summary>
public sealed record DmarcRfc7489Section(string OrganizationalDomain, string EffectivePolicy, string EffectiveSubdomainPolicy);

/// <param name="KeyType"><c>rsa</c>, <c>ed25519</c> or as published; null when unreadable.</param>
/// <param name="Bits">Of the modulus; null for other keys and unreadable ones.</param>
/// <param name="Problem">One word: <c>unreadable</c>, <c>dangling</c>, <c>wildcard</c>; null when none.</param>
public sealed record DkimEntry(string Selector, string? KeyType, int? Bits, bool Revoked, string? Problem)
{
    /// <summary>How the selector came to be asked: <c>given</c>, <c>sample</c> or <c>guessed</c>; null in results of older versions.</summary>
    public string? Learnt { get; init; }

    /// <summary>The name the key belongs to, the d of signatures; null likewise. Another than the audited one only when mail was seen signed by it.</summary>
    public string? Domain { get; init; }

    /// <summary>Where the CNAME at the selector leads in the end; null without one.</summary>
    public string? Alias { get; init; }

    /// <summary>SHA-256 of the key's octets in lower-case hexadecimal, to know one key again; null for revoked and unreadable keys.</summary>
    public string? KeyHash { get; init; }

    /// <summary>The key carries the flag <c>t=y</c>.</summary>
    public bool Testing { get; init; }

    /// <summary>The date (<c>2026-11-22</c>) at which a run first saw this very key, carried on by results that were given as <c>--previous</c>.</summary>
    public string? Since { get; init; }

    /// <summary>Likewise, at which it first carried the flag; null without the flag.</summary>
    public string? TestingSince { get; init; }
}

/// <remarks>Members about the policy file are null unless it was fetched.</remarks>
public sealed record MtaStsSection(string? Record, IReadOnlyList<string> Records, string? Id, bool Valid)
{
    /// <summary><c>none</c>, <c>testing</c> or <c>enforce</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>The date at which a run first saw this mode, carried on as <see cref="DkimEntry.Since"/> is.</summary>
    public string? ModeSince { get; init; }

    /// <summary>Seconds.</summary>
    public long? MaxAge { get; init; }

    /// <summary>The patterns of its mx lines, as published.</summary>
    public IReadOnlyList<string>? PolicyMx { get; init; }
}

public sealed record TlsRptSection(string? Record, IReadOnlyList<string> Records, IReadOnlyList<string> Rua, bool Valid);

public sealed record DaneSection(IReadOnlyList<DaneHostEntry> Hosts);

/// <param name="Records">e.g. <c>3 1 1 ab12…</c>; empty when the host has none.</param>
public sealed record DaneHostEntry(string Host, IReadOnlyList<string> Records);

public sealed record BimiSection(string? Record, IReadOnlyList<string> Records, string? Location, string? Authority);

/// <param name="Location">Where climbing from the domain met the records (RFC 8659 section 3).</param>
public sealed record CaaSection(string Location, IReadOnlyList<string> Records);

/// <param name="Id">e.g. <c>google-all-senders</c>.</param>
/// <param name="Name">Who asks it of whom, in the language of the document.</param>
/// <param name="Result"><c>pass</c>, <c>fail</c> or <c>cannot-tell</c>.</param>
/// <param name="Failing">Ids of the rules that stand against it.</param>
/// <param name="Open">Ids of the rules that could not be checked and on which the result depends.</param>
/// <param name="NotFromDns">What else belongs to it and cannot be told from DNS.</param>
public sealed record ProfileEntry(
    string Id, string Name, string Result, IReadOnlyList<string> Failing, IReadOnlyList<string> Open, IReadOnlyList<string> NotFromDns);
/// <param name="Zone">The apex of the zone that holds the domain.</param>
/// <param name="Signed">The parent zone holds a DS record for it.</param>
public sealed record DnssecSection(string Zone, bool Signed);

/// <param name="RuleSeverity">Before role, target and settings.</param>
/// <param name="Affects">Letters of D, S, V, H.</param>
/// <param name="Urgency"><c>now</c>, <c>two-weeks</c>, <c>quarter</c>, <c>when-convenient</c>, <c>none</c>.</param>
/// <param name="Cost"><c>A</c>, <c>A-B</c>, <c>B</c>, <c>B-C</c>, <c>C</c> or null.</param>
/// <param name="Related">Ids of the findings this one replaces.</param>
public sealed record FindingEntry(
    string Rule,
    string Severity,
    string RuleSeverity,
    string Subject,
    string Problem,
    string Remedy,
    string Affects,
    string Urgency,
    string? Cost,
    string Owner,
    string Confidence,
    EvidenceSection Evidence,
    IReadOnlyList<string> Related,
    ProposedEntry? Proposed);

public sealed record ProposedEntry(string Name, string Type, int Ttl, string Value, string? Previous);

/// <summary>Evidence values by name, in their order: a string, a whole number or a list of strings each.</summary>
[JsonConverter(typeof(EvidenceSectionConverter))]
public sealed record EvidenceSection(IReadOnlyList<KeyValuePair<string, object>> Values);
