using System.Collections.Immutable;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Results;

namespace MailGuard.Portfolio;

/// <summary>What many audits have in common, gathered as they pass: of each only a <see cref="PortfolioMember"/> is kept.</summary>
public sealed class PortfolioSummary
{
    /// <summary>Stands in counts for what could not be determined; it is never part of another count.</summary>
    public const string Undetermined = "undetermined";

    private static readonly ImmutableArray<string> Stages = ["none", "monitoring", "quarantine", "reject", "parked", Undetermined];
    private static readonly ImmutableArray<string> SpoofableWords = ["yes", "partly", "no", Undetermined];

    private readonly List<PortfolioMember> _entries = [];
    private readonly Dictionary<string, int> _changes = new(StringComparer.Ordinal);
    private int _comparedInPart;

    /// <summary>In the order of the input.</summary>
    public IReadOnlyList<PortfolioMember> Entries => _entries;

    /// <summary>Rows seen, unreadable ones included.</summary>
    public int Members => _entries.Count;

    /// <summary>Members that were not audited because the run was ended before; not 0 marks a report as incomplete.</summary>
    public int Missing { get; set; }

    /// <summary>Rows that name no usable domain.</summary>
    public int Unreadable => _entries.Count(member => member.Domain is null);

    /// <summary>The newest of the audits' times, ISO 8601; null without audits.</summary>
    public string? AsOf { get; private set; }

    /// <summary>Members by stage, then <see cref="Undetermined"/>; every word is there, its count may be 0.</summary>
    public OrderedDictionary<string, int> StageCounts => Count(Stages, member => member.Stage);

    /// <summary>Members by <c>yes</c>, <c>partly</c>, <c>no</c>, then <see cref="Undetermined"/>; a count may be 0.</summary>
    public OrderedDictionary<string, int> SpoofableCounts => Count(SpoofableWords, member => member.Spoofable);

    /// <summary>Causes that ask for action, those first that weigh most: members times severity.</summary>
    public ImmutableArray<SharedCause> Causes =>
    [
        .. from member in _entries
           from cause in member.Causes
           where cause.AsksForAction
           group (member, cause) by cause.Rule into shared
           select SharedCause.Of([.. shared]) into shared
           orderby shared.Weight descending, shared.Members.Length descending, shared.Rule
           select shared,
    ];

    /// <summary>The list's columns that sort members into groups, each with the groups' progress.</summary>
    public ImmutableArray<AdoptionColumn> Adoption =>
    [
        .. _entries.SelectMany(member => member.Columns.Keys).Distinct()
            .Select(column => AdoptionColumn.Of(column, _entries))
            .Where(column => column.IsGrouping),
    ];

    /// <summary>What is wrong with several members together.</summary>
    public ImmutableArray<Finding> Findings => [.. SharedReportHosts.SelectMany(PortfolioRules.ReportHosts.Judge), .. SharedKeys.SelectMany(PortfolioRules.Keys.Judge)];

    /// <summary>Keys of several organizations, in the order of the input; two that the same domains share are one matter.</summary>
    private IEnumerable<SharedKey> SharedKeys =>
        (from member in _entries
         where member.Domain is not null
         from hash in member.KeyHashes
         group member.Domain by hash into domains
         let shared = new SharedKey([.. domains.Distinct()])
         where shared.IsBetweenOrganizations
         select shared).DistinctBy(shared => string.Join(' ', shared.Domains));

    private IEnumerable<ReportHost> SharedReportHosts =>
        from member in _entries
        where member.Domain is not null
        from text in member.UnauthorizedReportHosts
        where DomainName.TryParse(text, out _)
        group member.Domain by DomainName.Parse(text) into domains
        orderby domains.Key
        select new ReportHost(domains.Key, [.. domains.Distinct()]);

    /// <summary>Members by what became of them since the earlier result; null when none was given.</summary>
    public CompareCounts? Changes => _changes.Count == 0 ? null : new(
        Changed("worse"), Changed("mixed"), Changed("better"), Changed("changed"), Changed("not-compared"), Changed("unchanged"),
        Changed("only-in-new"), Changed("only-in-old"), _comparedInPart);

    /// <summary>The newest of the earlier results' times, ISO 8601; null when none was given.</summary>
    public string? Since { get; private set; }

    public void Add(AuditDocument audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        if (audit.Changes is { } changes) Add(changes);
        _entries.Add(PortfolioMember.Of(audit, _entries.Count));
        if (string.CompareOrdinal(audit.AsOf, AsOf) > 0) AsOf = audit.AsOf;
    }

    private void Add(MemberChanges changes)
    {
        _changes[changes.Status] = Changed(changes.Status) + 1;
        if (changes is { Incomplete: true, Status: not "not-compared" }) _comparedInPart++;
        if (string.CompareOrdinal(changes.Since, Since) > 0) Since = changes.Since;
    }

    private int Changed(string status) => _changes.GetValueOrDefault(status);

    /// <summary>A word the schema does not know yet counts as undetermined, not as any state it might resemble.</summary>
    private OrderedDictionary<string, int> Count(ImmutableArray<string> words, Func<PortfolioMember, string?> word)
    {
        var counts = new OrderedDictionary<string, int>(words.Select(one => KeyValuePair.Create(one, 0)));
        foreach (var member in _entries) counts[word(member) is { } known && words.Contains(known) ? known : Undetermined]++;
        return counts;
    }
}

/// <summary>A rule that fired for several members.</summary>
/// <param name="Severity">The worst of the members'.</param>
/// <param name="Urgency">The schema's word, of the member worst off.</param>
/// <param name="Cost">The schema's word, of the member worst off; null without cost.</param>
/// <param name="Weight">Sum over the members; each step of severity doubles a member's share.</param>
public sealed record SharedCause(
    string Rule, Severity Severity, string Urgency, string? Cost, int Weight, ImmutableArray<PortfolioMember> Members)
{
    internal static SharedCause Of(ImmutableArray<(PortfolioMember Member, MemberCause Cause)> shared)
    {
        var worst = shared.MaxBy(one => one.Cause.Severity).Cause;
        var weight = shared.Sum(one => 1 << (2 * (int)one.Cause.Severity));   // a severity weighs four of the one below it
        return new(worst.Rule, worst.Severity, worst.Urgency, worst.Cost, weight, [.. shared.Select(one => one.Member)]);
    }
}
