using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MailGuard.Messages;

namespace MailGuard.Tests.Messages;

public sealed class HeaderSectionTests
{
    private static readonly MessageLimits Small = new() { MaxOctets = 200, MaxFields = 4, MaxFieldOctets = 40 };

    [Theory]
    [InlineData("From: a\r\nTo: b\r\n\r\nbody: no\r\n", "From= a|To= b")]
    [InlineData("From: a\nTo: b\n\nbody", "From= a|To= b")]                          // files saved on Unix
    [InlineData("From: a\r\n b\r\n\tc\r\nTo:d", "From= a\r\n b\r\n\tc|To=d")]        // folding stays, octet for octet
    [InlineData("From : a\r\n\r\n", "From= a")]                                      // obsolete white space
    [InlineData("From: a\rb\r\n\r\n", "From= a\rb")]                                 // a lone CR ends no line
    [InlineData("From: a\r\nno field\r\nTo: b\r\n", "From= a|=no field|To= b")]
    [InlineData("From: a\r\n \r\nTo: b\r\n\r\n", "From= a\r\n |To= b")]              // white space alone is folding, not the end
    [InlineData("\u00ef\u00bb\u00bfFrom: a\r\n", "From= a")]                         // an editor's byte order mark
    public void Fields_are_exact_to_the_octet(string text, string expected)
    {
        var header = Read(text, new());
        Assert.Equal(HeaderEnd.Whole, header.End);
        Assert.Equal(expected, string.Join('|', header.Fields.Select(field => $"{field.Name}={field.Value}")));
    }

    [Theory]
    [InlineData("", HeaderEnd.NotAMessage)]
    [InlineData("\r\nFrom: a\r\n", HeaderEnd.NotAMessage)]
    [InlineData("<html>\r\nFrom: a\r\n", HeaderEnd.NotAMessage)]
    [InlineData("PK\u0003\u0004: x\r\n", HeaderEnd.NotAMessage)]
    [InlineData(" From: a\r\n", HeaderEnd.NotAMessage)]
    [InlineData("A:1\nB:2\nC:3\nD:4\n\n", HeaderEnd.Whole)]
    [InlineData("A:1\nB:2\nC:3\nD:4\nE:5\n", HeaderEnd.TooManyFields)]
    [InlineData("A:34567890123456789012345678901234567890\n", HeaderEnd.FieldTooLong)]
    [InlineData("A:345678901234567890\n 234567890123456789012\n", HeaderEnd.FieldTooLong)]   // folded
    [InlineData("A:3456789012345678901234567890123456789\n", HeaderEnd.Whole)]
    public void What_is_no_header_or_too_large_is_said(string text, HeaderEnd end) => Assert.Equal(end, Read(text, Small).End);

    [Fact]
    public void A_header_of_many_long_fields_ends_at_the_size_of_a_message() =>
        Assert.Equal(HeaderEnd.TooLong, Read(string.Concat(Enumerable.Repeat("A:3456789012345678901234567890\n", 8)), Small with { MaxFields = 100 }).End);

    [Fact]
    public void A_line_without_end_is_not_held()
    {
        var lines = new LineReader(new MemoryStream(new byte[10_000_000]), 100);
        Assert.True(lines.TryRead(out var line));
        Assert.Equal((100, true, 10_000_000), (line.Length, lines.IsCut, (int)lines.Position));
        Assert.False(lines.TryRead(out _));
    }

    [Fact]
    public void No_octets_make_the_reader_fail_and_all_limits_hold()
    {
        var likely = Gen.Elements("From: a@b.example\r\n", "From ", "A:", "\r\n", "\n", "\r", " ", "\t", ":", "\0", "\u00ff", "A: 34567890123456789012345678901234567890\n", "\n\nFrom x\n");
        var octets = Gen.Choose(0, 255).Select(octet => ((char)octet).ToString());
        Prop.ForAll(Gen.OneOf(likely, octets).ListOf().Select(words => string.Concat(words)).ToArbitrary(), text =>
        {
            var header = Read(text, Small);
            return header.Fields.Length <= Small.MaxFields && header.Fields.All(field => field.Octets.Length <= Small.MaxFieldOctets)
                && Concat(header).Length <= text.Length && text.Contains(Concat(header), StringComparison.Ordinal)
                && MessageSampleReader.Read(Stream(text), "x", Small).Count() <= text.Length + 1;
        }).QuickCheckThrowOnFailure();
    }

    private static string Concat(HeaderSection header) => string.Concat(header.Fields.Select(field => Encoding.Latin1.GetString(field.Octets.Span)));

    private static HeaderSection Read(string text, MessageLimits limits) => HeaderSection.Read(new(Stream(text), limits.MaxFieldOctets + 1), limits);

    private static MemoryStream Stream(string text) => new(Encoding.Latin1.GetBytes(text));
}
