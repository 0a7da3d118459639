using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Results;
using MailGuard.Tests.Dkim;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests;

/// <summary>What was not answered is neither absent nor wrong: from the question that fails to the finished document.</summary>
public sealed class UndeterminedAuditTests
{
    /// <summary>A domain that publishes all it should, so that each failure hides something that is there.</summary>
    private static readonly string Whole = $"""
        @ MX 10 mx
        mx A 192.0.2.1
        mx TXT "v=spf1 a -all"
        @ CAA 0 issue "ca.test"
        @ NS ns1
        @ NS ns2
        ns1 A 192.0.2.8
        ns2 A 192.0.2.9
        @ DS 60485 8 2 ABCD
        _25._tcp.mx TLSA 3 1 1 AB
        1.2.0.192.in-addr.arpa. PTR mx
        @ TXT "v=spf1 include:_spf.provider.test mx ~all"
        _spf.provider.test. TXT "v=spf1 ip4:192.0.2.7 -all"
        _dmarc TXT "v=DMARC1; p=reject; np=reject; rua=mailto:a@hospital.example"
        mail._domainkey TXT "k=ed25519; p={DkimKeys.Ed25519}"
        _mta-sts TXT "v=STSv1; id=1"
        _smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@hospital.example"
        """;

    [Fact]
    public async Task Nothing_is_open_when_everything_is_answered()
    {
        var document = await DescribeAsync(new(Whole));
        Assert.Empty(document.Undetermined);
        Assert.Equal(("reject", "no"), (document.Stage, document.Spoofable));
    }

