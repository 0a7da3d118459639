using System.Globalization;
using MailGuard.Dns;
using MailGuard.Dns.Wire;

namespace MailGuard.Tests.Dns.Wire;

public sealed class MessageReaderTests
{
    private const string Soa = "example SOA ns.example host.example 1 2 3 4 60";

    private static readonly QuestionMessage Question = MessageBuilder.Question("clinic.example", "TXT");

    /// <summary>Offsets in it: question 12, its type 28 and class 30, the answer 32, its type 34, class 36, TTL 38, RDLENGTH 42, RDATA 44.</summary>
    private static readonly byte[] Plain = new MessageBuilder(Question).Answer("clinic.example TXT abc").Build();

    /// <param name="changes">Offset and octets: <c>2=05</c>; <c>+</c> appends, <c>-</c> is the number of octets kept.</param>
    [Theory]
    [InlineData("", nameof(AnswerKind.Reply))]
    [InlineData("0=FFFF", nameof(AnswerKind.Reply))]                  // the id is the transport's to check
    [InlineData("2=0500", nameof(AnswerKind.Unrelated))]              // QR=0: a question
    [InlineData("2=8D00", nameof(AnswerKind.Unrelated))]              // opcode 1
    [InlineData("2=A500", nameof(AnswerKind.Unrelated))]              // opcode 4, NOTIFY
    [InlineData("4=0000", nameof(AnswerKind.Unrelated))]              // no question
    [InlineData("4=0002", nameof(AnswerKind.Unrelated))]              // two
    [InlineData("12=05", nameof(AnswerKind.Unrelated))]               // another length of label
    [InlineData("13=43", nameof(AnswerKind.Unrelated))]               // "Clinic": another case
    [InlineData("13=64", nameof(AnswerKind.Unrelated))]               // "dlinic"
    [InlineData("28=0001", nameof(AnswerKind.Unrelated))]             // another type
    [InlineData("30=0003", nameof(AnswerKind.Unrelated))]             // class CH
    [InlineData("-0", nameof(AnswerKind.Unrelated))]
    [InlineData("-11", nameof(AnswerKind.Unrelated))]                 // no whole header
    [InlineData("-31", nameof(AnswerKind.Unrelated))]                 // no whole question
    [InlineData("2=8700", nameof(AnswerKind.Truncated))]              // TC
    [InlineData("2=8700 -32", nameof(AnswerKind.Truncated))]
    [InlineData("2=8700 -31", nameof(AnswerKind.Unrelated))]
    [InlineData("2=8501", nameof(AnswerKind.DislikesEdns))]           // FORMERR
    [InlineData("2=8504", nameof(AnswerKind.DislikesEdns))]           // NOTIMP
    [InlineData("2=8501 4=0000000000000000 -12", nameof(AnswerKind.DislikesEdns))]   // nothing but a header
    [InlineData("2=8504 4=0000000000000000 -12", nameof(AnswerKind.Unrelated))]
    [InlineData("2=8502 4=0000000000000000 -12", nameof(AnswerKind.Unrelated))]
    [InlineData("2=8501 4=0000000100000000 -12", nameof(AnswerKind.Unrelated))]      // a header that lies
    [InlineData("2=8502", nameof(AnswerKind.ErrorCode))]
    [InlineData("2=8505", nameof(AnswerKind.ErrorCode))]
    [InlineData("2=8509", nameof(AnswerKind.ErrorCode))]
    [InlineData("-32", nameof(AnswerKind.Damaged))]                   // a record less than counted
    [InlineData("-43", nameof(AnswerKind.Damaged))]
    [InlineData("-47", nameof(AnswerKind.Damaged))]
    [InlineData("6=0000", nameof(AnswerKind.Damaged))]                // a record more than counted
    [InlineData("6=0002", nameof(AnswerKind.Damaged))]
    [InlineData("6=FFFF", nameof(AnswerKind.Damaged))]
    [InlineData("8=FFFF", nameof(AnswerKind.Damaged))]
    [InlineData("10=FFFF", nameof(AnswerKind.Damaged))]
    [InlineData("+00", nameof(AnswerKind.Damaged))]                   // more than the message holds
    [InlineData("32=C020", nameof(AnswerKind.Damaged))]               // a pointer to itself
    [InlineData("32=C021", nameof(AnswerKind.Damaged))]               // forward
    [InlineData("32=FFFF", nameof(AnswerKind.Damaged))]
    [InlineData("32=C000", nameof(AnswerKind.Damaged))]               // into the header
    [InlineData("32=C013", nameof(AnswerKind.Damaged))]               // "example": another owner
    [InlineData("32=400C", nameof(AnswerKind.Damaged))]               // reserved kinds of labels
    [InlineData("32=800C", nameof(AnswerKind.Damaged))]
    [InlineData("42=0003", nameof(AnswerKind.Damaged))]               // RDLENGTH too short
    [InlineData("42=0005", nameof(AnswerKind.Damaged))]               // too long
    [InlineData("42=FFFF", nameof(AnswerKind.Damaged))]
    [InlineData("44=04", nameof(AnswerKind.Damaged))]                 // a string past its RDATA
    [InlineData("44=02", nameof(AnswerKind.Damaged))]                 // octets behind it: a string past its RDATA again
    public void A_message_is_one_kind_of_answer(string changes, string expected)
    {
        var reading = MessageReader.Read(Changed(Plain, changes), Question);
        Assert.Equal(expected, reading.Kind.ToString());
        Assert.Equal(reading.Kind is AnswerKind.Reply or AnswerKind.ErrorCode, reading.Reply is not null);
        Assert.Equal(reading.Kind is AnswerKind.ErrorCode, reading.Reply?.Failure is not null);
    }

