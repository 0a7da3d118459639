using BenchmarkDotNet.Attributes;
using MailGuard.Dkim;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Spf;

namespace MailGuard.Benchmarks.Parsing;

/// <summary>What an audit does between two answers, on the records of an ordinary hospital.</summary>
[MemoryDiagnoser]
public class PureParts
{
    private const string Zone = """
        $TTL 3600
        @ SOA ns.example. admin.example. 1 3600 600 86400 300
        @ MX 10 mail
        @ TXT "v=spf1 mx ip4:192.0.2.0/24 include:spf.example ~all"
        mail A 192.0.2.1
        _dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@hospital.example"
        default._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        """;

    private readonly string spf = "v=spf1 mx a:relay.hospital.example ip4:192.0.2.0/24 ip6:2001:db8::/32 include:spf.example include:spf.mail.example ~all";
    private readonly string dmarc = "v=DMARC1; p=quarantine; sp=reject; pct=100; adkim=s; aspf=r; rua=mailto:dmarc@hospital.example,mailto:d@reports.example";
    private readonly string dkim = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private readonly string name = "selector1._domainkey.hospital.example";
    private readonly DomainName domain = DomainName.Parse("hospital.example");
    private readonly DomainJudge judge = new(RuleSettings.Default, new(2026, 1, 1));
    private DomainAuditor auditor = null!;
    private DomainFacts facts = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var zone = ZoneFile.Parse(Zone, "hospital.zone", domain);
        auditor = new(new ZoneResolver(zone.Zones), new());
        facts = (await auditor.AuditAsync(new(domain))).Facts;
    }

    [Benchmark]
    public SpfRecord? ReadSpf() => SpfRecordParser.Parse(spf);

    [Benchmark]
    public DmarcRecord? ReadDmarc() => DmarcRecordParser.Parse(dmarc);

    [Benchmark]
    public DkimKeyRecord? ReadDkim() => DkimKeyRecord.Parse(dkim);

    [Benchmark]
    public DomainName ReadName() => DomainName.Parse(name);

    [Benchmark]
    public object Judge() => judge.Judge(facts);

    [Benchmark]
    public Task<DomainAudit> AuditFromMemory() => auditor.AuditAsync(new(domain));
}
