using System.Diagnostics;
using System.Text;
using MailGuard.Messages;

namespace MailGuard.Tests.Messages;

public sealed class MessageSampleReaderTests
{
    [Theory]
    [InlineData("From: info@hospital.example", "hospital.example")]
    [InlineData("From: \"Desk, <not@this.example>\" <Info@Hospital.Example>", "hospital.example")]
    [InlineData("From: =?utf-8?b?44OG44K544OI?= <info@hospital.example>", "hospital.example")]
    [InlineData("From: (comment <x@y.example>) info@hospital.example (more)", "hospital.example")]
    [InlineData("From:\r\n info@hospital.example", "hospital.example")]
    [InlineData("From: a@hospital.example, b@hospital.example", "hospital.example")]      // one domain
    [InlineData("From: Desk: a@hospital.example;", "hospital.example")]                   // a group
    [InlineData("From: a@hospital.example, b@other.example", "SeveralAuthors")]
    [InlineData("From: a@hospital.example\r\nFrom: a@hospital.example", "SeveralAuthors")]
    [InlineData("From: undisclosed:;", "WithoutAuthor")]
    [InlineData("From: root", "WithoutAuthor")]
    [InlineData("From: a@[192.0.2.1]", "WithoutAuthor")]
    [InlineData("From: a@localhost", "WithoutAuthor")]
    [InlineData("To: a@hospital.example", "WithoutAuthor")]
    [InlineData("Hello, this is a text", "NotAMessage")]
    public void The_author_domain_is_read_or_why_there_is_none(string header, string expected)
    {
        var reading = Assert.Single(Read(header + "\r\n\r\n"));
        Assert.Equal(expected, reading.Sample?.AuthorDomain.Text ?? reading.Problem.ToString());
    }

    [Theory]
    [InlineData("Return-Path: <bounce@m.provider.example>", "m.provider.example")]
    [InlineData("Return-Path: <>\r\nReceived-SPF: pass envelope-from=a@other.example", null)]      // a bounce
    [InlineData("Received-SPF: pass (mx: domain of x) client-ip=192.0.2.1; envelope-from=\"a@m.provider.example\"; helo=x.example;", "m.provider.example")]
    [InlineData("Received-SPF: none", null)]
    public void The_envelope_domain_is_read(string header, string? expected) => Assert.Equal(expected, Sample(header).EnvelopeDomain?.Text);

    [Fact]
    public void The_way_and_the_signatures_are_read()
    {
        var sample = Sample(
            "Received: from a (b [192.0.2.1])\r\n\tby MX.Other.Example with ESMTPS; Fri, 20 Nov 2026 10:00:01 +0900\r\n"
            + "Received: by localhost\r\nDKIM-Signature: d=provider.example; s=s1\r\ndkim-signature: d=hospital.example; s=mail\r\n"
            + "Date: Fri, 20 Nov 2026 10:00:00 +0900");
        Assert.Equal("mx.other.example", Assert.Single(sample.ReceivedBy).Text);
        Assert.Equal((2, true), (sample.Hops, sample.IsReceived));
        Assert.Equal(["provider.example", "hospital.example"], sample.Signatures.Select(signature => signature.Domain!.Text));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero), sample.Date);
    }

    [Fact]
    public void A_thousand_signatures_are_counted_and_ten_read()
    {
        var sample = Sample(string.Concat(Enumerable.Repeat("DKIM-Signature: d=hospital.example; s=x\r\n", 1000)).TrimEnd());
        Assert.Equal((10, 990), (sample.Signatures.Length, sample.SignaturesLeftOut));
    }

    [Fact]
    public void A_box_gives_its_messages_one_by_one_and_a_broken_one_costs_no_other()
    {
        var readings = Read(
            "From a@x Fri Nov 20\nFrom: a@one.example\n\nbody\nFrom now on this is text\n>From x\n\nFrom b@x Fri Nov 20\nbroken\n\nFrom c@x\nFrom: a@two.example\n");
        Assert.Equal(["x#1 one.example", "x#2 NotAMessage", "x#3 two.example"],
            readings.Select(reading => $"{reading.File} {reading.Sample?.AuthorDomain.Text ?? reading.Problem.ToString()}"));
    }

    /// <summary>Address parsers have been slow on such fields; none here is longer than a field may be.</summary>
    [Theory]
    [InlineData("(", 250_000)]
    [InlineData("<", 250_000)]
    [InlineData("\"", 250_000)]
    [InlineData("a:", 125_000)]
    [InlineData("a@b.example,", 20_000)]
    [InlineData("=?utf-8?b?", 25_000)]
    [InlineData("\r\n ", 80_000)]
    [InlineData("a@b.example,\r\n ", 16_000)]
    [InlineData("@a,", 80_000)]
    public void A_hostile_From_field_ends_soon(string part, int times)
    {
        var watch = Stopwatch.StartNew();
        Assert.Single(Read("From: " + string.Concat(Enumerable.Repeat(part, times)) + "\r\n\r\n"));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static MessageSample Sample(string header)
    {
        var sample = Assert.Single(Read($"{header}\r\nFrom: info@hospital.example\r\n\r\n")).Sample;
        Assert.NotNull(sample);
        return sample;
    }

    private static List<SampleReading> Read(string text) => [.. MessageSampleReader.Read(new MemoryStream(Encoding.Latin1.GetBytes(text)), "x")];
}
