using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Follows CNAMEs (RFC 1034 section 3.6.2) from a question to its answer, however much of the way each reply covers.</summary>
internal sealed class AliasFollower
{
    private readonly DnsQuestion question;
    private readonly ImmutableArray<DomainName>.Builder aliases = ImmutableArray.CreateBuilder<DomainName>();
    private TimeSpan timeToLive = TimeSpan.MaxValue;

    private AliasFollower(DnsQuestion question) => this.question = question;

    private DomainName End => aliases.Count == 0 ? question.Name : aliases[^1];

    /// <param name="ask">Asks for the type at one name. Replies must be about their question (<see cref="DnsReply.IsAbout"/>).</param>
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
        if (reply.Failure is { } failure) return DnsAnswer.Failed(name, type, failure, aliases.ToImmutable());
        var asked = End;
        var found = reply.Of(End, type).ToList();
        while (found.Count == 0 && reply.Of(End, DnsType.Cname).FirstOrDefault() is { } alias)
        {
            if (!TryFollow(alias)) return DnsAnswer.Failed(name, type, DnsFailure.AliasLoop, aliases.ToImmutable());
            found = reply.Of(End, type).ToList();
        }

        if (found.Count > 0) return Found(found);

        if (reply.IsNoSuchName) return DnsAnswer.NoSuchName(name, type, aliases.ToImmutable(), NegativeTimeToLive(reply));
        if (End == asked || reply.SpeaksFor(End)) return DnsAnswer.NoData(name, type, aliases.ToImmutable(), NegativeTimeToLive(reply));
        return null;
    }

    private bool TryFollow(ResourceRecord alias)
    {
        var target = ((DnsRecord.Pointer)alias.Data).Target;
        if (target == question.Name || aliases.Contains(target) || aliases.Count == DnsAnswer.MaxAliases) return false;
        aliases.Add(target);
        timeToLive = DnsReply.Shorter(timeToLive, alias.TimeToLive);
        return true;
    }

    private DnsAnswer Found(List<ResourceRecord> records) => DnsAnswer.Found(
        question.Name,
        question.Type,
        records.Select(record => record.Data),
        aliases.ToImmutable(),
        records.Select(record => record.TimeToLive).Aggregate(timeToLive, DnsReply.Shorter));

    private TimeSpan? NegativeTimeToLive(DnsReply reply) =>
        reply.NegativeTimeToLive is { } negative ? DnsReply.Shorter(timeToLive, negative) : null;
}
