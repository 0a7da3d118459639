using MailGuard.Transport;

namespace MailGuard.Tests.Transport;

public sealed class TransportRecordTests
{
    [Theory]
    [InlineData("v=STSv1; id=20261122T0900;", "20261122T0900")]
    [InlineData("v=STSv1;id=a", "a")]
    [InlineData("v=STSv1; x=y; id=1", "1")]                                 // extensions
    [InlineData("v=STSv1", null)]
    [InlineData("v=STSv1; id=", null)]
    [InlineData("v=STSv1; id=2026-11-22", null)]                            // letters and digits only
    [InlineData("v=STSv1; id=123456789012345678901234567890123", null)]     // 33
    public void An_MTA_STS_record_is_valid_with_an_id(string text, string? id)
    {
        var record = MtaStsRecord.Parse(text);
        Assert.NotNull(record);
        Assert.Equal((id, id is not null), (record.Id, record.IsValid));
    }

    [Theory]
    [InlineData("v=stsv1; id=1")]
    [InlineData("id=1; v=STSv1")]
    [InlineData("v=STSv10; id=1")]
    [InlineData("")]
    public void Other_texts_are_no_MTA_STS_record(string text) => Assert.Null(MtaStsRecord.Parse(text));

    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example", "mailto:a@b.example")]
    [InlineData("v=TLSRPTv1;rua=mailto:a@b.example,https://b.example/tls", "mailto:a@b.example https://b.example/tls")]
    [InlineData("v=TLSRPTv1; rua=a@b.example,mailto:c@b.example", "mailto:c@b.example")]
    [InlineData("v=TLSRPTv1; rua=http://b.example/", "")]
    [InlineData("v=TLSRPTv1; rua=https://", "")]
    [InlineData("v=TLSRPTv1", "")]
    public void A_TLS_report_record_names_where_reports_go(string text, string uris)
    {
        var record = TlsRptRecord.Parse(text);
        Assert.NotNull(record);
        Assert.Equal((uris, uris.Length > 0), (string.Join(' ', record.Rua), record.IsValid));
    }

    [Theory]
    [InlineData("v=tlsrptv1; rua=mailto:a@b.example")]
    [InlineData("rua=mailto:a@b.example; v=TLSRPTv1")]
    public void Other_texts_are_no_TLS_report_record(string text) => Assert.Null(TlsRptRecord.Parse(text));
}
