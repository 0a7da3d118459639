using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Results;

namespace MailGuard.Tests.Rendering;

public sealed class CsvAuditWriterTests
{
    private const string Header =
        "row,domain,name,prefecture,list_mx,input,notes,base_domain,role,target,stage,spoofable,undetermined,mx,mx_null,"
        + "spf_record,spf_valid,spf_result,spf_lookups,spf_void_lookups,spf_all,"
        + "dmarc_record,dmarc_location,dmarc_policy,"
        + "dmarc_effective_policy,dmarc_effective_subdomain_policy,dmarc_effective_nonexistent_policy,"
        + "dmarc_rfc7489_effective_policy,dmarc_rfc7489_effective_subdomain_policy,dmarc_rua,"
        + "dkim_selectors,mta_sts_record,tls_rpt_record,dane_hosts,bimi_record,caa_records,"
        + "critical,high,medium,low,info,worst_severity,worst_rule,first_rule,first_urgency,first_remedy,rules,as_of,schema_version";

    [Fact]
    public void Columns_are_a_promise() => Assert.Equal(Header, Rows(Samples.Hilltop(Language.English))[0]);

    [Fact]
    public void A_member_is_a_row() => Assert.Equal(
        "2,hilltop.example,丘の上病院,東京都,,Hilltop.example,,hilltop.example,sending,reject,monitoring,yes,mtaSts,"
        + "10 mx1.hilltop.example; 20 mx2.hilltop.example,false,"
        + "v=spf1 mx include:_spf.provider.example include:gone.example ~all,false,permerror,12,1,softfail,"
        + "v=DMARC1; p=none; rua=mailto:dmarc@hilltop.example,hilltop.example,none,none,none,none,none,none,mailto:dmarc@hilltop.example,"
        + "s1 old,undetermined,,,,,1,0,1,0,0,critical,spf.too-many-lookups,spf.too-many-lookups,now,使わなくなったincludeを削除してください。,"
        + "spf.too-many-lookups dmarc.policy-none,2026-11-22T00:00:00Z,mailguard/audit-csv/1",
        Rows(Samples.Hilltop(Language.Japanese))[1].Replace("\"", "", StringComparison.Ordinal));

    [Fact]
    public void How_a_row_was_read_has_a_cell()
    {
        var audit = Samples.Hilltop(Language.English) with { Notes = ["Read as hilltop.example.", "role: 'x' was left out."] };
        Assert.Contains(",Read as hilltop.example. role: 'x' was left out.,", Rows(audit)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_begins_with_a_byte_order_mark_and_every_row_ends_with_CRLF()
    {
        var csv = Draw(Samples.Hilltop(Language.English), Samples.Unreadable(Language.English));
        Assert.Equal('\ufeff', csv[0]);
        Assert.Equal(3, csv.Split("\r\n").Length - 1);
        Assert.Equal(3, csv.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("stage")]
    [InlineData("spoofable")]
    [InlineData("mx")]
    [InlineData("spf_record")]
    [InlineData("spf_lookups")]
    [InlineData("dmarc_policy")]
    [InlineData("dkim_selectors")]
    [InlineData("caa_records")]
    public void What_could_not_be_checked_is_never_an_empty_cell(string column)
    {
        var cells = Rows(Samples.Silent(Language.English))[1].Split(',');
        Assert.Equal("undetermined", cells[Array.IndexOf(Header.Split(','), column)]);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+81", "'+81")]
    [InlineData("-all", "'-all")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", @"\x09=1")]
    [InlineData("\r=1", @"\x0d=1")]
    [InlineData("＝1", "'＝1")]                                 // Japanese Excel takes the full-width sign
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", @"a\x0ab")]
    [InlineData("\u001b[31m", @"\x1b[31m")]
    [InlineData("", "")]
    public void A_cell_is_shown_and_never_calculated(string text, string cell) => Assert.Equal(cell, CsvCell.Of(text));

    [Fact]
    public void A_cell_fits_a_spreadsheet() => Assert.Equal(32_767, CsvCell.Of(new string('a', 70_000)).Length);

    private static string Draw(params AuditDocument[] audits) =>
        Samples.Draw(output => new CsvAuditWriter(output, ["prefecture", "mx"]), audits);

    private static string[] Rows(params AuditDocument[] audits) => Draw(audits).TrimStart('\ufeff').Split("\r\n");
}
