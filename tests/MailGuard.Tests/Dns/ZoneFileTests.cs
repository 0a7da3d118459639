using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

public sealed class ZoneFileTests
{
    private static readonly DomainName Origin = DomainName.Parse("hospital.example");

    [Theory]
    [InlineData("www A 192.0.2.1", "www.hospital.example 3600 A 192.0.2.1")]                       // relative name, default TTL
    [InlineData("www.hospital.example. A 192.0.2.1", "www.hospital.example 3600 A 192.0.2.1")]     // absolute name
    [InlineData("@ AAAA 2001:db8::1", "hospital.example 3600 AAAA 2001:db8::1")]
    [InlineData("WWW a 192.0.2.1", "www.hospital.example 3600 A 192.0.2.1")]                       // case
    [InlineData("www 1h30m IN A 192.0.2.1", "www.hospital.example 5400 A 192.0.2.1")]
    [InlineData("www IN 60 A 192.0.2.1", "www.hospital.example 60 A 192.0.2.1")]                   // TTL and class in either order
    [InlineData("www 2W A 192.0.2.1", "www.hospital.example 1209600 A 192.0.2.1")]
    [InlineData("$TTL 1d\nwww A 192.0.2.1", "www.hospital.example 86400 A 192.0.2.1")]
    [InlineData("60 A 192.0.2.1", "60.hospital.example 3600 A 192.0.2.1")]                         // the first word is the owner
    [InlineData("in TXT a", "in.hospital.example 3600 TXT \"a\"")]
    [InlineData("* MX 10 mx", "*.hospital.example 3600 MX 10 mx.hospital.example.")]
    [InlineData("@ MX 0 .", "hospital.example 3600 MX 0 .")]                                       // null MX, RFC 7505
    [InlineData("@ NS ns.other.example.", "hospital.example 3600 NS ns.other.example.")]
    [InlineData("a CNAME @", "a.hospital.example 3600 CNAME hospital.example.")]
    [InlineData("1 PTR host", "1.hospital.example 3600 PTR host.hospital.example.")]
    [InlineData("a\\.b TXT x", "a\\.b.hospital.example 3600 TXT \"x\"")]                           // an escaped dot is no separator
    [InlineData("a CNAME b\\.", "a.hospital.example 3600 CNAME b\\..hospital.example.")]           // nor does it end the name
    [InlineData("\\$ORIGIN TXT x", "$origin.hospital.example 3600 TXT \"x\"")]
    [InlineData("a CAA 128 issue \"ca.example; a=b\"", "a.hospital.example 3600 CAA 128 issue \"ca.example; a=b\"")]
    [InlineData("a DS 60485 8 2 AB cd", "a.hospital.example 3600 DS 60485 8 2 ABCD")]
    [InlineData("a DS 60485 ecdsap256sha256 2 ABCD", "a.hospital.example 3600 DS 60485 13 2 ABCD")]                // a mnemonic
    [InlineData("_25._tcp TLSA 3 1 1 AB cd", "_25._tcp.hospital.example 3600 TLSA 3 1 1 ABCD")]    // blanks between digits
    [InlineData("a SPF \"ab\" c", "a.hospital.example 3600 SPF \\# 5 0261620163")]
    [InlineData("a TYPE1234 \\# 3 ab cdef", "a.hospital.example 3600 TYPE1234 \\# 3 ABCDEF")]      // RFC 3597 section 5
    [InlineData("a TYPE1234 \\# 0", "a.hospital.example 3600 TYPE1234 \\# 0")]
    [InlineData("a TYPE16 x", "a.hospital.example 3600 TXT \"x\"")]
    [InlineData("a SRV 0 0 443 b", "a.hospital.example 3600 SRV \\# 0")]                           // exists; its data is nobody's question
    [InlineData("a TXT ( \"b\" ; comment )\n  c ) ; end", "a.hospital.example 3600 TXT \"b\" \"c\"")]
    [InlineData("a TXT v=spf1 -all", "a.hospital.example 3600 TXT \"v=spf1\" \"-all\"")]           // unquoted: two strings
    [InlineData("a TXT \"b;c\"", "a.hospital.example 3600 TXT \"b;c\"")]
    [InlineData("a TXT b\\;c", "a.hospital.example 3600 TXT \"b;c\"")]
    [InlineData("a TXT \"\\\"b\\\\\"", "a.hospital.example 3600 TXT \"\\\"b\\\\\"")]
    [InlineData("a TXT \"\\000\\097\\200\"", "a.hospital.example 3600 TXT \"\\000a\\200\"")]
    [InlineData("a TXT \"\u00E3\u0081\u0082\"", "a.hospital.example 3600 TXT \"\\227\\129\\130\"")] // UTF-8 octets stay as they are
    [InlineData("a TXT \"\"", "a.hospital.example 3600 TXT \"\"")]
    [InlineData("\u00EF\u00BB\u00BFa TXT b\r\n", "a.hospital.example 3600 TXT \"b\"")]             // Windows: byte order mark, CRLF
    [InlineData("$ORIGIN mail\na TXT b", "a.mail.hospital.example 3600 TXT \"b\"")]
    [InlineData("$ORIGIN other.example.\na TXT b", "a.other.example 3600 TXT \"b\"")]
    [InlineData(
        "@ SOA ns host 1 2h 30m 1w 60",
        "hospital.example 3600 SOA ns.hospital.example. host.hospital.example. 1 7200 1800 604800 60")]
    public void Parse_reads_a_record(string text, string expected)
    {
        var record = Assert.Single(Assert.Single(Parse(text).Zones).Records);
        Assert.Equal(expected, Show(record));
    }

