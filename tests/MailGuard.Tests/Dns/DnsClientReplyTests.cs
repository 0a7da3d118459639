using System.Net;
using DnsClient;
using DnsClient.Protocol;
using DnsClient.Protocol.Options;
using MailGuard.Dns;
using MailGuard.Names;
using WireQuestion = DnsClient.DnsQuestion;

namespace MailGuard.Tests.Dns;

public sealed class DnsClientReplyTests
{
    private const ushort Response = 0x8000, Authoritative = 0x0400, RecursionAvailable = 0x0080;   // RFC 1035 section 4.1.1
    private const ushort FormErr = 1, ServFail = 2, NxDomain = 3, NotImp = 4, Refused = 5;

    private static readonly DomainName Name = DomainName.Parse("hospital.example");

    /// <summary>Empty answers: which of them say that there is nothing?</summary>
    [Theory]
    [InlineData(Response | Authoritative, "", null)]
    [InlineData(Response | RecursionAvailable, "", null)]                       // forwarders leave the SOA record out
    [InlineData(Response, "SOA", null)]
    [InlineData(Response, "", DnsFailure.BadAnswer)]                            // neither holds the zone nor resolves
    [InlineData(Response, "NS", DnsFailure.BadAnswer)]                          // a referral
    [InlineData(Response | RecursionAvailable, "NS", DnsFailure.BadAnswer)]
    [InlineData(Authoritative, "SOA", DnsFailure.BadAnswer)]                    // QR is not set: a question
    [InlineData(Response | Authoritative | NxDomain, "SOA", null)]
    [InlineData(Response | FormErr, "", DnsFailure.ErrorCode)]
    [InlineData(Response | ServFail, "", DnsFailure.ServerFailure)]
    [InlineData(Response | NotImp, "", DnsFailure.ErrorCode)]
    [InlineData(Response | Refused, "", DnsFailure.Refused)]
    public void An_empty_answer_is_believed_only_from_one_who_knows(int flags, string authority, DnsFailure? expected)
    {
        var message = new Message((ushort)flags) { AuthorityRecords = authority.Length == 0 ? [] : [Authority(authority)] };
        var reply = DnsClientReply.Read(message, Name, DnsType.Txt);
        Assert.Equal(expected, reply.Failure);
        Assert.Equal(expected is null && (flags & 0xf) == NxDomain, reply.IsNoSuchName);
    }

    [Theory]
    [InlineData("hospital.example", QueryType.TXT, QueryClass.IN, null)]
    [InlineData("HOSPITAL.example", QueryType.TXT, QueryClass.IN, null)]
    [InlineData("other.example", QueryType.TXT, QueryClass.IN, DnsFailure.BadAnswer)]
    [InlineData("hospital.example", QueryType.A, QueryClass.IN, DnsFailure.BadAnswer)]
    [InlineData("hospital.example", QueryType.TXT, QueryClass.CH, DnsFailure.BadAnswer)]
    public void An_answer_to_another_question_is_not_believed(string name, QueryType type, QueryClass @class, DnsFailure? expected)
    {
        var message = new Message(Response | Authoritative)
        {
            AskedQuestions = [new(name, type, @class)],
            AnswerRecords = [Text("hospital.example", "x")],
        };
        Assert.Equal(expected, DnsClientReply.Read(message, Name, DnsType.Txt).Failure);
    }