    [Theory]
    [InlineData((int)ResponseCode.ServFail, DnsFailure.ServerFailure)]
    [InlineData((int)ResponseCode.Refused, DnsFailure.Refused)]
    [InlineData(9, DnsFailure.ErrorCode)]
    public void An_error_says_which(int code, DnsFailure expected) =>
        Assert.Equal(expected, MessageReader.Read(new MessageBuilder(Question, code: (ResponseCode)code).Build(), Question).Reply?.Failure);

    [Theory]
    [InlineData(0, nameof(AnswerKind.Reply))]
    [InlineData(16, nameof(AnswerKind.DislikesEdns))]   // BADVERS
    [InlineData(23, nameof(AnswerKind.ErrorCode))]      // BADCOOKIE, its lower bits in the header
    [InlineData(32, nameof(AnswerKind.ErrorCode))]
    public void The_code_has_upper_bits_in_the_OPT_record(int code, string expected)
    {
        var message = new MessageBuilder(Question, code: (ResponseCode)(code & 0xf)).Answer("clinic.example TXT abc").Opt(code).Build();
        Assert.Equal(expected, MessageReader.Read(message, Question).Kind.ToString());
    }

    /// <summary>Empty answers: which of them say that there is nothing?</summary>
    [Theory]
    [InlineData((int)MessageFlags.AuthoritativeAnswer, "", true)]
    [InlineData((int)MessageFlags.RecursionAvailable, "", true)]                       // forwarders leave the SOA record out
    [InlineData(0, Soa, true)]
    [InlineData(0, "", false)]                                      // neither holds the zone nor resolves
    [InlineData(0, "clinic.example NS ns.example", false)]          // a referral
    [InlineData((int)MessageFlags.RecursionAvailable, "clinic.example NS ns.example", false)]
    [InlineData((int)MessageFlags.RecursionAvailable, "example NS ns.example, " + Soa, true)]
    public void An_empty_answer_is_believed_only_from_one_who_knows(int flags, string authority, bool isBelieved)
    {
        var message = new MessageBuilder(Question, (MessageFlags)flags).Authority(authority).Build();
        Assert.Equal(isBelieved ? AnswerKind.Reply : AnswerKind.Damaged, MessageReader.Read(message, Question).Kind);
    }

    [Theory]
    [InlineData("clinic.example A 192.0.2.1", "", false)]           // the login page of a network
    [InlineData("clinic.example A 192.0.2.1", Soa, true)]
    [InlineData("clinic.example CNAME a.other", "", true)]
    public void An_answer_of_other_types_alone_denies_nothing(string answers, string authority, bool isBelieved)
    {
        var message = new MessageBuilder(Question, MessageFlags.RecursionAvailable | MessageFlags.AuthoritativeAnswer).Answer(answers).Authority(authority).Build();
        Assert.Equal(isBelieved ? AnswerKind.Reply : AnswerKind.Damaged, MessageReader.Read(message, Question).Kind);
    }

