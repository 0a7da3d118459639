using MailGuard.Delegation;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Delegation;

public sealed class DnssecChainTests
{
    private static readonly DomainName Hospital = DomainName.Parse("hospital.example");

    /// <param name="answers">To MX, to MX with checking disabled, to SOA, NS and TXT: <c>ok</c>, <c>-</c> when it must not be asked, or the failure.</param>
    [Theory]
    [InlineData(true, "ServerFailure", "ok", "ServerFailure", "ServerFailure", "ServerFailure")]
    [InlineData(false, "ServerFailure", "ok", "ServerFailure", "ServerFailure", "ok")]   // a resolver that is not well
    [InlineData(null, "ServerFailure", "ok", "ServerFailure", "Timeout")]
    [InlineData(false, "ok", "-", "-")]
    [InlineData(false, "ServerFailure", "ok", "ok")]                    // a SERVFAIL that passed, or of one type only
    [InlineData(null, "ServerFailure", "ok", "Timeout")]
    [InlineData(null, "ServerFailure", "ServerFailure", "-")]           // the zone's servers are dead
    [InlineData(null, "ServerFailure", "Timeout", "-")]
    [InlineData(null, "ServerFailure", "CannotAsk", "-")]
    [InlineData(null, "ServerFailure", "NotRecorded", "-")]             // a snapshot of an earlier version
    [InlineData(null, "Timeout", "-", "-")]
    [InlineData(null, "Refused", "-", "-")]
    public async Task A_chain_is_broken_when_only_checking_fails_and_goes_on_failing(bool? isBroken, params string[] answers)
    {
        var rest = new Queue<string>(answers);
        var asked = new List<DnsQuestion>();
        var chain = await DnssecChain.ReadAsync(new Scripted(Answer), Hospital, TestContext.Current.CancellationToken);
        Assert.Equal(isBroken, chain.IsBroken);
        DnsQuestion[] questions =
        [
            new(Hospital, DnsType.Mx), new(Hospital, DnsType.Mx, CheckingDisabled: true),
            new(Hospital, DnsType.Soa), new(Hospital, DnsType.Ns), new(Hospital, DnsType.Txt),
        ];
        Assert.Equal(questions.Take(answers.Count(answer => answer != "-")), asked);

        DnsAnswer Answer(DnsQuestion question)
        {
            asked.Add(question);
            var word = rest.Dequeue();
            return word == "ok"
                ? DnsAnswer.NoData(question.Name, question.Type) with { CheckingDisabled = question.CheckingDisabled }
                : DnsAnswer.Failed(question, Enum.Parse<DnsFailure>(word));
        }
    }

    private sealed class Scripted(Func<DnsQuestion, DnsAnswer> answer) : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken) => new(answer(question));
    }
}
