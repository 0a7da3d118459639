using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Follows CNAMEs (RFC 1034 section 3.6.2) from a question to its answer, however much of the way each reply covers.</summary>
internal sealed class AliasFollower
{
    private readonly DnsQuestion question;
    private ImmutableArray<DomainName> aliases = [];
    private TimeSpan timeToLive = TimeSpan.MaxValue;

    private AliasFollower(DnsQuestion question) => this.question = question;

    private DomainName End => aliases.Length == 0 ? question.Name : aliases[^1];

    /// <param name="ask">Asks for the type at one name. Replies must be about their question (<see cref="DnsReply.IsAbout"/>).</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<DnsAnswer> FollowAsync(DnsQuestion question, Func<DomainName, ValueTask<DnsReply>> ask)
    {
        var follower = new AliasFollower(question);
        while (true)
        {
            var reply = await ask(follower.End).ConfigureAwait(false);
            if (follower.Continue(reply) is { } answer) return question.CheckingDisabled ? answer with { CheckingDisabled = true } : answer;
        }
    }

    /// <returns>Null when the reply only leads to another name.</returns>
    private DnsAnswer? Continue(DnsReply reply)
    {
        var (name, type, _) = question;
        if (reply.Failure is { } failure) return DnsAnswer.Failed(name, type, failure, aliases);
        var asked = End;
        while (!reply.Has(End, type) && reply.FirstOf(End, DnsType.Cname) is { } alias)
        {
            if (!TryFollow(alias)) return DnsAnswer.Failed(name, type, DnsFailure.AliasLoop, aliases);
        }

        if (reply.Has(End, type)) return Found(reply);
        if (reply.IsNoSuchName) return DnsAnswer.NoSuchName(name, type, aliases, NegativeTimeToLive(reply));
        if (End == asked || reply.SpeaksFor(End)) return DnsAnswer.NoData(name, type, aliases, NegativeTimeToLive(reply));
        return null;
    }

    private bool TryFollow(ResourceRecord alias)
    {
        var target = alias.AliasTarget!;
        if (target == question.Name || aliases.Contains(target) || aliases.Length == DnsAnswer.MaxAliases) return false;
        aliases = aliases.Add(target);
        timeToLive = DnsReply.Shorter(timeToLive, alias.TimeToLive);
        return true;
    }

    private DnsAnswer Found(DnsReply reply)
    {
        var records = new List<DnsRecord>(reply.Answers.Length);
        foreach (var record in reply.Answers)
        {
            if (!record.IsOf(End, question.Type)) continue;
            records.Add(record.Data);
            timeToLive = DnsReply.Shorter(timeToLive, record.TimeToLive);
        }

        return DnsAnswer.Found(question.Name, question.Type, records, aliases, timeToLive);
    }

    private TimeSpan? NegativeTimeToLive(DnsReply reply) =>
        reply.Zone is { } zone ? DnsReply.Shorter(timeToLive, zone.TimeToLive) : null;
}