    [Theory]
    [InlineData("hospital.example", DnsType.Txt, "spf providers spoofable", "spf.missing", "reject", null)]
    [InlineData("_dmarc.hospital.example", DnsType.Txt, "dmarc stage spoofable", "dmarc.missing dmarc.nonexistent-names-open", null, null)]
    [InlineData("_dmarc.example", DnsType.Txt, "dmarc stage spoofable", "dmarc.policy-inherited dmarc.generations-disagree", null, null)]
    [InlineData("hospital.example", DnsType.Mx, "mx providers dane spoofable", "mx.implicit mx.target-registrable mta-sts.missing dmarc.report-mailbox-unreachable", "reject", null)]
    [InlineData("_domainkey.hospital.example", DnsType.Txt, "dkim providers", "dkim.missing dkim.selectors-unknown dkim.testing-flag dmarc.reject-without-dkim", "reject", "no")]
    [InlineData("_spf.provider.test", DnsType.Txt, "spoofable", "spf.too-many-lookups spf.include-without-record", "reject", null)]
    [InlineData("_mta-sts.hospital.example", DnsType.Txt, "mtaSts", "mta-sts.missing tls-rpt.missing", "reject", "no")]
    [InlineData("_smtp._tls.hospital.example", DnsType.Txt, "tlsRpt", "tls-rpt.missing tls-rpt.record-invalid", "reject", "no")]
    [InlineData("_25._tcp.mx.hospital.example", DnsType.Tlsa, "dane", "tls-rpt.missing", "reject", "no")]
    [InlineData("mx.hospital.example", DnsType.A, "", "mx.target-unresolvable mx.target-registrable mx.reverse-dns-mismatch", "reject", "no")]
    [InlineData("1.2.0.192.in-addr.arpa", DnsType.Ptr, "", "mx.reverse-dns-mismatch", "reject", "no")]
    [InlineData("em.hospital.example", DnsType.Ns, "", "dmarc.relaxed-alignment-exposed", "reject", "no")]
    [InlineData("default._bimi.hospital.example", DnsType.Txt, "bimi", "", "reject", "no")]
    [InlineData("hospital.example", DnsType.Caa, "caa", "caa.missing", "reject", "no")]
    [InlineData("hospital.example", DnsType.Ns, "", "dnssec.unsigned delegation.single-server delegation.servers-dead dane.unsigned", "reject", "no")]
    [InlineData("hospital.example", DnsType.Ds, "", "dnssec.unsigned dane.unsigned", "reject", "no")]
    [InlineData("ns1.hospital.example", DnsType.A, "", "delegation.servers-dead", "reject", "no")]
    [InlineData("mx.hospital.example", DnsType.Txt, "", "spf.mail-host-without-record", "reject", "no")]
    [InlineData("autodiscover.hospital.example", DnsType.A, "", "delegation.cname-dangling", "reject", "no")]
    public async Task A_question_that_fails_leaves_open_what_depends_on_it(string name, DnsType type, string members, string rules, string? stage, string? spoofable)
    {
        var document = await DescribeAsync(new WrittenDns(Whole).Failing(name, type));
        Assert.Equal(Words(members), document.Undetermined.Where(open => !open.Contains('.')));
        Assert.Subset(document.Undetermined.ToHashSet(), Words(rules).ToHashSet());
        Assert.Equal((stage, spoofable), (document.Stage, document.Spoofable));
        Assert.All(Words(members), member => Assert.Null(Member(document, member)));
        Assert.Equal("run.dns-undetermined", Assert.Single(document.Findings, finding => finding.Severity != "info" || finding.Rule.StartsWith("run.", StringComparison.Ordinal)).Rule);
        Assert.DoesNotContain(document.Findings, finding => finding.Rule.EndsWith(".missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_depends_on_a_type_that_no_receiver_asks() =>
        Assert.Empty((await DescribeAsync(new WrittenDns(Whole).Failing("hospital.example", DnsType.Spf))).Undetermined);

    [Fact]
    public async Task A_rule_that_fired_is_not_open_besides()
    {
        var hosts = string.Join(' ', Enumerable.Range(1, 12).Select(at => $"a:h{at}.test"));
        var dns = new WrittenDns($"@ TXT \"v=spf1 include:_spf.provider.test {hosts} -all\"").Failing("_spf.provider.test", DnsType.Txt);
        var document = await DescribeAsync(dns);
        Assert.Contains(document.Findings, finding => finding.Rule == "spf.too-many-lookups");
        Assert.DoesNotContain("spf.too-many-lookups", document.Undetermined);
        Assert.Contains("spf.loop", document.Undetermined);
    }

    [Theory]
    [InlineData(DnsFailure.Timeout, "timeout")]
    [InlineData(DnsFailure.ServerFailure, "SERVFAIL")]
    [InlineData(DnsFailure.Refused, "REFUSED")]
    public async Task The_run_names_the_question_and_why_it_is_open(DnsFailure failure, string word)
    {
        var document = await DescribeAsync(new WrittenDns(Whole).Failing("_dmarc.hospital.example", DnsType.Txt, failure));
        var finding = Assert.Single(document.Findings, finding => finding.Rule == "run.dns-undetermined");
        Assert.Contains($"_dmarc.hospital.example TXT ({word})", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("dmarc.missing", finding.Remedy, StringComparison.Ordinal);
        Assert.Equal("undetermined", finding.Confidence);
    }

    [Theory]
    [InlineData("@ TXT \"v=spf1 -all\"\n@ MX 0 .", "hospital.example", DnsType.Txt)]
    [InlineData("@ TXT \"v=spf1 -all\"\n@ MX 0 .", "hospital.example", DnsType.Mx)]
    public async Task Reject_is_not_told_from_parked_on_half_the_answers(string records, string name, DnsType type)
    {
        var dns = new WrittenDns(records + "\n_dmarc TXT \"v=DMARC1; p=reject\"");
        Assert.Equal("parked", (await DescribeAsync(dns)).Stage);
        var document = await DescribeAsync(dns.Failing(name, type));
        Assert.Null(document.Stage);
        Assert.Contains("stage", document.Undetermined);
        Assert.Equal("unknown", document.Role);
    }

    [Fact]
    public async Task What_a_limit_kept_from_being_asked_is_named_apart()
    {
        var audit = await new WrittenDns(Whole).AuditAsync(options: new() { MaxQuestionsPerDomain = 48 });
        Assert.Contains(audit.Findings, finding => finding.Rule.Id == "run.limit-reached");
        Assert.DoesNotContain(audit.Findings, finding => finding.Rule.Id == "run.dns-undetermined");
        Assert.DoesNotContain(audit.Findings, finding => finding.Rule.Id.EndsWith(".missing", StringComparison.Ordinal));
    }

    private static async Task<AuditDocument> DescribeAsync(WrittenDns dns) =>
        new AuditRow(2, WrittenDns.Hospital).Describe(await dns.AuditAsync(), Language.English, DateTimeOffset.UnixEpoch);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static object? Member(AuditDocument document, string name) => name switch
    {
        "spf" => document.Spf,
        "dmarc" => document.Dmarc,
        "dkim" => document.Dkim,
        "mx" => document.Mx,
        "mtaSts" => document.MtaSts,
        "tlsRpt" => document.TlsRpt,
        "dane" => document.Dane,
        "bimi" => document.Bimi,
        "caa" => document.Caa,
        "providers" => document.Providers,
        "stage" => document.Stage,
        _ => document.Spoofable,
    };
}
