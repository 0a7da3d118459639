using System.Globalization;
using MailGuard.Findings;
using MailGuard.Lookalikes;

namespace MailGuard.Results;

/// <summary>The look-alikes of one member as reports show them: schema <c>mailguard/lookalikes/1</c>, one JSON object.</summary>
/// <remarks>As <see cref="AuditDocument"/>: words of the schema, texts in one language, and nothing else is needed to draw a report.</remarks>
public sealed record LookalikeDocument
{
    public const string CurrentSchema = "mailguard/lookalikes/1";

    public string Schema { get; init; } = CurrentSchema;

    /// <summary>As in <see cref="AuditDocument.Row"/>.</summary>
    public required int Row { get; init; }

    /// <summary>As in <see cref="AuditDocument.Input"/>.</summary>
    public required string Input { get; init; }

    /// <summary>The member, with A-labels; null when the row names none.</summary>
    public required string? Domain { get; init; }

    public string? Name { get; init; }

    /// <summary>Columns of the list that MailGuard does not interpret, in their order.</summary>
    public OrderedDictionary<string, string> Columns { get; init; } = [];

    /// <summary>What was changed to read the input, in plain words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>ISO 8601, UTC, seconds.</summary>
    public required string AsOf { get; init; }

    /// <summary>Names asked for.</summary>
    public int Candidates { get; init; }

    /// <summary>Names that were not asked for, because there are more than one member's share.</summary>
    public int LeftOut { get; init; }

    /// <summary>Suffixes that answer for every name, so that only a delegation shows what is registered.</summary>
    public IReadOnlyList<string> WildcardSuffixes { get; init; } = [];

    /// <summary>Names of which a question stayed unanswered: not known to be registered, or what they have.</summary>
    public IReadOnlyList<string> Undetermined { get; init; } = [];

    /// <summary>Those with findings first, worst first; then the closest.</summary>
    public IReadOnlyList<LookalikeEntry> Lookalikes { get; init; } = [];

    /// <summary>About the row itself: <c>run.unreadable-row</c>. What is said of a look-alike stands there.</summary>
    public IReadOnlyList<FindingEntry> Findings { get; init; } = [];

    public static LookalikeDocument Of(AuditRow row, LookalikeScan scan, Language language, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(scan);
        return Empty(row, asOf) with
        {
            Domain = scan.Request.Domain.Text,
            Candidates = scan.Asked,
            LeftOut = scan.LeftOut,
            WildcardSuffixes = [.. scan.WildcardSuffixes.Select(suffix => suffix.Text)],
            Undetermined = [.. scan.Undetermined.Select(name => name.Text)],
            Lookalikes = [.. scan.Registered.Select(lookalike => LookalikeEntries.Of(lookalike, scan.Findings, language))],
        };
    }

    /// <summary>A row that names no usable domain: the finding <c>run.unreadable-row</c> and nothing else.</summary>
    /// <param name="english">What is wrong with the row and how to mend it.</param>
    /// <param name="japanese">The same.</param>
    public static LookalikeDocument OfUnreadable(AuditRow row, string english, string japanese, Language language, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Empty(row, asOf) with
        {
            Findings = [.. RunRules.Rows.Judge((row.Input, english, japanese)).Select(finding => FindingEntries.Of(finding, language))],
        };
    }

    private static LookalikeDocument Empty(AuditRow row, DateTimeOffset asOf) => new()
    {
        Row = row.Row,
        Input = row.Input,
        Domain = null,
        Name = row.Name,
        Columns = row.Columns,
        Notes = row.Notes,
        AsOf = asOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };
}

/// <summary>A registered name that resembles the member's. What could not be determined is null and named in <paramref name="Undetermined"/>.</summary>
/// <param name="Display">With U-labels, as mail programs and browsers may show it.</param>
/// <param name="Kinds">e.g. <c>ascii-homoglyph</c>, <c>suffix</c>.</param>
/// <param name="Registered">True: names that are not registered have no entry.</param>
/// <param name="NullMx">It says that it receives no mail (RFC 7505).</param>
/// <param name="Spf">The one record; null when there is none or several.</param>
/// <param name="ClosedToMail">It says that it neither sends nor receives mail.</param>
/// <param name="SameOperator">It shares name servers or mail servers with the member.</param>
/// <param name="Undetermined">Of <c>mx spf addresses nameServers</c>.</param>
public sealed record LookalikeEntry(
    string Domain,
    string Display,
    IReadOnlyList<string> Kinds,
    bool Registered,
    IReadOnlyList<MxEntry>? Mx,
    bool? NullMx,
    string? Spf,
    IReadOnlyList<string>? SpfRecords,
    IReadOnlyList<string>? Addresses,
    IReadOnlyList<string>? NameServers,
    bool ClosedToMail,
    bool? SameOperator,
    IReadOnlyList<string> SharedNameServers,
    IReadOnlyList<string> SharedMx,
    IReadOnlyList<string> Undetermined,
    IReadOnlyList<FindingEntry> Findings);
