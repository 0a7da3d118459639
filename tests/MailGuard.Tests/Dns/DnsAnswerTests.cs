using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

public sealed class DnsAnswerTests
{
    /// <summary>Servers rotate records, and some send one twice.</summary>
    [Theory]
    [InlineData("TXT", "b|a|c", "\"a\" | \"b\" | \"c\"")]
    [InlineData("TXT", "b|a|b|a", "\"a\" | \"b\"")]
    [InlineData("TXT", "a", "\"a\"")]
    [InlineData("MX", "20 a.|10 b.|10 a.|20 a.", "10 a. | 10 b. | 20 a.")]
    [InlineData("SOA", "ns. a. 1 2 3 4 5|ns. b. 1 2 3 4 5|ns. a. 1 2 3 4 5", "ns. a. 1 2 3 4 5 | ns. b. 1 2 3 4 5")]   // ordered by the server only
    public void Records_stand_in_one_order_and_once(string type, string records, string expected)
    {
        var read = records.Split('|').Select(data => Assert.Single(Assert.Single(Zones.Parse("z", $"@ 60 {type} {data}").Zones).Records).Data);
        var answer = DnsAnswer.Found(DomainName.Parse("z"), Zones.Type(type), read);
        Assert.Equal(expected, string.Join(" | ", answer.Records.Select(RecordDataWriter.Write)));
    }
}
