using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using MailGuard.Dkim;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Messages;
using MailGuard.Names;
using MailGuard.Tests.Dns;

namespace MailGuard.Tests.Dmarc;

/// <summary>A DNS written in the test, around <c>hospital.example</c>; it remembers what was asked.</summary>
/// <remarks>
/// Everything stands in one root zone, so that names not written do not exist. Relative names are below the hospital. A comment like
/// <c>; bogus MX SOA</c> names types that the hospital's resolver answers only with checking disabled. One like
/// <c>; mail provider.test/s1 hospital.example/mail/rsa-sha1</c> is a sample of the hospital's mail, with the d, s and a of its signatures.
/// <c>; fetch https://a.example/x Status 404</c> is what a probe finds there, a bar standing for a line feed.
/// </remarks>
internal sealed class WrittenDns(string records) : IDnsResolver
{
    public const string Hospital = "hospital.example";

    private readonly ZoneResolver zone = Read(records);
    private readonly Dictionary<(DomainName, DnsType), DnsFailure> failing = BogusTypes(records).ToDictionary(
        type => (DomainName.Parse(Hospital), type),
        _ => DnsFailure.ServerFailure);

    private readonly ImmutableArray<RecordedFetch> fetches = [.. Fetches(records)];
    private readonly Dictionary<(DomainName, DnsType), DnsAnswer> published = [];
    private readonly ConcurrentQueue<(DomainName Name, DnsType Type)> questions = new();

    /// <summary>In the order asked.</summary>
    public IEnumerable<string> Asked(DnsType type) => questions.Where(question => question.Type == type).Select(question => question.Name.Text);

    /// <summary>The question stays unanswered from now on.</summary>
    public WrittenDns Failing(string name, DnsType type, DnsFailure failure = DnsFailure.ServerFailure)
    {
        failing[(DomainName.Parse(name), type)] = failure;
        return this;
    }

    /// <summary>The proposed TXT or null MX replaces what stands at its name.</summary>
    public WrittenDns Publishing(ProposedRecord proposed)
    {
        var type = proposed.Type == "MX" ? DnsType.Mx : DnsType.Txt;
        published[(proposed.Name, type)] = DnsAnswer.Found(
            proposed.Name,
            type,
            [type is DnsType.Mx ? new DnsRecord.Mx(0, DomainName.Root) : new DnsRecord.Txt([[.. Encoding.Latin1.GetBytes(proposed.Value)]])]);
        return this;
    }

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        var (name, type, checkingDisabled) = question;
        questions.Enqueue((name, type));
        return !checkingDisabled && failing.TryGetValue((name, type), out var failure) ? ValueTask.FromResult(DnsAnswer.Failed(name, type, failure))
            : published.TryGetValue((name, type), out var answer) ? ValueTask.FromResult(answer)
            : zone.ResolveAsync(question, cancellationToken);
    }

    public Task<DomainAudit> AuditAsync(string domain = Hospital, DomainRole? role = null, AuditOptions? options = null, params string[] selectors) =>
        new DomainAuditor(this, Probing(options ?? new())).AuditAsync(
            new(DomainName.Parse(domain), role) { Selectors = [.. selectors], Samples = [.. SamplesIn(records)] }, TestContext.Current.CancellationToken);

    private static IEnumerable<MessageSample> SamplesIn(string records) =>
        from line in records.Split('\n').Index()
        let words = line.Item.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where words is [";", "mail", ..]
        select new MessageSample($"{line.Index}.eml", DomainName.Parse(Hospital)) { Hops = 1, Signatures = [.. words[2..].Select(Signature)] };

    private static DkimSignature Signature(string words)
    {
        var parts = words.Split('/');
        return DkimSignature.Parse($"v=1; a={parts.ElementAtOrDefault(2) ?? "rsa-sha256"}; d={parts[0]}; s={parts[1]}; h=from; bh=AAAA; b=AAAA");
    }

    /// <summary>The options with a probe that finds what the records say; as they are where these say nothing of it.</summary>
    public AuditOptions Probing(AuditOptions options) => fetches.IsEmpty
        ? options
        : options with { Probe = new(new DnsSnapshot(DateTimeOffset.UnixEpoch, "", []) { Fetches = fetches }) };

    private static IEnumerable<RecordedFetch> Fetches(string records) =>
        from line in records.Split('\n')
        where line.StartsWith("; fetch ", StringComparison.Ordinal)
        let words = line.Split(' ', 5)
        let rest = words.Length < 5 ? "" : words[4]
        let isFetched = words[3] == "Fetched"
        select new RecordedFetch(words[2], words[3], isFetched ? null : rest, isFetched ? rest.Replace('|', '\n') : "");

    private static IEnumerable<DnsType> BogusTypes(string records) =>
        from line in records.Split('\n')
        where line.StartsWith("; bogus ", StringComparison.Ordinal)
        from type in line.Split(' ')[2..]
        select Zones.Type(type);

    private static ZoneResolver Read(string records)
    {
        var file = ZoneFile.Parse($". 3600 SOA ns host 1 2 3 4 60\n$ORIGIN {Hospital}.\n{records}", "written.zone", DomainName.Root);
        Assert.Empty(file.Errors);
        return new(file.Zones);
    }
}
