using MailGuard.Bimi;

namespace MailGuard.Tests.Bimi;

public sealed class BimiRecordTests
{
    [Theory]
    [InlineData("v=BIMI1; l=https://b.example/l.svg; a=https://b.example/c.pem", "https://b.example/l.svg", "https://b.example/c.pem")]
    [InlineData("v=BIMI1; a=; l=https://b.example/l.svg", "https://b.example/l.svg", null)]
    [InlineData("v=BIMI1; l=; a=", null, null)]                              // the owner declines
    public void A_record_names_image_and_certificate(string text, string? location, string? authority) =>
        Assert.Equal(new(text, location, authority), BimiRecord.Parse(text));

    [Theory]
    [InlineData("v=bimi1; l=https://b.example/l.svg")]
    [InlineData("l=https://b.example/l.svg; v=BIMI1")]
    [InlineData("v=spf1 -all")]
    public void Other_texts_are_no_record(string text) => Assert.Null(BimiRecord.Parse(text));
}
