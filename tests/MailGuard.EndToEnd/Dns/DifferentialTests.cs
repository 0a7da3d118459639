using System.Net;
using MailGuard.Dns;
using MailGuard.EndToEnd.Programs;
using MailGuard.Names;

namespace MailGuard.EndToEnd.Dns;

/// <summary>A healthy server gives the same answers through either transport.</summary>
[Collection(nameof(ServedFixtures))]
public sealed class DifferentialTests(ServedFixtures fixtures)
{
    private const string Origin = "odd.example";

    /// <summary>What is rare in the DNS, and what is easily read wrongly.</summary>
    private static readonly string[] OddRecords =
    [
        "@ SOA ns admin 1 3600 600 86400 300",
        "@ NS ns",
        "ns A 192.0.2.1",
        "ns AAAA 2001:db8::1",
        "none MX 0 .",
        "mx MX 10 mx1",
        "mx MX 5 Mx2.Odd.Example.",
        "mx1 A 192.0.2.2",
        "octets TXT \"\\000\\001\\127\\128\\200\\255\" \"\\\"\\\\\" \"\"",
        "strings TXT \"v=spf1 \" \"-all\"",
        "several TXT \"one\"",
        "several TXT \"two\"",
        "several 60 TXT \"one\"",
        "utf8 TXT \"\\227\\129\\130\" \"\\227\\129\"",
        "alias CNAME chain",
        "chain CNAME strings",
        "dangling CNAME nowhere",
        "loop CNAME pool",
        "pool CNAME loop",
        "away CNAME elsewhere.test.",
        "*.wild TXT \"wild\"",
        "a.b.empty TXT \"below an empty non-terminal\"",
        "_25._tcp TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "caa CAA 0 issue \"ca.example; policy=ev\"",
        "caa CAA 128 iodef \"mailto:postmaster@odd.example\"",
        "unknown TYPE65280 \\# 3 0a0b0c",
        "spf TYPE99 \\# 12 0b763d73706631202d616c6c",
        .. Enumerable.Range(0, 40).Select(number => $"large TXT \"{new string('x', 200)} {number}\""),
    ];

    private static readonly string[] Names =
    [
        "@", "none", "mx", "octets", "strings", "several", "utf8", "alias", "chain", "dangling", "loop", "away", "x.wild", "x.y.wild", "wild", "empty",
        "b.empty", "a.b.empty", "_25._tcp", "_tcp", "caa", "unknown", "spf", "large", "nowhere", "x.nowhere",
    ];

    /// <summary>Those an audit asks for, and one nobody knows.</summary>
    private static readonly ushort[] Types = [1, 2, 5, 6, 12, 15, 16, 28, 52, 99, 257, 65280];

    [Fact]
    public async Task Answers_to_odd_questions_are_equal()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder.File("zone"), OddRecords.Prepend($"$ORIGIN {Origin}.\n$TTL 300"));
        await using var server = await KnotServer.StartAsync(new Dictionary<string, string> { [Origin] = folder.File("zone") });
        using var wire = new WireResolver(new() { Servers = [IPEndPoint.Parse(server.Address)] });
        using var client = new DnsClientResolver(new() { Servers = [IPEndPoint.Parse(server.Address)] });
        foreach (var name in Names.Select(name => DomainName.Parse(name is "@" ? Origin : $"{name}.{Origin}")))
        {
            foreach (var type in Types)
            {
                var answers = (await AskAsync(wire, name, type), await AskAsync(client, name, type));
                Assert.Equal(answers.Item2, answers.Item1);
                Assert.DoesNotContain("\"failed\"", name.Text.StartsWith("loop.", StringComparison.Ordinal) ? "" : answers.Item1, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_audit_of_the_members_gives_the_same_bytes()
    {
        var server = await fixtures.ServerAsync();
        var wire = await Mailguard.AuditMembersAsync("--dns", server.Address, "--transport", "wire");
        var client = await Mailguard.AuditMembersAsync("--dns", server.Address, "--transport", "dnsclient");
        Assert.Equal(client.Output, wire.Output);
        Assert.Equal(client.ExitCode, wire.ExitCode);
    }

    [Fact]
    public async Task The_audit_of_a_large_population_gives_the_same_bytes()
    {
        await using var population = await GeneratedPopulation.CreateAsync(500);
        var wire = await Mailguard.AuditAsync("--list", population.List, "--dns", population.Server.Address, "--transport", "wire");
        var client = await Mailguard.AuditAsync("--list", population.List, "--dns", population.Server.Address, "--transport", "dnsclient");
        Assert.Equal(500, Audits.Read(wire.Output).Count);
        Assert.Equal(client.Output, wire.Output);
    }

    /// <summary>As a snapshot line, which shows everything.</summary>
    private static async Task<string> AskAsync(IDnsResolver dns, DomainName name, ushort type)
    {
        var answer = await dns.ResolveAsync(name, (DnsType)type, TestContext.Current.CancellationToken);
        using var line = new StringWriter();
        new DnsSnapshot(DateTimeOffset.UnixEpoch, "", [answer]).Write(line);
        return line.ToString();
    }
}