    [Theory]
    [InlineData("", Soa, "NXDOMAIN / example SOA")]
    [InlineData("", "", "NXDOMAIN")]
    [InlineData("", "example NS ns.example, " + Soa, "NXDOMAIN / example SOA")]
    [InlineData("", "other SOA ns.other host.other 1 2 3 4 60", "NXDOMAIN")]      // of a zone that does not hold the name
    [InlineData("", "other SOA ns.other host.other 1 2 3 4 60, " + Soa, "NXDOMAIN / example SOA")]
    [InlineData("clinic.example CNAME a.other", Soa, "NXDOMAIN clinic.example CNAME")]   // denied is the end of the CNAMEs
    [InlineData("clinic.example CNAME a.other", "other SOA ns.other host.other 1 2 3 4 60", "NXDOMAIN clinic.example CNAME / other SOA")]
    public void The_SOA_record_is_that_of_the_name_denied(string answers, string authority, string expected)
    {
        var message = new MessageBuilder(Question, code: ResponseCode.NxDomain).Answer(answers).Authority(authority).Build();
        Assert.Equal(expected, Show(MessageReader.Read(message, Question), withData: false));
    }

    [Fact]
    public void A_SOA_record_that_cannot_be_decoded_is_passed_over()
    {
        var message = new MessageBuilder(Question).RawAuthority(DnsType.Soa, [0, 0, 1]).Authority(Soa).Build();
        Assert.Equal("/ example SOA", Show(MessageReader.Read(message, Question), withData: false));
    }

    [Theory]
    [InlineData("clinic.example TXT a, clinic.example TXT b", true)]
    [InlineData("clinic.example CNAME a.other, a.other CNAME b.other, b.other TXT x", true)]
    [InlineData("b.other TXT x, a.other CNAME b.other, clinic.example CNAME a.other", true)]   // in any order
    [InlineData("clinic.example CNAME a.other, a.other CNAME clinic.example", true)]           // a circle is the follower's to name
    [InlineData("clinic.example TXT a, forged.test TXT b", false)]
    [InlineData("forged.test TXT a", false)]
    [InlineData("clinic.example CNAME a.other, b.other TXT x", false)]
    [InlineData("clinic.example A 192.0.2.1, forged.test A 192.0.2.1, clinic.example TXT a", true)]   // other types are not read
    public void An_answer_about_another_name_is_not_believed(string answers, bool isBelieved)
    {
        var message = new MessageBuilder(Question).Answer(answers).Build();
        Assert.Equal(isBelieved ? AnswerKind.Reply : AnswerKind.Damaged, MessageReader.Read(message, Question).Kind);
    }

    [Theory]
    [InlineData(60u, 60)]
    [InlineData(0x7fffffffu, int.MaxValue)]
    [InlineData(0x80000000u, 0)]
    [InlineData(0xffffffffu, 0)]
    public void A_TTL_with_the_top_bit_set_is_none(uint sent, int expected)
    {
        var message = new MessageBuilder(Question).RawAnswer(DnsType.Txt, [0], timeToLive: sent).Build();
        Assert.Equal(TimeSpan.FromSeconds(expected), Assert.Single(MessageReader.Read(message, Question).Reply!.Answers).TimeToLive);
    }

    [Fact]
    public void Records_of_other_classes_are_not_read()
    {
        var message = new MessageBuilder(Question).RawAnswer(DnsType.Txt, [9], @class: 3).Answer("clinic.example TXT x").Build();
        Assert.Equal("""clinic.example TXT "x" """.Trim(), Show(MessageReader.Read(message, Question)));
    }

    /// <summary>What the name asked owns is known by the name object that asked.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_name_asked_is_not_made_again(bool compresses)
    {
        var message = new MessageBuilder(Question, compresses: compresses).Answer("clinic.example TXT a").Build();
        Assert.Same(Question.Name, Assert.Single(MessageReader.Read(message, Question).Reply!.Answers).Owner);
    }

    [Fact]
    public void Owners_have_no_case()
    {
        var message = new MessageBuilder(Question).RawAnswer([6, .. "CLINIC"u8, 0xc0, 19], DnsType.Txt, [1, (byte)'X']).Build();
        Assert.Equal("clinic.example TXT \"X\"", Show(MessageReader.Read(message, Question)));
    }

