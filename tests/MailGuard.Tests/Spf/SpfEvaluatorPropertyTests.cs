using System.Net;
using FsCheck;
using FsCheck.Fluent;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

/// <summary>What holds for any zone and any octets.</summary>
public sealed class SpfEvaluatorPropertyTests
{
    private static readonly string[] Words =
    [
        "all", "-all", "~all", "a", "mx", "ptr", "a/24", "mx//64", "a:n1.example/0//0", "mx:n2.example", "ptr:n3.example", "include:n1.example", "include:n2.example",
        "-include:n3.example", "?include:hospital.example", "redirect=n1.example", "redirect=hospital.example.", "exp=n2.example", "exp=%{p}.n3.example", "exists:%{i}.%{l1r-}.n1.example",
        "exists:%{p}.%{d}", "include:%{d1r}.example", "include:%{h}", "a:%{s}.example", "ip4:203.0.113.0/24", "ip6:2001:db8::/32", "ip4:300.1.1.1", "moo=%{d}", "a:..", "exp=", "\u00e9", "%", "a:%-x%_y%%.example",
    ];

    private static readonly Gen<char> Octet = Gen.Choose(0, 255).Select(octet => (char)octet);

    private static readonly Gen<string> Octets = Octet.ArrayOf().Select(octets => new string(octets));

    private static readonly Gen<string> Word = Gen.Frequency((6, Gen.Elements(Words)), (1, Mutated(Gen.Elements(Words))), (1, Octets));

    private static readonly Gen<string> Record = from words in Word.ArrayOf().Resize(14) select "v=spf1 " + string.Join(' ', words);

    private static readonly Gen<Zone> Zones =
        from texts in Gen.Frequency((8, Record), (1, Octets)).NonEmptyListOf()
        from kinds in Gen.Frequency((1, Gen.Constant(Kind.Failed)), (3, Gen.Constant(Kind.NoData)), (3, Gen.Constant(Kind.NoSuchName)), (3, Gen.Constant(Kind.Many)), (20, Gen.Constant(Kind.Found))).NonEmptyListOf()
        select new Zone([.. texts], [.. kinds]);

    private static readonly Gen<Client> Clients =
        from address in Gen.Elements("203.0.113.9", "2001:db8::9", "::ffff:203.0.113.9")
        from localPart in Octets
        from helo in Gen.OneOf(Gen.Elements("n1.example", "n1.example.", "[192.0.2.1]", "example"), Octets)
        select new Client(address, localPart, helo);

    private enum Kind
    {
        Found,

        /// <summary>More records than a check may follow.</summary>
        Many,
        NoData,
        NoSuchName,
        Failed,
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_zone_makes_a_check_ask_too_much_or_throw(bool readsOn) => Prop.ForAll(Zones.ToArbitrary(), Clients.ToArbitrary(), (zone, client) =>
    {
        var counting = new CountingResolver(zone);
        var evaluation = Check(counting, client, readsOn);
        var isNoResult = evaluation.Result is SpfResult.None or SpfResult.TempError or SpfResult.PermError;
        return counting.Asked <= SpfEvaluator.MaxQuestions
            && isNoResult == evaluation.Problem is not null
            && (readsOn || (evaluation.Lookups <= SpfTree.MaxLookups + 1 && evaluation.VoidLookups <= SpfTree.MaxVoidLookups + 1))
            && (evaluation.Explanation is null || evaluation.Result is SpfResult.Fail);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Reading_on_changes_no_result() => Prop.ForAll(Zones.ToArbitrary(), Clients.ToArbitrary(), (zone, client) =>
    {
        var (stopping, readingOn) = (Check(zone, client, readsOn: false), Check(zone, client, readsOn: true));
        return (stopping.Result, stopping.Problem, stopping.Matched?.Text, stopping.Explanation)
            == (readingOn.Result, readingOn.Problem, readingOn.Matched?.Text, readingOn.Explanation);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_was_understood_of_a_record_writes_and_reads_back_the_same() => Prop.ForAll(Record.ToArbitrary(), text =>
    {
        var record = SpfRecordParser.Parse(text)!;
        var written = SpfRecordWriter.Write(record);
        var again = SpfRecordParser.Parse(written)!;
        return record.IsValid == again.IsValid
            && SpfRecordWriter.Write(again) == written
            && record.Terms.Select(term => term.GetType()).SequenceEqual(again.Terms.Select(term => term.GetType()));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Gen<string> Mutated(Gen<string> words) =>
        from word in words
        from at in Gen.Choose(0, word.Length - 1)
        from letter in Gen.Elements("%{}:/=.-0129adr\u0001\u00ff".ToCharArray())
        select word[..at] + letter + word[(at + 1)..];

    /// <summary>The zone answers at once, so there is nothing to wait for.</summary>
    private static SpfEvaluation Check(IDnsResolver dns, Client client, bool readsOn)
    {
        var clock = new FixedTime();
        var request = SpfRequest.OfMailFrom(IPAddress.Parse(client.Address), $"{client.LocalPart}@hospital.example", client.Helo);
        return new SpfEvaluator(dns, new() { ReadsOn = readsOn, Clock = clock }).CheckHostAsync(request).GetAwaiter().GetResult();
    }

    private sealed record Client(string Address, string LocalPart, string Helo);

    /// <summary>Answers anything to everything, the same each time it is asked and in every run.</summary>
    private sealed record Zone(string[] Texts, Kind[] Kinds) : IDnsResolver
    {
        private const int ManyRecords = 20;

        public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
        {
            var (name, type, _) = question;
            var number = NumberOf($"{name.Text} {type}");
            return ValueTask.FromResult(Kinds[number % Kinds.Length] switch
            {
                Kind.NoData => DnsAnswer.NoData(name, type),
                Kind.NoSuchName => DnsAnswer.NoSuchName(name, type),
                Kind.Failed => DnsAnswer.Failed(question, DnsFailure.ServerFailure),
                Kind.Many => DnsAnswer.Found(name, type, Enumerable.Range(number, ManyRecords).Select(at => RecordOf(type, at))),
                _ => DnsAnswer.Found(name, type, [RecordOf(type, number)]),
            });
        }

        private DnsRecord RecordOf(DnsType type, int number) => type switch
        {
            DnsType.A => new DnsRecord.Address(new IPAddress([203, 0, 113, (byte)(number % 12)])),
            DnsType.Aaaa => new DnsRecord.Address(IPAddress.Parse($"2001:db8::{number % 12:x}")),
            DnsType.Mx => new DnsRecord.Mx((ushort)(number % 30), DomainName.Parse($"n{number % 50}.example")),
            DnsType.Ptr => new DnsRecord.Pointer(type, DomainName.Parse($"n{number % 50}.example")),
            _ => DnsRecord.Txt.Of(Texts[number % Texts.Length]),
        };

        private static int NumberOf(string text) => text.Aggregate(17, (number, letter) => ((number * 31) + letter) & 0xffffff);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
