using MailGuard.Parsing;

namespace MailGuard.Tests.Parsing;

public sealed class TagListReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("v=DMARC1", "v=DMARC1@0")]
    [InlineData("v=DMARC1;", "v=DMARC1@0")]                                    // the last semicolon may stand
    [InlineData("v=DMARC1;  ", "v=DMARC1@0")]
    [InlineData(" v = DMARC1 ;\tp =\r\n none ", "v=DMARC1@1|p=none@14")]       // white space around names and values
    [InlineData("p=a b", "p=a b@0")]                                           // inside a value it stays
    [InlineData("p=AbC=d;P=", "p=AbC=d@0|P=@8")]                               // the first equals sign parts; case stays
    [InlineData("v=1;;p=2", "v=1@0|=@4|p=2@5")]                                // an empty item in between is one
    [InlineData(";", "=@0")]
    [InlineData("v=1; oops; p=2", "v=1@0|=oops@5|p=2@11")]
    [InlineData("=x", "=x@0")]
    public void Tags_are_read_with_their_places(string text, string expected)
    {
        var tags = new List<string>();
        var reader = new TagListReader(text);
        while (reader.TryRead(out var tag)) tags.Add($"{tag.Name}={tag.Value}@{tag.Offset}");
        Assert.Equal(expected, string.Join('|', tags));
    }

    [Theory]
    [InlineData("P", true)]
    [InlineData("p", true)]
    [InlineData("sp", false)]
    public void Names_ignore_case(string name, bool expected) => Assert.Equal(expected, new Tag("p", "none", 0).Is(name));
}