    [Fact]
    public void No_prefix_of_a_message_is_a_reply()
    {
        var message = new MessageBuilder(Question).Answer("clinic.example CNAME a.other, a.other TXT x").Authority(Soa).Additional("ns.example A 192.0.2.1").Opt(0).Build();
        Assert.Equal(AnswerKind.Reply, MessageReader.Read(message, Question).Kind);
        for (var length = 0; length < message.Length; length++)
        {
            Assert.Contains(MessageReader.Read(message.AsSpan(..length), Question).Kind, (AnswerKind[])[AnswerKind.Unrelated, AnswerKind.Damaged]);
        }
    }

    /// <summary>64 kB, as TCP carries at most, made to cost as much as they can.</summary>
    [Theory]
    [InlineData("CNAMEs, last one first", nameof(AnswerKind.Damaged))]             // of other names than the one asked
    [InlineData("pointers to pointers", nameof(AnswerKind.Damaged))]
    [InlineData("long names of short labels", nameof(AnswerKind.Reply))]
    public void A_message_costs_memory_in_proportion_to_its_size(string what, string expected)
    {
        const int mostPerOctet = 200;
        var message = what switch
        {
            "CNAMEs, last one first" => ManyAliases(),
            "pointers to pointers" => ManyPointers(),
            _ => LongNames(),
        };
        Assert.InRange(message.Length, 40_000, ushort.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(expected, MessageReader.Read(message, Question).Kind.ToString());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, message.Length * mostPerOctet);
    }

    private static byte[] ManyAliases()
    {
        var names = Enumerable.Range(0, 2000).Select(number => MessageBuilder.Name(string.Create(CultureInfo.InvariantCulture, $"{number}.z"))).ToList();
        var records = names.Zip(names.Skip(1), (name, target) => new ResourceRecord(name, TimeSpan.Zero, new DnsRecord.Pointer(DnsType.Cname, target)));
        return new MessageBuilder(Question).Answer(records.Reverse()).Build();
    }

    private static byte[] ManyPointers()
    {
        var message = new MessageBuilder(Question);
        var chain = Enumerable.Range(0, 8000).SelectMany(link => Pointer(link == 0 ? 12 : 44 + (2 * (link - 1))));
        message.RawAnswer(DnsType.A, [.. chain]);
        for (var record = 0; record < 3000; record++) message.RawAnswer(Pointer(44 + (2 * 7999)), DnsType.Txt, [0]);
        return message.Build();
    }

    private static byte[] LongNames()
    {
        var message = new MessageBuilder(Question).RawAnswer([.. Enumerable.Repeat<byte[]>([1, (byte)'.'], 125).SelectMany(label => label), 0], DnsType.A, []);
        for (var record = 0; record < 3500; record++) message.RawAnswer(DnsType.Cname, [1, (byte)(record % 256), .. Pointer(32)]);
        return message.Build();
    }

    private static byte[] Pointer(int target) => [(byte)(0xc0 | (target >> 8)), (byte)target];

    private static byte[] Changed(byte[] message, string changes)
    {
        List<byte> octets = [.. message];
        foreach (var change in changes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (change[0] == '+')
            {
                octets.AddRange(Convert.FromHexString(change[1..]));
            }
            else if (change[0] == '-')
            {
                octets = octets[..int.Parse(change[1..], CultureInfo.InvariantCulture)];
            }
            else
            {
                var (at, hex) = (int.Parse(change.Split('=')[0], CultureInfo.InvariantCulture), change.Split('=')[1]);
                foreach (var octet in Convert.FromHexString(hex)) octets[at++] = octet;
            }
        }

        return [.. octets];
    }

    private static string Show(MessageReading reading, bool withData = true)
    {
        if (reading.Reply is not { Failure: null } reply) return reading.Kind.ToString();
        var records = reply.Answers.Select(record => $"{record.Owner} {DnsTypeName.Of(record.Data.Type)}{(withData ? $" {RecordDataWriter.Write(record.Data)}" : "")}");
        var soa = reply.Zone is { } zone ? $"/ {zone.Apex} SOA" : "";
        return string.Join(' ', ((string[])[reply.IsNoSuchName ? "NXDOMAIN" : "", string.Join(", ", records), soa]).Where(part => part.Length > 0));
    }
}
