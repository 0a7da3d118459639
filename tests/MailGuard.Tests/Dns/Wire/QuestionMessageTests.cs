using MailGuard.Dns.Wire;

namespace MailGuard.Tests.Dns.Wire;

public sealed class QuestionMessageTests
{
    private const string OptHex = "00" + "0029" + "04D0" + "00000000" + "0000";   // root, OPT, 1232 octets, no flags, no options

    [Theory]
    [InlineData("a.example", "TXT", false, false, "4D47 0100 0001 0000 0000 0000 01 61 07 6578616D706C65 00 0010 0001")]
    [InlineData("a.example", "TXT", true, false, "4D47 0110 0001 0000 0000 0000 01 61 07 6578616D706C65 00 0010 0001")]   // CD
    [InlineData("a.example", "CAA", false, true, "4D47 0100 0001 0000 0000 0001 01 61 07 6578616D706C65 00 0101 0001" + OptHex)]
    [InlineData(".", "NS", false, false, "4D47 0100 0001 0000 0000 0000 00 0002 0001")]
    [InlineData(@"A\.b\000\\c", "A", false, false, "4D47 0100 0001 0000 0000 0000 06 612E62005C63 00 0001 0001")]   // any octet, lower case
    public void A_question_is_written_as_the_RFC_draws_it(string name, string type, bool checkingDisabled, bool withEdns, string expected)
    {
        var question = new QuestionMessage(MessageBuilder.Name(name), Zones.Type(type), checkingDisabled);
        var octets = new byte[QuestionMessage.MaxOctets];
        Array.Fill(octets, (byte)0xff);   // a buffer that was used before
        var length = question.Write(octets, 0x4d47, withEdns);
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(octets, 0, length));
    }

    [Fact]
    public void The_longest_name_fits()
    {
        var label = new string('a', 63);
        var question = MessageBuilder.Question($"{label}.{label}.{label}.{label[..61]}", "TXT");
        Assert.Equal(QuestionMessage.MaxOctets, question.Write(new byte[QuestionMessage.MaxOctets], 1, withEdns: true));
    }
}