    [Fact]
    public void A_blank_at_the_start_stands_for_the_owner_before_even_under_another_origin()
    {
        var zone = Assert.Single(Parse("$TTL 60\na TXT b\n  TXT c\n$ORIGIN sub\n\tTXT d\n\n  ; comment\n TXT e\nf TXT g").Zones);
        Assert.Equal(
            [
                "a.hospital.example 60 TXT \"b\"",
                "a.hospital.example 60 TXT \"c\"",
                "a.hospital.example 60 TXT \"d\"",
                "a.hospital.example 60 TXT \"e\"",
                "f.sub.hospital.example 60 TXT \"g\"",
            ],
            zone.Records.Select(Show));
    }

    [Theory]
    [InlineData("a A 192.0.2", 1, "IPv4")]
    [InlineData("a A 192.0.2.01", 1, "IPv4")]                               // octal to some, decimal to others
    [InlineData("a A \"192.0.2.1\"", 1, "quoted")]
    [InlineData("a AAAA 192.0.2.1", 1, "IPv6")]
    [InlineData("a AAAA fe80::1%eth0", 1, "IPv6")]
    [InlineData("a A 192.0.2.1 extra", 1, "more than the record holds")]
    [InlineData("a MX 65536 b", 1, "no number from 0 to 65535")]
    [InlineData("a MX 10", 1, "ends too early")]
    [InlineData("a TXT", 1, "ends too early")]
    [InlineData("a TXT \"\\256\"", 1, "broken escape")]
    [InlineData("a TXT \"\u3042\"", 1, "no octet")]                         // not decoded as Latin-1
    [InlineData("a TXT \"b", 1, "does not end on its line")]
    [InlineData("a TXT b\"c\"", 1, "inside a word")]
    [InlineData("\na TXT (b\nc TXT d", 2, "never closed")]
    [InlineData("a TXT b)", 1, "never opened")]
    [InlineData("a DS 60485 RSA 2 AB", 1, "no number")]
    [InlineData("a TLSA 3 1 1 abc", 1, "hexadecimal")]
    [InlineData("a TYPE1234 \\# 3 abcd", 1, "2 octets stand where 3")]
    [InlineData("a TYPE1234 b", 1, "as octets")]
    [InlineData("a TXT \\# 2 0161", 1, "bare octets")]
    [InlineData("a CH TXT b", 1, "not class IN")]
    [InlineData("a 99999999999 TXT b", 1, "no TTL")]
    [InlineData("a TXTT b", 1, "no known type")]
    [InlineData("a", 1, "no type")]
    [InlineData("a..b TXT c", 1, "no domain name")]
    [InlineData("\u00E3\u0081\u0082 TXT c", 1, "'\\227\\129\\130' is no domain name")]
    [InlineData("a CNAME b..c", 1, "no domain name")]
    [InlineData("a DNAME b", 1, "DNAME")]
    [InlineData("  TXT b", 1, "begins with a blank")]
    [InlineData("$INCLUDE other.zone", 1, "$INCLUDE")]
    [InlineData("$GENERATE 1-3 a$ A 192.0.2.$", 1, "$GENERATE")]
    [InlineData("$FOO", 1, "no directive")]
    [InlineData("$TTL soon", 1, "$TTL")]
    [InlineData("$ORIGIN", 1, "$ORIGIN")]
    [InlineData("b TXT c\na.other.example. TXT b", 2, "outside the zone")]
    [InlineData("a CNAME b\na TXT c", 1, "beside other records")]
    [InlineData("a CNAME b\na CNAME c", 2, "beside other records")]
    public void Parse_names_the_line_it_cannot_use(string text, int line, string problem)
    {
        var error = Assert.Single(Parse(text).Errors);
        Assert.Equal(line, error.Line);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void A_string_of_any_length_that_data_can_have_is_kept_as_it_is_written()
    {
        var file = Parse($"a TXT \"{new string('x', 256)}\"\nb A 192.0.2.1");
        Assert.Empty(file.Errors);
        var txt = Assert.IsType<DnsRecord.Txt>(file.Zones.Single().Records[0].Data);
        Assert.Equal((256, true), (txt.Strings.Single().Length, txt.IsOverlong));
        Assert.Equal(2, file.Zones.Single().Records.Length);
    }

    [Theory]
    [InlineData("TXT", ushort.MaxValue)]
    [InlineData("SPF", 255)]
    public void A_string_longer_than_its_record_can_be_is_an_error(string type, int longest)
    {
        Assert.Empty(Parse($"a {type} \"{new string('x', longest)}\"").Errors);
        var error = Assert.Single(Parse($"a {type} \"{new string('x', longest + 1)}\"").Errors);
        Assert.Contains($"longer than {longest}", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_goes_on_after_an_error_and_never_lends_a_record_to_the_wrong_owner()
    {
        var file = Parse("a TXT b\nc..d TXT e\n  TXT f\ng TXT h");
        Assert.Equal([2, 3], file.Errors.Select(error => error.Line));
        Assert.Equal(["a.hospital.example", "g.hospital.example"], file.Zones[0].Records.Select(record => record.Owner.Text));
        Assert.StartsWith("hospital.zone:2: 'c..d' is no domain name.", file.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_a_file_do_not_reach_a_message() =>
        Assert.Contains(@"'\027[31m'", Assert.Single(Parse("a A \u001B[31m").Errors).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("a TXT b", "hospital.example")]                                                               // the file's own origin
    [InlineData("$ORIGIN other.example.\na TXT b", "other.example")]                                           // replaced before any record
    [InlineData("a TXT b\n$ORIGIN sub\na TXT b", "hospital.example")]                                          // below it: the same zone
    [InlineData("$ORIGIN _domainkey.other.example.\na TXT b\n$ORIGIN other.example.\na TXT b", "other.example")]
    [InlineData("$ORIGIN example.\nother SOA a b 1 2 3 4 5\nother TXT c", "other.example")] // the owner of the SOA record
    [InlineData("a TXT b\n$ORIGIN other.example.\na TXT b", "hospital.example other.example")]                 // two zones
    public void The_apex_is_the_owner_of_the_SOA_record_or_the_topmost_origin(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Parse(text).Zones.Select(zone => zone.Apex)));

    private static ZoneFile Parse(string text) => ZoneFile.Parse(text, "hospital.zone", Origin);

    private static string Show(ResourceRecord record) =>
        $"{record.Owner} {record.TimeToLive.TotalSeconds} {DnsTypeName.Of(record.Data.Type)} {RecordDataWriter.Write(record.Data)}";
}
