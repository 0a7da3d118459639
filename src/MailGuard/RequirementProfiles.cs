using System.Collections.Immutable;
using MailGuard.Dkim;
using MailGuard.Findings;

namespace MailGuard;

/// <summary>Whether a domain meets what somebody else asks of senders, as far as DNS shows.</summary>
public enum ProfileResult
{
    /// <summary>Nothing that DNS shows stands against it.</summary>
    Pass,

    Fail,

    /// <summary>No rule of the profile fired, and one of them could not be checked.</summary>
    CannotTell,
}

/// <summary>What somebody else asks of senders, said as rules that must not fire. No check of its own.</summary>
/// <param name="Id">e.g. <c>google-all-senders</c>.</param>
/// <param name="En">Who asks it of whom.</param>
/// <param name="Ja">The same.</param>
public sealed record RequirementProfile(string Id, string En, string Ja)
{
    /// <summary>Demands; each is met while at least one of its groups has no rule that fires.</summary>
    internal ImmutableArray<ProfileDemand> Demands { get; init; } = [];

    /// <summary>What belongs to the requirement and cannot be told from DNS.</summary>
    public ImmutableArray<ProfileGap> NotFromDns { get; init; } = [];

    /// <summary>Asked of domains that send nothing, too.</summary>
    internal bool AppliesToAll { get; init; }

    public string In(Language language) => language is Language.Japanese ? Ja : En;
}

/// <summary>Something DNS does not show, in both languages.</summary>
public sealed record ProfileGap(string En, string Ja)
{
    public string In(Language language) => language is Language.Japanese ? Ja : En;
}

/// <summary>How one domain stands to a profile.</summary>
/// <param name="Failing">Ids of the rules that fired against it.</param>
/// <param name="Open">Ids of the rules that could not be checked, where the result depends on them.</param>
public sealed record ProfileStanding(
    RequirementProfile Profile, ProfileResult Result, ImmutableArray<string> Failing, ImmutableArray<string> Open);

/// <summary>Groups of rules: the demand fails when every group has a rule that fires, e.g. neither SPF nor DKIM works.</summary>
internal sealed record ProfileDemand(params ImmutableArray<Func<string, bool>>[] Groups)
{
    public static ProfileDemand None(params string[] rules) => new([rule => rules.Contains(rule)]);

    public bool Fails(IReadOnlyCollection<string> fired) => Groups.All(group => fired.Any(rule => group.Any(holds => holds(rule))));

    public bool Concerns(string rule) => Groups.Any(group => group.Any(holds => holds(rule)));
}

/// <summary>The profiles, and how a domain stands to each.</summary>
public static class RequirementProfiles
{
    private static readonly ProfileGap Volume = new("how much mail the domain sends", "送信量");
    private static readonly ProfileGap SpamRate = new("the spam rate (under 0.3 %)", "迷惑メール率（0.3%未満）");
    private static readonly ProfileGap Tls = new("TLS when sending", "送信時のTLS");
    private static readonly ProfileGap Unsubscribe = new("one-click unsubscribe", "ワンクリックで配信を停止できるか");
    private static readonly ProfileGap Alignment = new(
        "whether every sending service is aligned (aggregate reports show it)", "すべての送信サービスで、アライメント(差出人ドメインとの一致)に合格しているか（集計レポートで分かります）");

    private static readonly ProfileDemand WorkingSpf = new([IsFatalForSpf]);

