using MailGuard.Dmarc;
using MailGuard.Spf;

namespace MailGuard;

/// <summary>How far a domain has come on the way to enforcement.</summary>
public enum DomainStage
{
    /// <summary>No DMARC.</summary>
    None,
    Monitoring,
    Quarantine,
    Reject,

    /// <summary>Sends and receives nothing, and says so.</summary>
    Parked,
}

/// <summary>Can a stranger send as the domain to a receiver that honours DMARC?</summary>
public enum Spoofability
{
    No,
    Partly,
    Yes,
}

/// <summary>The two answers a board asks for, by the weaker of the two generations of receivers.</summary>
/// <param name="Stage">Null when undetermined.</param>
/// <param name="Spoofable">Null when undetermined.</param>
public sealed record DomainStanding(DomainStage? Stage, Spoofability? Spoofable)
{
    internal static DomainStanding Of(DomainFacts facts) => new(StageOf(facts), SpoofabilityOf(facts));

    /// <summary>What the records show the domain to be for.</summary>
    internal static DomainRole InferRole(DomainFacts facts)
    {
        var record = facts.Spf.Tree.Root.Record;
        var sends = record is { AuthorizesNobody: false } || facts.Dkim.Keys.Any(key => !key.Key!.IsRevoked);
        if (facts.Spf.IsUndetermined) return sends ? DomainRole.Sending : DomainRole.Unknown;
        var receives = !facts.Transport.Hosts.IsEmpty;
        if (record is { AuthorizesNobody: true } && !sends) return receives ? DomainRole.ReceivingOnly : facts.Transport.Mx.IsFailed ? DomainRole.Unknown : DomainRole.Parked;
        if (sends || receives) return DomainRole.Sending;
        return facts.Transport.HasNullMx && facts.Spf.IsMissing ? DomainRole.Parked : DomainRole.Unknown;
    }

    /// <summary>True when a stranger's mail passes SPF, and with it DMARC.</summary>
    internal static bool LetsEverybodySend(SpfPublication spf) =>
        SpfRules.All.Rules.Single(rule => rule.Id == "spf.allows-everyone").Find(spf).Any();

    private static DomainStage? StageOf(DomainFacts facts)
    {
        if (facts.Dmarc.IsUndetermined) return null;
        return facts.Dmarc.WeakerExact switch
        {
            null => DomainStage.None,
            DmarcPolicy.None => DomainStage.Monitoring,
            DmarcPolicy.Quarantine => DomainStage.Quarantine,
            _ => IsSilent(facts) switch { true => DomainStage.Parked, false => DomainStage.Reject, null => null },
        };
    }

    /// <summary>Nobody sends for the domain and nothing receives; null when either answer is missing and the other does not settle it.</summary>
    private static bool? IsSilent(DomainFacts facts)
    {
        var sendsNothing = facts.Spf.Tree.Root.Record is { AuthorizesNobody: true };
        if ((!sendsNothing && !facts.Spf.IsUndetermined) || !facts.Transport.Hosts.IsEmpty) return false;
        return facts.Spf.IsUndetermined || facts.Transport.Mx.IsFailed ? null : true;
    }

    private static Spoofability? SpoofabilityOf(DomainFacts facts)
    {
        if (LetsEverybodySend(facts.Spf)) return Spoofability.Yes;
        if (facts.Dmarc.IsUndetermined) return null;
        if (facts.Dmarc.WeakerExact is null or DmarcPolicy.None) return Spoofability.Yes;
        // Whether SPF lets everybody in is open; the answer may still turn out to be yes.
        if (facts.Spf.IsUndetermined || facts.Spf.HasOpenQuestions) return null;
        return facts.Dmarc is { WeakerExact: DmarcPolicy.Reject, WeakerBelow: DmarcPolicy.Reject } ? Spoofability.No : Spoofability.Partly;
    }
}