    [Fact]
    public void A_labels_stay_what_they_are()
    {
        const string clinic = "xn--8ou21il6photyyo.example";
        var received = DnsString.FromResponseQueryString(clinic);
        var message = new Message(Response | Authoritative)
        {
            AskedQuestions = [new(received, QueryType.TXT)],
            AnswerRecords = [Text(received, "x")],
        };
        var reply = DnsClientReply.Read(message, DomainName.Parse(clinic), DnsType.Txt);
        Assert.Equal(clinic, Assert.Single(reply.Answers).Owner.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_answer_repeats_one_question(int questions)
    {
        var message = new Message(Response | Authoritative) { AskedQuestions = [.. Enumerable.Repeat(Message.Question, questions)] };
        Assert.Equal(DnsFailure.BadAnswer, DnsClientReply.Read(message, Name, DnsType.Txt).Failure);
    }

    [Theory]
    [InlineData("hospital.example", "hospital.example", null)]
    [InlineData("forged.test", "forged.test", DnsFailure.BadAnswer)]
    [InlineData("hospital.example", "forged.test", DnsFailure.BadAnswer)]
    public void An_answer_about_another_name_is_not_believed(string owner, string second, DnsFailure? expected)
    {
        var message = new Message(Response | Authoritative) { AnswerRecords = [Text(owner, "v=spf1 -all"), Text(second, "x")] };
        Assert.Equal(expected, DnsClientReply.Read(message, Name, DnsType.Txt).Failure);
    }

    [Fact]
    public void BADVERS_is_no_empty_answer_and_worth_a_try_without_EDNS()
    {
        const int badVersion = 16 >> 4;   // upper eight of twelve bits, RFC 6891 section 6.1.3
        var message = new Message(Response | Authoritative) { AdditionalRecords = [new OptRecord(1232, badVersion << 24, 0, [])] };
        Assert.Equal(DnsFailure.ErrorCode, DnsClientReply.Read(message, Name, DnsType.Txt).Failure);
        Assert.True(DnsClientReply.DislikesEdns(message));
        Assert.False(DnsClientReply.DislikesEdns(new Message(Response | ServFail)));
        Assert.True(DnsClientReply.DislikesEdns(new Message(Response | FormErr)));
    }

    [Fact]
    public void A_record_that_cannot_be_read_spoils_the_answer()
    {
        var info = new ResourceRecordInfo("hospital.example", ResourceRecordType.TXT, QueryClass.IN, 60, 0);
        var message = new Message(Response | Authoritative) { AnswerRecords = [new TxtRecord(info, [], [])] };
        Assert.Equal(DnsFailure.BadAnswer, DnsClientReply.Read(message, Name, DnsType.Txt).Failure);
    }

    [Fact]
    public void A_TTL_with_the_top_bit_set_is_none()
    {
        var message = new Message(Response | Authoritative) { AnswerRecords = [Text("hospital.example", "x", timeToLive: int.MinValue)] };
        Assert.Equal(TimeSpan.Zero, Assert.Single(DnsClientReply.Read(message, Name, DnsType.Txt).Answers).TimeToLive);
    }

    private static TxtRecord Text(string owner, string text, int timeToLive = 60) => Text(DnsString.Parse(owner), text, timeToLive);

    private static TxtRecord Text(DnsString owner, string text, int timeToLive = 60) =>
        new(new(owner, ResourceRecordType.TXT, QueryClass.IN, timeToLive, text.Length + 1), [text], [text]);

    private static DnsResourceRecord Authority(string type)
    {
        var (server, mailbox) = (DnsString.Parse("ns.example"), DnsString.Parse("host.example"));
        return type == "NS"
            ? new NsRecord(new("example", ResourceRecordType.NS, QueryClass.IN, 60, 0), server)
            : new SoaRecord(new("example", ResourceRecordType.SOA, QueryClass.IN, 60, 0), server, mailbox, 1, 2, 3, 4, 5);
    }

    private sealed class Message(ushort flags) : IDnsQueryResponse
    {
        public static readonly WireQuestion Question = new("hospital.example", QueryType.TXT);

        public WireQuestion[] AskedQuestions { get; init; } = [Question];

        public DnsResourceRecord[] AnswerRecords { get; init; } = [];

        public DnsResourceRecord[] AuthorityRecords { get; init; } = [];

        public DnsResourceRecord[] AdditionalRecords { get; init; } = [];

        public IReadOnlyList<WireQuestion> Questions => AskedQuestions;

        public IReadOnlyList<DnsResourceRecord> Answers => AnswerRecords;

        public IReadOnlyList<DnsResourceRecord> Authorities => AuthorityRecords;

        public IReadOnlyList<DnsResourceRecord> Additionals => AdditionalRecords;

        public IEnumerable<DnsResourceRecord> AllRecords => [.. Answers, .. Authorities, .. Additionals];

        public DnsResponseHeader Header { get; } = new(1, flags, 1, 0, 0, 0);

        public string AuditTrail => "";

        public string ErrorMessage => "";

        public bool HasError => false;

        public int MessageSize => 0;

        public NameServer NameServer { get; } = new(IPAddress.Loopback);

        public DnsQuerySettings Settings { get; } = new(new DnsQueryOptions());
    }
}
