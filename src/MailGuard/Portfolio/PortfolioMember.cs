using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Portfolio;

/// <summary>What a summary keeps of one audit: no texts, no records.</summary>
public sealed record PortfolioMember
{
    /// <summary>Evidence value that holds the host of a report address, a domain name.</summary>
    private const string ReportHostValue = "host";

    private const string UnauthorizedReportRule = "dmarc.report-destination-unauthorized";

    /// <summary>In the order of the input, from 0: a domain, and even a row of a damaged result, may come twice.</summary>
    public required int Position { get; init; }

    public required int Row { get; init; }

    public required string Input { get; init; }

    /// <summary>Null when the row names no usable domain.</summary>
    public required string? Domain { get; init; }

    public required string? Name { get; init; }

    /// <summary>As in <see cref="AuditDocument.Stage"/>; null when undetermined.</summary>
    public required string? Stage { get; init; }

    /// <summary>As in <see cref="AuditDocument.Spoofable"/>; null when undetermined.</summary>
    public required string? Spoofable { get; init; }

    /// <summary>True when anything at all stayed undetermined, the stage or not.</summary>
    public required bool HasUndetermined { get; init; }

    public required OrderedDictionary<string, string> Columns { get; init; }

    /// <summary>Rules that fired, each once, in the order of the audit: by urgency, then severity.</summary>
    public required ImmutableArray<MemberCause> Causes { get; init; }

    /// <summary>Hosts that get this member's aggregate reports without having authorised it.</summary>
    public required ImmutableArray<string> UnauthorizedReportHosts { get; init; }

    /// <summary>The first half of each <see cref="DkimEntry.KeyHash"/>, each once: sixteen octets tell any number of keys apart. A key behind an alias is the provider's to share or not.</summary>
    internal ImmutableArray<UInt128> KeyHashes { get; init; } = [];

    /// <summary>What to call the member: its name, else its domain, else what the list said.</summary>
    public string Label => string.IsNullOrWhiteSpace(Name) ? Domain ?? Input : Name;

    /// <summary>Null without findings.</summary>
    public Severity? Worst => Causes.IsEmpty ? null : Causes.Max(cause => cause.Severity);

    /// <summary>What to do first; null when nothing has to be done.</summary>
    public MemberCause? Next => Causes.FirstOrDefault(cause => cause.AsksForAction);

    internal static PortfolioMember Of(AuditDocument audit, int position) => new()
    {
        Position = position,
        Row = audit.Row,
        Input = audit.Input,
        Domain = audit.Domain,
        Name = audit.Name,
        Stage = audit.Stage,
        Spoofable = audit.Spoofable,
        HasUndetermined = audit.Domain is null || audit.Undetermined.Count > 0 || !audit.Findings.All(IsDetermined),
        Columns = audit.Columns,
        Causes = [.. audit.Findings.Where(IsDetermined).GroupBy(finding => finding.Rule, MemberCause.Of)],
        UnauthorizedReportHosts = [.. audit.Findings.SelectMany(UnauthorizedHosts).Distinct()],
        KeyHashes = [.. (audit.Dkim ?? []).Where(key => key.Alias is null).SelectMany(HalfOfKeyHash).Distinct()],
    };

    private static IEnumerable<UInt128> HalfOfKeyHash(DkimEntry key)
    {
        const int digits = 32;
        return key.KeyHash is { Length: >= digits } hash && UInt128.TryParse(hash.AsSpan(0, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var half) ? [half] : [];
    }

    /// <summary>False for findings that only say what could not be checked.</summary>
    private static bool IsDetermined(FindingEntry finding) => finding.Confidence is not "undetermined";

    private static IEnumerable<string> UnauthorizedHosts(FindingEntry finding) => finding.Rule is not UnauthorizedReportRule
        ? []
        : finding.Evidence.Values.Where(value => value.Key is ReportHostValue).Select(value => value.Value).OfType<string>();
}

/// <summary>A rule that fired for one member.</summary>
/// <param name="Urgency">The schema's word, e.g. <c>two-weeks</c>.</param>
/// <param name="Cost">The schema's word, e.g. <c>A-B</c>; null when acting costs nothing or nothing is to be done.</param>
public sealed record MemberCause(string Rule, Severity Severity, string Urgency, string? Cost)
{
    public bool AsksForAction => Severity > Severity.Info && Urgency is not "none";

    internal static MemberCause Of(string rule, IEnumerable<FindingEntry> findings)
    {
        var worst = findings.MaxBy(finding => SeverityOf(finding.Severity))!;
        return new(RuleCatalog.Find(rule)?.Id ?? rule, SeverityOf(worst.Severity), worst.Urgency, worst.Cost);
    }

    /// <summary>A word of a later version counts as info: it is shown, but orders nothing.</summary>
    private static Severity SeverityOf(string word) =>
        Enum.TryParse<Severity>(word, ignoreCase: true, out var severity) && Enum.IsDefined(severity) ? severity : Severity.Info;
}
