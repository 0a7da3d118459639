using System.Net;
using System.Text;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

/// <summary>What holds for any zone: the limits, and that nothing throws. Numbers drawn with a fixed seed, so a failure repeats.</summary>
public sealed class SpfEvaluatorPropertyTests
{
    private static readonly string[] Words =
    [
        "all", "-all", "~all", "a", "mx", "ptr", "a/24", "mx//64", "a:n1.example/0//0", "mx:n2.example", "ptr:n3.example", "include:n1.example", "include:n2.example",
        "-include:n3.example", "?include:hospital.example", "redirect=n1.example", "redirect=hospital.example", "exp=n2.example", "exp=%{p}.n3.example", "exists:%{i}.%{l1r-}.n1.example",
        "exists:%{p}.%{d}", "include:%{d1r}.example", "include:%{h}", "a:%{s}.example", "ip4:203.0.113.0/24", "ip6:2001:db8::/32", "ip4:300.1.1.1", "moo=%{d}", "a:..", "exp=", "\u00e9", "%", "a:%-x%_y%%.example",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_zone_makes_a_check_ask_too_much_or_throw(bool readsOn)
    {
        var random = new Random(7208);
        for (var round = 0; round < 1_500; round++)
        {
            var counting = new CountingResolver(new RandomDns(new(random.Next())));
            var (local, helo) = (Octets(random), random.Next(3) == 0 ? Octets(random) : "n1.example");
            var ip = random.Next(2) == 0 ? "203.0.113.9" : "2001:db8::9";
            var evaluator = new SpfEvaluator(counting, new() { ReadsOn = readsOn });
            var evaluation = await evaluator.CheckHostAsync(SpfRequest.OfMailFrom(IPAddress.Parse(ip), $"{local}@hospital.example", helo), TestContext.Current.CancellationToken);
            Assert.InRange(counting.Asked, 0, SpfEvaluator.MaxQuestions);
            Assert.Equal(evaluation.Result is SpfResult.None or SpfResult.TempError or SpfResult.PermError, evaluation.Problem is not null);
            if (!readsOn) Assert.InRange(evaluation.Lookups, 0, SpfTree.MaxLookups + 1);
            if (!readsOn) Assert.InRange(evaluation.VoidLookups, 0, SpfTree.MaxVoidLookups + 1);
            Assert.False(evaluation.Explanation is not null && evaluation.Result is not SpfResult.Fail);
        }
    }

    [Fact]
    public void What_was_understood_of_a_record_writes_and_reads_back_the_same()
    {
        var random = new Random(12);
        for (var round = 0; round < 5_000; round++)
        {
            var text = "v=spf1 " + string.Join(' ', Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(5) == 0 ? Mutated(random) : Words[random.Next(Words.Length)]));
            var record = SpfRecordParser.Parse(text)!;
            var written = SpfRecordWriter.Write(record);
            var again = SpfRecordParser.Parse(written)!;
            Assert.Equal(record.IsValid, again.IsValid);
            Assert.Equal(written, SpfRecordWriter.Write(again));
            Assert.Equal(record.Terms.Select(term => term.GetType()), again.Terms.Select(term => term.GetType()));
        }
    }

    private static string Mutated(Random random)
    {
        var word = new StringBuilder(Words[random.Next(Words.Length)]);
        if (word.Length > 1) word[random.Next(word.Length)] = "%{}:/=.-0129adr\u0001\u00ff"[random.Next(17)];
        return word.ToString();
    }

    private static string Octets(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 400)).Select(_ => (char)random.Next(256)));

    /// <summary>Answers anything to everything, the same each time it is asked.</summary>
    private sealed class RandomDns(Random random) : IDnsResolver
    {
        private readonly int seed = random.Next();

        public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
        {
            var own = new Random(seed ^ string.GetHashCode(question.ToString(), StringComparison.Ordinal));
            return ValueTask.FromResult(own.Next(10) switch
            {
                0 => DnsAnswer.NoData(question.Name, question.Type),
                1 => DnsAnswer.NoSuchName(question.Name, question.Type),
                2 when own.Next(4) == 0 => DnsAnswer.Failed(question, DnsFailure.ServerFailure),
                _ => DnsAnswer.Found(question.Name, question.Type, Enumerable.Range(0, own.Next(12) == 0 ? 20 : 1).Select(at => RecordOf(question.Type, own, at))),
            });
        }

        private static DnsRecord RecordOf(DnsType type, Random random, int at) => type switch
        {
            DnsType.A => new DnsRecord.Address(new IPAddress([203, 0, 113, (byte)random.Next(12)])),
            DnsType.Aaaa => new DnsRecord.Address(IPAddress.Parse($"2001:db8::{random.Next(12):x}")),
            DnsType.Mx => new DnsRecord.Mx((ushort)at, DomainName.Parse($"n{random.Next(50)}.example")),
            DnsType.Ptr => new DnsRecord.Pointer(type, DomainName.Parse($"n{random.Next(50)}.example")),
            _ => DnsRecord.Txt.Of($"v=spf1 {string.Join(' ', Enumerable.Range(0, random.Next(14)).Select(_ => Words[random.Next(Words.Length - 7)]))}"),
        };
    }
}
