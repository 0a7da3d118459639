using MailGuard.Transport;

namespace MailGuard.Tests.Transport;

public sealed class TransportRecordTests
{
    [Theory]
    [InlineData("v=STSv1; id=20261122T0900;", "20261122T0900")]
    [InlineData("v=STSv1;id=a", "a")]
    [InlineData("v=STSv1 ;\t id=a ; ", "a")]                                // white space around semicolons
    [InlineData("v=STSv1; x-1_a.b=y; id=1", "1")]                           // extensions
    [InlineData("v=STSv1; id=1; id=2-", "1")]                               // all but the first are ignored
    [InlineData("v=STSv1; id=12345678901234567890123456789012", "12345678901234567890123456789012")]
    public void An_MTA_STS_record_is_valid_with_an_id(string text, string id)
    {
        var record = MtaStsRecord.Parse(text);
        Assert.NotNull(record);
        Assert.Equal((id, true), (record.Id, record.IsValid));
    }

    [Theory]
    [InlineData("v=STSv1;", "no id")]
    [InlineData("v=STSv1; ID=1", "no id")]                                  // case counts
    [InlineData("v=STSv1; id=", "invalid id")]
    [InlineData("v=STSv1; id=2026-11-22", "invalid id")]                    // letters and digits only
    [InlineData("v=STSv1; id= 1", "invalid id")]
    [InlineData("v=STSv1; id=123456789012345678901234567890123", "invalid id")]    // 33
    [InlineData("v=STSv1; id =1", "not a field")]
    [InlineData("v=STSv1; id=1; note", "not a field")]
    [InlineData("v=STSv1; id=1; -x=y", "not a field")]
    [InlineData("v=STSv1; id=1; x23456789012345678901234567890123=y", "not a field")]
    [InlineData("v=STSv1;; id=1", "empty field")]
    [InlineData("v=STSv1; id=1;;", "empty field")]
    [InlineData("v=STSv1; id=1; x=", "invalid value")]
    [InlineData("v=STSv1; id=1; x=a=b", "invalid value")]
    [InlineData("v=STSv1; id=1 ", "invalid id")]
    public void An_MTA_STS_record_with_a_mistake_says_which(string text, string problem)
    {
        var record = MtaStsRecord.Parse(text);
        Assert.NotNull(record);
        Assert.False(record.IsValid);
        Assert.Contains(problem, record.Mistakes.Select(mistake => mistake.Problem));
    }

    [Theory]
    [InlineData("v=stsv1; id=1")]
    [InlineData("v = STSv1; id=1")]
    [InlineData(" v=STSv1; id=1")]
    [InlineData("v=STSv1")]                    // without its semicolon no record, and so not one of several
    [InlineData("id=1; v=STSv1")]
    [InlineData("v=STSv10; id=1")]
    [InlineData("v=STSv1, id=1")]
    [InlineData("")]
    public void Other_texts_are_no_MTA_STS_record(string text) => Assert.Null(MtaStsRecord.Parse(text));

    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example", "mailto:a@b.example", true)]
    [InlineData("v=TLSRPTv1;rua=mailto:a@b.example , https://b.example/tls;", "mailto:a@b.example https://b.example/tls", true)]
    [InlineData("v=TLSRPTv1; x=y; rua=mailto:a@b.example?subject=TLS", "mailto:a@b.example?subject=TLS", true)]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example; rua=x", "mailto:a@b.example", true)]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example,tel:123", "mailto:a@b.example", true)]          // another scheme is passed over
    [InlineData("v=TLSRPTv1; rua=a@b.example,mailto:c@b.example", "mailto:c@b.example", false)]     // no URI: the record leaves its grammar
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example!10m", "", false)]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example,", "mailto:a@b.example", false)]
    [InlineData("v=TLSRPTv1; rua =mailto:a@b.example", "", false)]
    [InlineData("v=TLSRPTv1; RUA=mailto:a@b.example", "", false)]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example; x=a b", "mailto:a@b.example", false)]
    [InlineData("v=TLSRPTv1; rua=https://b.example/a b", "", false)]
    [InlineData("v=TLSRPTv1; rua=http://b.example/", "", false)]
    [InlineData("v=TLSRPTv1; rua=https://", "", false)]
    [InlineData("v=TLSRPTv1;", "", false)]
    [InlineData("v=TLSRPTv1; rua= mailto:a@hospital.example", "", false)]           // white space stands around commas only
    [InlineData("v=TLSRPTv1; rua=mailto:a@hospital.example , https://hospital.example/r", "mailto:a@hospital.example https://hospital.example/r", true)]
    public void A_TLS_report_record_names_where_reports_go(string text, string uris, bool isValid)
    {
        var record = TlsRptRecord.Parse(text);
        Assert.NotNull(record);
        Assert.Equal((uris, isValid), (string.Join(' ', record.Rua), record.IsValid));
    }

    [Theory]
    [InlineData("v=tlsrptv1; rua=mailto:a@b.example")]
    [InlineData("v=TLSRPTv1 rua=mailto:a@b.example")]
    [InlineData("rua=mailto:a@b.example; v=TLSRPTv1")]
    public void Other_texts_are_no_TLS_report_record(string text) => Assert.Null(TlsRptRecord.Parse(text));
}
