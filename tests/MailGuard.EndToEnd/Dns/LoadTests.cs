using System.Net;
using MailGuard.Dns;
using MailGuard.EndToEnd.Programs;
using MailGuard.Names;

namespace MailGuard.EndToEnd.Dns;

/// <summary>Thousands of questions at a time to a server that is far away and loses some.</summary>
public sealed class LoadTests(ManyDomains domains) : IClassFixture<ManyDomains>
{
    private const int DelayMilliseconds = 25;

    /// <summary>As many sockets, pipes and files as a process often may hold.</summary>
    private static readonly string[] WithFewDescriptors = ["sh", "-c", "ulimit -n 1024; exec \"$@\"", "sh"];

    [Fact]
    public async Task Twenty_thousand_questions_are_answered_as_the_zone_says_though_every_twentieth_is_lost()
    {
        const double Loss = 0.05;
        var population = await domains.PopulationAsync();
        await using var server = await DistantAsync(population.Server, Loss);
        using var dns = new WireResolver(new() { Servers = [IPEndPoint.Parse(server.Address)] });
        var questions = Questions(population, 20_000);
        var expected = await AnswersAsync(Zone(population), questions);
        var actual = await AnswersAsync(dns, questions);
        Assert.DoesNotContain(actual, answer => answer.IsFailed);
        Assert.Equal(Text(expected), Text(actual));
        Assert.True(dns.Counters.Retried > questions.Count * Loss / 2, $"{dns.Counters}");   // the losses were real
    }

    [Fact]
    public async Task Four_thousand_questions_at_a_time_share_a_few_sockets()
    {
        const int Few = 32;
        var population = await domains.PopulationAsync();
        await using var server = await DistantAsync(population.Server);
        using var dns = new WireResolver(new() { Servers = [IPEndPoint.Parse(server.Address)] });
        var questions = Questions(population, 4_000);
        var before = OwnProcess.Sockets;
        var open = AnswersAsync(dns, questions);
        var most = 0;
        while (!open.IsCompleted)
        {
            most = Math.Max(most, OwnProcess.Sockets - before);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(await open, answer => answer.IsFailed);
        Assert.InRange(most, 1, Few);
    }

    [Fact]
    public async Task A_thousand_domains_at_a_time_are_audited_by_a_process_that_may_hold_1024_descriptors()
    {
        var population = await domains.PopulationAsync();
        await using var server = await DistantAsync(population.Server);
        string[] list = Mailguard.AuditAs("json", "--list", population.List, "--fail-on", "never");
        var expected = await Mailguard.RunAsync([.. list, "--zone", population.Zone]);
        var run = await Mailguard.RunUnderAsync(WithFewDescriptors, [.. list, "--dns", server.Address, "--concurrency", "1000"]);
        Assert.Equal((0, expected.Output), (run.ExitCode, run.Output));
    }

    private static Task<DnsDist> DistantAsync(KnotServer server, double loss = 0) =>
        DnsDist.StartAsync(RequiredProgram.Find("dnsdist"), server.Address, DelayMilliseconds, loss);

    private static ZoneResolver Zone(GeneratedPopulation population)
    {
        var zone = ZoneFile.Parse(File.ReadAllText(population.Zone), population.Zone, DomainName.Root);
        Assert.Empty(zone.Errors);
        return new(zone.Zones);
    }

    /// <summary>Several of every domain: most exist, some do not.</summary>
    private static List<DnsQuestion> Questions(GeneratedPopulation population, int count)
    {
        var questions =
            from line in File.ReadLines(population.List)
            let domain = DomainName.Parse(line)
            from question in (DnsQuestion[])
            [
                new(domain, DnsType.Txt), new(domain, DnsType.Mx), new(domain, DnsType.A), new(domain, DnsType.Aaaa),
                .. ((string[])["_dmarc", "selector1._domainkey", "s1._domainkey", "google._domainkey", "k1._domainkey", "_mta-sts"])
                    .Select(label => new DnsQuestion(domain.Prepend(label)!, DnsType.Txt)),
            ]
            select question;
        var asked = questions.Take(count).ToList();
        Assert.Equal(count, asked.Count);
        return asked;
    }

    private static async Task<DnsAnswer[]> AnswersAsync(IDnsResolver dns, IEnumerable<DnsQuestion> questions)
    {
        var asked = questions.Select(question => dns.ResolveAsync(question, TestContext.Current.CancellationToken).AsTask()).ToList();
        return await Task.WhenAll(asked).WaitAsync(Mailguard.Limit);
    }

    /// <summary>Octet for octet what was answered.</summary>
    private static string Text(IEnumerable<DnsAnswer> answers)
    {
        using var text = new StringWriter();
        new DnsSnapshot(DateTimeOffset.UnixEpoch, "", [.. answers]).Write(text);
        return text.ToString();
    }
}