    /// <summary>In the order reports show them.</summary>
    public static ImmutableArray<RequirementProfile> All { get; } =
    [
        new("google-all-senders", "Google, all senders", "Google（すべての送信者）")
        {
            Demands = [new([IsFatalForSpf], [IsFatalForDkim]), ProfileDemand.None("mx.reverse-dns-mismatch")],
            NotFromDns = [Tls, SpamRate],
        },
        new("google-yahoo-bulk", "Google and Yahoo, over 5,000 messages a day", "Gmailと米国Yahoo（yahoo.com）（Gmailあてに1日5,000通以上を送る送信者など）")
        {
            Demands = [WorkingSpf, ProfileDemand.None("dkim.missing", "dkim.key-too-short", "dmarc.missing", "source.provider-unaligned", "mx.reverse-dns-mismatch")],
            NotFromDns = [Volume, Alignment, SpamRate, Unsubscribe, Tls],
        },
        new("microsoft-consumer-bulk", "Microsoft consumer mail, over 5,000 messages a day", "Microsoft（Outlook.comなどの個人向けサービスあてに、1日5,000通を超えて送る送信者）")
        {
            Demands = [WorkingSpf, ProfileDemand.None("dkim.missing", "dmarc.missing", "source.provider-unaligned")],
            NotFromDns = [Volume, Alignment],
        },
        new("jp-government-baseline", "Japanese government baseline, mail part (public-sector hospitals)", "政府統一基準のメールに関する項目（公的機関の病院）")
        {
            Demands = [WorkingSpf, ProfileDemand.None("dmarc.missing", "dmarc.policy-invalid")],
            NotFromDns = [new("organisational items", "規程や体制など、組織としての対策")],
        },
        new("m-isac-target", "Medical ISAC target", "医療ISACの目標")
        {
            Demands = [new([IsGrave])],
            NotFromDns = [new("whether p=none is within the agreed plan", "p=none が合意した計画どおりかどうか")],
            AppliesToAll = true,
        },
    ];

    /// <param name="fired">All rules that fired, those another finding explains included, before the deployment's settings.</param>
    internal static ImmutableArray<ProfileStanding> Judge(DomainFacts facts, IEnumerable<string> fired)
    {
        var against = fired.Concat(facts.Dkim.IsMissing ? ["dkim.missing"] : Array.Empty<string>()).Distinct().Except(BesideWorkingKey(facts.Dkim)).ToList();
        var open = Open(facts).Except(against).ToList();
        var sendsNothing = facts.Role is DomainRole.Parked or DomainRole.ReceivingOnly;
        return [.. All.Where(profile => profile.AppliesToAll || !sendsNothing).Select(profile => StandingTo(profile, against, open))];
    }

    private static ProfileStanding StandingTo(RequirementProfile profile, List<string> fired, List<string> open)
    {
        var failed = profile.Demands.Where(demand => demand.Fails(fired)).ToList();
        if (failed.Count > 0) return new(profile, ProfileResult.Fail, [.. fired.Where(rule => failed.Exists(demand => demand.Concerns(rule)))], []);
        var unclear = profile.Demands.Where(demand => demand.Fails([.. fired, .. open])).ToList();
        return unclear.Count == 0
            ? new(profile, ProfileResult.Pass, [], [])
            : new(profile, ProfileResult.CannotTell, [], [.. open.Where(rule => unclear.Exists(demand => demand.Concerns(rule)))]);
    }

    /// <summary>Without a known selector nobody can say that mail is not signed.</summary>
    private static IEnumerable<string> Open(DomainFacts facts) =>
        facts.Dkim.IsUnknown ? OpenQuestions.Of(facts).Append("dkim.missing") : OpenQuestions.Of(facts);

    /// <summary>A key that cannot be used does not stop mail from being signed with another one.</summary>
    private static IEnumerable<string> BesideWorkingKey(DkimPublication dkim) =>
        dkim.Keys.Any(IsUsable) ? ["dkim.key-too-short", "dkim.key-unreadable", "dkim.service-type-excludes-email"] : [];

    private static bool IsUsable(DkimSelectorKey key) => key.Key is { Mistake: null, IsRevoked: false, AllowsEmail: true, AllowsOnlySha1: false, RsaBits: null or >= 1024 };

    private static bool IsFatalForSpf(string rule) =>
        rule == "spf.missing" || (rule.StartsWith("spf.", StringComparison.Ordinal) && RuleCatalog.Find(rule)?.Severity is Severity.Critical);

    private static bool IsFatalForDkim(string rule) =>
        rule == "dkim.missing" || (rule.StartsWith("dkim.", StringComparison.Ordinal) && RuleCatalog.Find(rule)?.Severity is Severity.Critical);

    private static bool IsGrave(string rule) => RuleCatalog.Find(rule)?.Severity >= Severity.High;
}
