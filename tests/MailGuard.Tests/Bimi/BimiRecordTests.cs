using MailGuard.Bimi;

namespace MailGuard.Tests.Bimi;

public sealed class BimiRecordTests
{
    [Theory]
    [InlineData("v=BIMI1; l=https://b.example/l.svg; a=https://b.example/c.pem", "https://b.example/l.svg", "https://b.example/c.pem")]
    [InlineData("v=BIMI1; a=; l=https://b.example/l.svg", "https://b.example/l.svg", null)]
    [InlineData("v = BIMI1 ;l\t= HTTPS://b.example/l.svgz ; x=, ;", "HTTPS://b.example/l.svgz", null)]   // unknown tags; white space
    [InlineData("v=BIMI1; l=https://b.example/logo?v=1; avp=odd", "https://b.example/logo?v=1", null)]
    [InlineData("v=BIMI1;l=;a=", null, null)]
    public void A_record_names_image_and_certificate(string text, string? location, string? authority)
    {
        var record = BimiRecord.Parse(text);
        Assert.NotNull(record);
        Assert.Empty(record.Mistakes);
        Assert.Equal((location, authority, location is null), (record.Location, record.Authority, record.IsDeclined));
    }

    [Theory]
    [InlineData("v=BIMI1", "no l")]
    [InlineData("v=BIMI1; a=https://b.example/c.pem", "no l")]
    [InlineData("v=BIMI1; L=https://b.example/l.svg", "no l")]                                        // capitals are not mended
    [InlineData("v=BIMI1; l=http://b.example/l.svg", "not an https URI")]
    [InlineData("v=BIMI1; l=https://b.example/l.svg,https://b.example/m.svg", "not an https URI")]    // one URI; commas are encoded
    [InlineData("v=BIMI1; l=https://b.example/l .svg", "not an https URI")]
    [InlineData("v=BIMI1; l=https://b.example/%zz.svg", "not an https URI")]
    [InlineData("v=BIMI1; l=https://192.0.2.1/l.svg", "no full domain name")]
    [InlineData("v=BIMI1; l=https://logos/l.svg", "no full domain name")]
    [InlineData("v=BIMI1; l=https://b.example/l.PNG", "not an SVG")]
    [InlineData("v=BIMI1; l=https://b.example/l.svg; a=self", "not an https URI")]
    [InlineData("v=BIMI1; l=; l=https://b.example/l.svg", "duplicate tag")]
    [InlineData("v=BIMI1; l=https://b.example/l.svg; lps=yes", "neither true nor false")]
    [InlineData("v=BIMI1;; l=https://b.example/l.svg", "not a tag")]
    [InlineData("v=BIMI1; l=https://b.example/l.svg; note", "not a tag")]
    public void A_record_with_a_mistake_says_which(string text, string problem)
    {
        var record = BimiRecord.Parse(text);
        Assert.NotNull(record);
        Assert.Contains(problem, record.Mistakes.Select(mistake => mistake.Problem));
        Assert.False(record.IsValid || record.IsDeclined);
    }

    [Fact]
    public void Tags_of_later_drafts_are_read()
    {
        var record = BimiRecord.Parse("v=BIMI1; l=; a=; lps=true; avp=personal");
        Assert.Equal((true, "personal", true), (record!.UsesLocalPartSelectors, record.AvatarPreference, record.IsDeclined));
    }

    [Theory]
    [InlineData("v=bimi1; l=https://b.example/l.svg")]
    [InlineData("V=BIMI1; l=https://b.example/l.svg")]
    [InlineData("v=BIMI10; l=https://b.example/l.svg")]
    [InlineData("l=https://b.example/l.svg; v=BIMI1")]
    [InlineData(" v=BIMI1; l=https://b.example/l.svg")]
    [InlineData("v=spf1 -all")]
    [InlineData("")]
    public void Other_texts_are_no_record(string text) => Assert.Null(BimiRecord.Parse(text));
}
