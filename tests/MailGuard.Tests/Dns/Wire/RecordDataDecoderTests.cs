using MailGuard.Dns;
using MailGuard.Dns.Wire;

namespace MailGuard.Tests.Dns.Wire;

public sealed class RecordDataDecoderTests
{

    /// <param name="hex">RDATA of an answer to a question for <c>z</c>: that name stands at 12, the RDATA at 31.</param>
    /// <param name="expected">As in a master file; null when the message is damaged.</param>
    [Theory]
    [InlineData("A", "C0000201", "192.0.2.1")]
    [InlineData("A", "", null)]
    [InlineData("A", "C00002", null)]
    [InlineData("A", "C000020101", null)]
    [InlineData("AAAA", "20010DB8000000000000000000000001", "2001:db8::1")]
    [InlineData("AAAA", "20010DB80000000000000000000000", null)]              // 15 octets
    [InlineData("AAAA", "C0000201", null)]
    [InlineData("NS", "0161C00C", "a.z.")]                                    // compressed
    [InlineData("NS", "0161017A00", "a.z.")]                                  // not compressed
    [InlineData("NS", "0141015A00", "a.z.")]                                  // case
    [InlineData("NS", "00", ".")]
    [InlineData("NS", "", null)]
    [InlineData("NS", "0161", null)]                                          // no end
    [InlineData("NS", "0161C0", null)]                                        // half a pointer
    [InlineData("NS", "01C00C", null)]
    [InlineData("NS", "0161C00C00", null)]                                    // an octet more
    [InlineData("NS", "0161C01F", null)]                                      // a circle: 31 is its own start
    [InlineData("NS", "0161C020", null)]                                      // into itself
    [InlineData("NS", "C021", null)]                                          // forward
    [InlineData("NS", "C013", "z.")]                                          // a pointer to a pointer
    [InlineData("NS", "4161C00C", null)]                                      // reserved kinds of labels
    [InlineData("NS", "8161C00C", null)]
    [InlineData("NS", "032E005CC00C", @"\.\000\\.z.")]                        // dot, NUL and backslash in a label
    [InlineData("PTR", "C00C", "z.")]
    [InlineData("MX", "000A0161C00C", "10 a.z.")]
    [InlineData("MX", "000000", "0 .")]                                       // null MX
    [InlineData("MX", "000A", null)]
    [InlineData("MX", "00", null)]
    [InlineData("MX", "000A0161C00C00", null)]
    [InlineData("TXT", "0161", "\"a\"")]
    [InlineData("TXT", "00", "\"\"")]
    [InlineData("TXT", "0161000162", "\"a\" \"\" \"b\"")]
    [InlineData("TXT", "0300FF5C", "\"\\000\\255\\\\\"")]
    [InlineData("TXT", "", null)]                                             // no string at all
    [InlineData("TXT", "0261", null)]
    [InlineData("TXT", "016101", null)]
    [InlineData("SPF", "0161", "\\# 2 0161")]
    [InlineData("SOA", "016EC00C0168C00C0000000100000002000000030000000480000000", "n.z. h.z. 1 2 3 4 2147483648")]
    [InlineData("SOA", "016EC00C0168C00C00000001000000020000000300000004800000", null)]
    [InlineData("SOA", "016EC00C0168C00C000000010000000200000003000000048000000000", null)]
    [InlineData("DS", "EC450802ABCD", "60485 8 2 ABCD")]
    [InlineData("DS", "EC450802", null)]                                      // no digest
    [InlineData("DS", "EC4508", null)]
    [InlineData("TLSA", "030101AB", "3 1 1 AB")]
    [InlineData("TLSA", "030101", null)]                                      // no data
    [InlineData("TLSA", "0301", null)]
    [InlineData("CAA", "0005697373756563612E7A", "0 issue \"ca.z\"")]
    [InlineData("CAA", "8005697373756500FF", "128 issue \"\\000\\255\"")]
    [InlineData("CAA", "00056973737565", "0 issue \"\"")]
    [InlineData("CAA", "000669737375", null)]                                 // a tag past its RDATA
    [InlineData("CAA", "00", null)]
    [InlineData("TYPE65280", "0102", "\\# 2 0102")]
    [InlineData("TYPE65280", "", "\\# 0")]
    [InlineData("SRV", "000100020003C00C", "\\# 8 000100020003C00C")]         // nobody asks for it
    public void Data_of_each_type(string type, string hex, string? expected)
    {
        var question = MessageBuilder.Question("z", type);
        var reading = MessageReader.Read(new MessageBuilder(question).RawAnswer(question.Type, Convert.FromHexString(hex)).Build(), question);
        Assert.Equal(expected is null ? AnswerKind.Damaged : AnswerKind.Reply, reading.Kind);
        if (expected is not null) Assert.Equal(expected, RecordDataWriter.Write(Assert.Single(reading.Reply!.Answers).Data));
    }

    /// <param name="labels">Octets of each; behind them a pointer to <c>z</c>, which is three more, or the root.</param>
    [Theory]
    [InlineData(true, true, 63)]
    [InlineData(false, true, 64)]                       // 0x40 marks another kind of label
    [InlineData(true, false, 63, 63, 63, 61)]           // 255 octets in all
    [InlineData(false, false, 63, 63, 63, 62)]
    [InlineData(true, true, 63, 63, 63, 59)]
    [InlineData(false, true, 63, 63, 63, 60)]           // too long only with what its pointer adds
    public void Names_have_at_most_255_octets(bool isRead, bool endsInPointer, params int[] labels)
    {
        var question = MessageBuilder.Question("z", "NS");
        var octets = labels.SelectMany(length => Enumerable.Repeat((byte)'a', length).Prepend((byte)length)).Concat(endsInPointer ? [0xc0, 12] : new byte[1]);
        var reading = MessageReader.Read(new MessageBuilder(question).RawAnswer(DnsType.Ns, [.. octets]).Build(), question);
        Assert.Equal(isRead ? AnswerKind.Reply : AnswerKind.Damaged, reading.Kind);
    }

    [Theory]
    [InlineData(255, 255)]   // 65,280 octets
    [InlineData(65_000, 0)]
    public void TXT_records_have_as_many_strings_as_fit(int strings, int octets)
    {
        var question = MessageBuilder.Question("z", "TXT");
        var data = Enumerable.Repeat(Enumerable.Repeat((byte)'a', octets).Prepend((byte)octets), strings).SelectMany(text => text);
        var reading = MessageReader.Read(new MessageBuilder(question).RawAnswer(DnsType.Txt, [.. data]).Build(), question);
        var text = Assert.IsType<DnsRecord.Txt>(Assert.Single(reading.Reply!.Answers).Data);
        Assert.Equal(strings, text.Strings.Length);
        Assert.All(text.Strings, one => Assert.Equal(octets, one.Length));
    }
}
