using MailGuard.Dns.Wire;
using MailGuard.Tests.House;

namespace MailGuard.Tests.Dns.Wire;

/// <summary>The starting inputs of the fuzz target <c>dns-message</c> are what this table says.</summary>
public sealed class FuzzSeedsTests
{
    private const string Soa = "example SOA ns.example host.example 1 2 3 4 60";

    private static readonly string Folder = Path.Combine(Repository.Root, "seeds", "fuzz", "dns-message");

    private static readonly Dictionary<string, byte[]> Seeds = new()
    {
        ["a"] = Message("A", "z.example A 192.0.2.1, z.example A 192.0.2.2"),
        ["aaaa"] = Message("AAAA", "z.example AAAA 2001:db8::1"),
        ["ns"] = Message("NS", "z.example NS ns1.z.example, z.example NS ns2.example"),
        ["mx"] = Message("MX", "z.example MX 10 mx.z.example, z.example MX 20 mx.example"),
        ["ptr"] = Message("PTR", "z.example PTR mx.example"),
        ["txt"] = Message("TXT", """z.example TXT "v=spf1 -all" "" "b" """),
        ["spf"] = Message("SPF", """z.example SPF "v=spf1 -all" """),
        ["soa"] = Message("SOA", "z.example SOA ns.example host.example 1 2 3 4 60"),
        ["tlsa"] = Message("TLSA", "z.example TLSA 3 1 1 ABCD"),
        ["caa"] = Message("CAA", """z.example CAA 0 issue "ca.example" """),
        ["opaque"] = Message("TYPE65280", "z.example TYPE65280 \\# 2 0102"),
        ["cname"] = Message("TXT", "z.example CNAME a.other, a.other CNAME b.other, b.other TXT x"),
        ["unordered"] = Message("TXT", "b.other TXT x, a.other CNAME b.other, z.example CNAME a.other"),
        ["escaped"] = Message("NS", """z.example NS \000\.\\.z.example"""),
        ["nxdomain"] = new MessageBuilder(Question("TXT"), code: ResponseCode.NxDomain).Authority(Soa).Opt(0).Build(),
        ["nodata"] = new MessageBuilder(Question("TXT"), MessageFlags.RecursionAvailable).Authority(Soa).Build(),
        ["referral"] = new MessageBuilder(Question("TXT"), MessageFlags.RecursionAvailable).Authority("z.example NS ns.z.example").Additional("ns.z.example A 192.0.2.1").Build(),
        ["badvers"] = new MessageBuilder(Question("TXT")).Opt(16).Build(),
        ["truncated"] = new MessageBuilder(Question("TXT"), MessageFlags.Truncated).Build(),
    };

    [Fact]
    public void The_seeds_are_those_of_the_table()
    {
        if (Environment.GetEnvironmentVariable("MAILGUARD_WRITE_SEEDS") == "1") Write();
        Assert.Equal(Seeds.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Seeds, seed => Assert.Equal(seed.Value, File.ReadAllBytes(Path.Combine(Folder, seed.Key))));
    }

    private static void Write()
    {
        Directory.CreateDirectory(Folder);
        foreach (var (name, message) in Seeds) File.WriteAllBytes(Path.Combine(Folder, name), message);
    }

    private static QuestionMessage Question(string type) => MessageBuilder.Question("z.example", type);

    private static byte[] Message(string type, string answers) =>
        new MessageBuilder(Question(type)).Answer(answers).Authority("example NS ns.example").Additional("ns.example A 192.0.2.53").Opt(0).Build();
}
