using System.Text.Json;
using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Results;

namespace MailGuard.Tests.Rendering;

public sealed class JsonAuditWriterTests
{
    [Fact]
    public void A_single_domain_is_one_object()
    {
        var json = Samples.Draw(output => new JsonAuditWriter(output, single: true), Samples.Hilltop(Language.English));
        Assert.Equal(AuditJson.Write(Samples.Hilltop(Language.English)) + "\n", json);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_list_is_an_array_of_any_length(int length)
    {
        var json = Samples.Draw(output => new JsonAuditWriter(output, single: false), Samples.List(Language.Japanese).Take(length));
        using var array = JsonDocument.Parse(json);
        Assert.Equal(
            Samples.List(Language.Japanese).Take(length).Select(AuditJson.WriteLine),
            array.RootElement.EnumerateArray().Select(element => AuditJson.WriteLine(AuditJson.Read(element.GetRawText()))));
    }

    [Fact]
    public void Json_lines_has_one_object_a_line()
    {
        var lines = Samples.Draw(output => new JsonLinesAuditWriter(output), Samples.List(Language.Japanese)).Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Equal("", lines[^1]);
        var domains = lines[..^1].Select(line => AuditJson.Read(line).Domain);
        Assert.Equal(["hilltop.example", "harbour.example", "silent.example", null], domains);
    }

    [Fact]
    public void Invisible_characters_are_escaped_and_read_back()
    {
        const string Hostile = "a\u001b[31m\u202e\u2028\u009b\U000e0041";
        var json = Samples.Draw(output => new JsonLinesAuditWriter(output), Samples.Hostile(Hostile));
        Assert.DoesNotContain(json.TrimEnd('\n'), letter => letter is < ' ' or > '~');
        Assert.Equal(Hostile, AuditJson.Read(json).Name);
    }
}
