using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Spf;

/// <summary>Why a node of the tree cannot be evaluated.</summary>
public enum SpfNodeProblem
{
    /// <summary>The include or redirect leads back to a name on its own path.</summary>
    Loop,

    /// <summary>Two or more SPF records (RFC 7208 section 4.5).</summary>
    SeveralRecords,

    /// <summary>The record does not match the grammar (RFC 7208 section 4.6).</summary>
    SyntaxError,

    /// <summary>The name exists and holds no SPF record.</summary>
    WithoutRecord,

    /// <summary>The name does not exist.</summary>
    Nonexistent,

    /// <summary>The question stayed unanswered.</summary>
    Failed,

    /// <summary>Not followed: the bound on questions or nodes was reached.</summary>
    LimitReached,

    /// <summary>The expanded text is no domain name.</summary>
    InvalidName,
}

/// <summary>A name whose SPF record is read: the domain itself, or the target of an include or redirect.</summary>
/// <param name="Name">As asked, or the expanded text when it is no name.</param>
/// <param name="Answer">To the TXT question; null when it was not asked.</param>
/// <param name="Records">All SPF records at the name.</param>
/// <param name="Branches">The evaluated terms of the one record, in order; empty when there is none or several.</param>
public sealed record SpfNode(
    string Name, DnsAnswer? Answer, ImmutableArray<SpfRecord> Records, SpfNodeProblem? Problem, ImmutableArray<SpfBranch> Branches)
{
    /// <summary>Null when the question was not asked.</summary>
    public DnsStatus? Status => Answer?.Status;

    /// <summary>The one record; null when there is none or several.</summary>
    public SpfRecord? Record => Records.Length == 1 ? Records[0] : null;

    /// <summary>Terms counted by RFC 7208 section 4.6.4, here and below, when nothing matches before <c>all</c>.</summary>
    public int Lookups { get; } = Branches.Sum(branch => branch.Lookups);

    /// <summary>Counted questions, here and below, answered NXDOMAIN or NODATA; those that depend on a message are left out.</summary>
    public int VoidLookups { get; } = Branches.Sum(branch => branch.VoidLookups);

    /// <summary>This node and all below it, in the order they are evaluated.</summary>
    public IEnumerable<SpfNode> All => [this, .. Branches.Where(branch => branch.Target is not null).SelectMany(branch => branch.Target!.All)];
}

/// <summary>A term and what it asks for.</summary>
/// <param name="Target">Set for include and redirect, unless the name depends on a message.</param>
/// <param name="Question">Set for a, mx and exists, unless the name depends on a message.</param>
public sealed record SpfBranch(SpfTerm Term, SpfNode? Target, SpfHostQuestion? Question)
{
    public int Lookups => (Term.CountsAsLookup ? 1 : 0) + (Target?.Lookups ?? 0);

    public int VoidLookups => (IsVoid ? 1 : 0) + (Target?.VoidLookups ?? 0);

    private bool IsVoid => Question?.IsVoid ?? Target?.Status is DnsStatus.NoData or DnsStatus.NoSuchName;
}

/// <summary>What an a, mx or exists term asks the DNS.</summary>
/// <param name="Name">As asked, or the expanded text when it is no name.</param>
/// <param name="Answers">A and, where that is empty, AAAA; MX for an mx term. Empty when not asked.</param>
public sealed record SpfHostQuestion(string Name, ImmutableArray<DnsAnswer> Answers)
{
    public bool IsVoid => !Answers.IsEmpty && Answers.All(answer => answer.IsAbsent);

    public bool IsNonexistent => Answers.Any(answer => answer.Status is DnsStatus.NoSuchName);

    public bool IsFailed => Answers.Any(answer => answer.IsFailed);

    /// <summary>The bound on questions or terms was reached before this one.</summary>
    internal bool IsBeyondLimit => Answers.Any(answer => answer.Failure is DnsFailure.LimitReached);

    public int MxHosts => Answers.Sum(answer => answer.RecordsOf<DnsRecord.Mx>().Count());
}

/// <summary>The SPF records of a domain and everything they lead to; complete even where receivers would have given up.</summary>
/// <param name="Root">The domain itself.</param>
public sealed record SpfTree(DomainName Domain, SpfNode Root)
{
    /// <summary>Counted terms that receivers evaluate before they give permerror (RFC 7208 section 4.6.4).</summary>
    public const int MaxLookups = 10;

    /// <summary>Void lookups after which receivers give permerror (RFC 7208 section 4.6.4).</summary>
    public const int MaxVoidLookups = 2;

    /// <summary>MX names of one mx term after which receivers give permerror (RFC 7208 section 4.6.4).</summary>
    public const int MaxMxHosts = 10;

    public bool IsUndetermined => Root.Problem is SpfNodeProblem.Failed or SpfNodeProblem.LimitReached;

    /// <summary>The <c>all</c> that decides for the domain, through redirects; null when none does.</summary>
    public SpfQualifier? All => FinalRecords().LastOrDefault()?.All?.Qualifier;

    public SpfStaticOutcome Outcome { get; } = SpfStaticOutcome.Of(Root);

    /// <summary>The record of the domain, then those its redirects lead to.</summary>
    private IEnumerable<SpfRecord> FinalRecords()
    {
        for (var node = Root; node?.Record is { } record; node = node.Branches.FirstOrDefault(branch => branch.Term is SpfTerm.Redirect)?.Target)
            yield return record;
    }
}
