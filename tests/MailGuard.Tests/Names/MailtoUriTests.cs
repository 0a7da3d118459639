using MailGuard.Names;

namespace MailGuard.Tests.Names;

public sealed class MailtoUriTests
{
    [Theory]
    [InlineData("mailto:dmarc@hospital.example", "dmarc@hospital.example")]
    [InlineData("MAILTO:Dmarc@Hospital.Example", "Dmarc@hospital.example")]              // the mailbox keeps its case
    [InlineData("mailto:dmarc@hospital.example!10m", "dmarc@hospital.example")]
    [InlineData("mailto:dmarc@hospital.example?subject=x", "dmarc@hospital.example")]
    [InlineData("mailto:a%2Cb%21c@hospital.example", "a,b!c@hospital.example")]          // encoded, so one URI: split first, decode after
    [InlineData("mailto:a%21b@hospital.example", "a!b@hospital.example")]                // split first, decode after
    [InlineData("mailto:a%2Bb@hospital.example", "a+b@hospital.example")]
    [InlineData("mailto:dmarc@病院.example", "dmarc@xn--0rys90e.example")]
    [InlineData("mailto:dmarc@%E7%97%85%E9%99%A2.example", "dmarc@xn--0rys90e.example")]
    [InlineData("dmarc@hospital.example", null)]
    [InlineData("https://hospital.example/", null)]
    [InlineData("mailto:", null)]
    [InlineData("mailto:@hospital.example", null)]
    [InlineData("mailto:dmarc", null)]
    [InlineData("mailto:dmarc@localhost", null)]
    [InlineData("mailto:dmarc@hospital..example", null)]
    [InlineData("mailto:a@b@hospital.example", null)]
    [InlineData("mailto:a b@hospital.example", null)]
    [InlineData("mailto:a@hospital.example,mailto:b@hospital.example", null)]
    [InlineData("mailto:!", null)]
    public void One_address_is_read(string text, string? expected)
    {
        var isRead = MailtoUri.TryParse(text, out var mailbox, out var host);
        Assert.Equal(expected, mailbox);
        Assert.Equal(isRead, host is not null);
    }
}
