using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

public sealed class AliasFollowerTests
{
    private const string Soa = "z SOA ns host 1 2 3 4 60";

    /// <param name="replies">One a question: the name asked, <c>!</c> for NXDOMAIN, records, and behind <c>/</c> the SOA record.</param>
    [Theory]
    [InlineData("Found via b.z c.y: \"x\"", "a.z: a.z CNAME b.z, b.z CNAME c.y, c.y TXT x")]   // in one go
    [InlineData("Found via b.z c.y: \"x\"", "a.z: b.z CNAME c.y, a.z CNAME b.z, c.y TXT x")]   // in any order
    [InlineData("Found via b.z c.y: \"x\"", "a.z: a.z CNAME b.z, b.z CNAME c.y", "c.y: c.y TXT x")]
    [InlineData("NoData via b.z", "a.z: a.z CNAME b.z / " + Soa)]   // denied at once
    [InlineData("NoData via c.y", "a.z: a.z CNAME c.y / " + Soa, "c.y: / y SOA ns host 1 2 3 4 60")]   // not its zone
    [InlineData("NoData via b.z", "a.z: a.z CNAME b.z", "b.z:")]
    [InlineData("NoSuchName via b.z", "a.z: ! a.z CNAME b.z / " + Soa)]
    [InlineData("NoSuchName via c.y", "a.z: a.z CNAME c.y", "c.y: !")]
    [InlineData("Failed Refused via c.y", "a.z: a.z CNAME c.y", "c.y: REFUSED")]   // never absent
    [InlineData("Failed AliasLoop via b.z", "a.z: a.z CNAME b.z, b.z CNAME a.z")]
    [InlineData("Failed AliasLoop via b.z", "a.z: a.z CNAME b.z", "b.z: b.z CNAME a.z")]
    [InlineData("NoData", "a.z: / " + Soa)]
    public async Task Aliases_are_followed_over_as_many_replies_as_it_takes(string expected, params string[] replies)
    {
        var rest = new Queue<string>(replies);
        var answer = await AliasFollower.FollowAsync(new(DomainName.Parse("a.z"), DnsType.Txt), name =>
        {
            var parts = rest.Dequeue().Split(':', 2);
            Assert.Equal(parts[0], name.Text);
            return ValueTask.FromResult(Reply(parts[1]));
        });
        Assert.Equal(expected, Zones.Show(answer));
        Assert.Empty(rest);
    }

    [Theory]
    [InlineData("a.z TXT x", true)]
    [InlineData("", true)]
    [InlineData("b.z TXT x", false)]   // another owner
    [InlineData("b.z CNAME c.z", false)]
    [InlineData("a.z CNAME b.z, b.z TXT x", true)]
    [InlineData("b.z TXT x, a.z CNAME b.z", true)]
    [InlineData("a.z CNAME b.z, c.z TXT x", false)]   // beside the chain
    [InlineData("a.z TXT x, b.z A 192.0.2.1", true)]   // of no use, and not used
    public void A_reply_is_about_its_question_when_its_owners_are(string records, bool expected) =>
        Assert.Equal(expected, Reply(records).IsAbout(DomainName.Parse("a.z"), DnsType.Txt));

    private static DnsReply Reply(string text)
    {
        if (text.Trim() == "REFUSED") return DnsReply.Failed(DnsFailure.Refused);
        var sections = text.Trim().TrimStart('!').Split('/');
        return new(Records(sections[0]), text.Contains('!'), sections.Length > 1 ? Zone(Records(sections[1]).Single()) : null);
    }

    private static DenyingZone Zone(ResourceRecord soa) => DenyingZone.Of(soa.Owner, soa.TimeToLive, ((DnsRecord.Soa)soa.Data).Minimum);

    private static ImmutableArray<ResourceRecord> Records(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Record)];

    /// <summary>Written as in a zone file whose origin is the root: every name is absolute.</summary>
    private static ResourceRecord Record(string text) =>
        Assert.Single(Assert.Single(ZoneFile.Parse(text, "reply", DomainName.Root).Zones).Records);
}
