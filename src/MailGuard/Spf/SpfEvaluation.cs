using System.Collections.Immutable;
using MailGuard.Dns;

namespace MailGuard.Spf;

/// <summary>Why check_host() gives none, temperror or permerror.</summary>
public enum SpfEvaluationProblem
{
    /// <summary>none: no domain name with two labels or more (RFC 7208 section 4.3).</summary>
    InvalidDomain,

    /// <summary>none: the domain does not exist (RFC 7208 section 4.3).</summary>
    NonexistentDomain,

    /// <summary>none: the domain publishes no SPF record (RFC 7208 section 4.5).</summary>
    WithoutRecord,

    /// <summary>temperror: a question stayed unanswered (RFC 7208 sections 4.4 and 5).</summary>
    DnsFailure,

    /// <summary>temperror: <see cref="SpfEvaluatorOptions.MaxTime"/> is over (RFC 7208 section 4.6.4).</summary>
    OutOfTime,

    /// <summary>permerror: two or more SPF records at one name (RFC 7208 section 4.5).</summary>
    SeveralRecords,

    /// <summary>permerror: a record does not match the grammar (RFC 7208 section 4.6).</summary>
    SyntaxError,

    /// <summary>permerror: more than ten terms that ask the DNS (RFC 7208 section 4.6.4).</summary>
    TooManyLookups,

    /// <summary>permerror: more than two terms whose question found nothing (RFC 7208 section 4.6.4).</summary>
    TooManyVoidLookups,

    /// <summary>permerror: more than ten MX records behind one mx term (RFC 7208 section 4.6.4).</summary>
    TooManyMxHosts,

    /// <summary>permerror: an include or redirect leads to a name without SPF record (RFC 7208 sections 5.2 and 6.1).</summary>
    TargetWithoutRecord,

    /// <summary>permerror: an include or redirect leads back to a record that is being evaluated, and so to the limit on lookups.</summary>
    Loop,
}

/// <summary>What one term gave.</summary>
public enum SpfStepOutcome
{
    NotMatched,

    /// <summary>The directive matched, or the redirect was followed to a result.</summary>
    Matched,

    /// <summary>The evaluation ended here with temperror or permerror.</summary>
    Error,

    /// <summary>Read on for those who mend the record; receivers had stopped (<see cref="SpfEvaluatorOptions.ReadsOn"/>).</summary>
    AfterResult,
}

/// <summary>What check_host() gives (RFC 7208 section 2.6), and how it came to it.</summary>
/// <param name="Matched">The directive that decided, in the domain's record or in the one its redirect leads to; null when none did.</param>
/// <param name="Problem">Why; null exactly for pass, fail, softfail and neutral.</param>
/// <param name="Lookups">Terms counted by RFC 7208 section 4.6.4; 11 says that the eleventh was met and not asked.</param>
/// <param name="VoidLookups">Counted terms whose question found nothing.</param>
/// <param name="Explanation">What the domain says of a fail (RFC 7208 section 6.2): ASCII without control characters, and a stranger's
/// words all the same. Null when it says nothing, and for every other result.</param>
/// <param name="Path">The domain's record and what was evaluated of it; null when the domain is invalid.</param>
public sealed record SpfEvaluation(
    SpfRequest Request,
    SpfResult Result,
    SpfTerm.Directive? Matched,
    SpfEvaluationProblem? Problem,
    int Lookups,
    int VoidLookups,
    string? Explanation,
    SpfVisit? Path);

/// <summary>A record that was evaluated: the domain's, or one that an include or redirect leads to.</summary>
/// <param name="Name">As asked, or the expanded text when it is no name.</param>
/// <param name="Answer">To the TXT question; null when it was not asked.</param>
/// <param name="Records">All SPF records at the name; receivers evaluate a single one.</param>
/// <param name="Result">check_host() for this name; null when the evaluation ended before.</param>
/// <param name="Problem">What is wrong here; null when nothing is.</param>
/// <param name="Steps">Terms in the order they were evaluated; terms that were not reached are missing.</param>
public sealed record SpfVisit(
    string Name,
    DnsAnswer? Answer,
    ImmutableArray<SpfRecord> Records,
    SpfResult? Result,
    SpfEvaluationProblem? Problem,
    ImmutableArray<SpfStep> Steps)
{
    /// <summary>The one record; null when there is none or several.</summary>
    public SpfRecord? Record => Records.Length == 1 ? Records[0] : null;
}

/// <summary>A term that was evaluated.</summary>
/// <param name="Name">What it asked for, macros expanded; null when it asked nothing.</param>
/// <param name="Answers">In the order they came: for an mx term MX and then addresses, for a ptr term PTR and then addresses.</param>
/// <param name="Target">Set for include and redirect.</param>
/// <param name="Problem">Why the evaluation ended here; null when it did not.</param>
/// <param name="IsVoid">Counts towards the void lookups.</param>
public sealed record SpfStep(
    SpfTerm Term,
    SpfStepOutcome Outcome,
    string? Name,
    ImmutableArray<DnsAnswer> Answers,
    SpfVisit? Target,
    SpfEvaluationProblem? Problem,
    bool IsVoid);
