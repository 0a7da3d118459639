using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

public enum DnsStatus
{
    /// <summary>At least one record of the type.</summary>
    Found,

    /// <summary>The name exists without a record of the type (RFC 2308 section 2.2).</summary>
    NoData,

    /// <summary>The name does not exist: NXDOMAIN (RFC 2308 section 2.1).</summary>
    NoSuchName,

    /// <summary>No answer that can be believed: undetermined, never "absent".</summary>
    Failed,
}

/// <summary>Why a question stayed unanswered.</summary>
public enum DnsFailure
{
    Timeout,
    ServerFailure,
    Refused,

    /// <summary>Any other response code: FORMERR, NOTIMP and so on.</summary>
    ErrorCode,

    /// <summary>An answer that does not fit the question or cannot be decoded.</summary>
    BadAnswer,

    /// <summary>No connection to any server.</summary>
    Unreachable,

    /// <summary>CNAMEs that lead in a circle or are more than <see cref="DnsAnswer.MaxAliases"/>.</summary>
    AliasLoop,

    /// <summary>A replayed snapshot does not hold the answer.</summary>
    NotRecorded,

    /// <summary>The bound on questions for one domain was reached; the question was not sent.</summary>
    LimitReached,

    /// <summary>The source cannot ask so: not with checking disabled. Says nothing about the name.</summary>
    CannotAsk,
}

/// <summary>What the DNS says of one name and type.</summary>
/// <param name="Name">The name asked.</param>
/// <param name="Records">All of type <paramref name="Type"/>, at the end of the CNAME chain; empty unless found. In a stable order, because servers rotate them and reports must not.</param>
/// <param name="Aliases">Targets of the CNAMEs followed, first to last; empty when the name is no alias. With
/// <see cref="DnsStatus.NoSuchName"/> and aliases, the name itself exists and the last alias does not.</param>
/// <param name="Failure">Set exactly when the status is <see cref="DnsStatus.Failed"/>.</param>
/// <param name="TimeToLive">The smallest of the chain; for negative answers that of RFC 2308 section 5. Null when not known.</param>
public sealed record DnsAnswer(
    DomainName Name,
    DnsType Type,
    DnsStatus Status,
    ImmutableArray<DnsRecord> Records,
    ImmutableArray<DomainName> Aliases,
    DnsFailure? Failure = null,
    TimeSpan? TimeToLive = null)
{
    /// <summary>CNAMEs followed for one question.</summary>
    public const int MaxAliases = 16;

    /// <summary>True for the answer to a question with <see cref="DnsQuestion.CheckingDisabled"/>.</summary>
    public bool CheckingDisabled { get; init; }

    public DnsQuestion Question => new(Name, Type, CheckingDisabled);

    public bool IsFailed => Status is DnsStatus.Failed;

    /// <summary>True when the answer is that there are no such records, by either kind of negative answer.</summary>
    public bool IsAbsent => Status is DnsStatus.NoData or DnsStatus.NoSuchName;

    /// <summary>True when the name asked is proven not to exist. An alias exists, wherever it leads.</summary>
    public bool ProvesNoSuchName => Status is DnsStatus.NoSuchName && Aliases.IsEmpty;

    /// <summary>True when the name asked is an alias of a name that does not exist.</summary>
    public bool IsDangling => Status is DnsStatus.NoSuchName && !Aliases.IsEmpty;

    public IEnumerable<T> RecordsOf<T>()
        where T : DnsRecord => Records.OfType<T>();

    public static DnsAnswer Found(DomainName name, DnsType type, IEnumerable<DnsRecord> records, ImmutableArray<DomainName> aliases = default, TimeSpan? timeToLive = null) =>
        new(name, type, DnsStatus.Found, DnsRecord.InStableOrder([.. records]), OrEmpty(aliases), null, timeToLive);

    public static DnsAnswer NoData(DomainName name, DnsType type, ImmutableArray<DomainName> aliases = default, TimeSpan? timeToLive = null) =>
        new(name, type, DnsStatus.NoData, [], OrEmpty(aliases), null, timeToLive);

    public static DnsAnswer NoSuchName(DomainName name, DnsType type, ImmutableArray<DomainName> aliases = default, TimeSpan? timeToLive = null) =>
        new(name, type, DnsStatus.NoSuchName, [], OrEmpty(aliases), null, timeToLive);

    public static DnsAnswer Failed(DomainName name, DnsType type, DnsFailure failure, ImmutableArray<DomainName> aliases = default) =>
        new(name, type, DnsStatus.Failed, [], OrEmpty(aliases), failure);

    public static DnsAnswer Failed(DnsQuestion question, DnsFailure failure) =>
        Failed(question.Name, question.Type, failure) with { CheckingDisabled = question.CheckingDisabled };

    private static ImmutableArray<DomainName> OrEmpty(ImmutableArray<DomainName> aliases) => aliases.IsDefault ? [] : aliases;
}
