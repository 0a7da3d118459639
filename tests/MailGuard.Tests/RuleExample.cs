using MailGuard.Tests.Dkim;
using MailGuard.Tests.Dmarc;

namespace MailGuard.Tests;

/// <summary>For each rule beside SPF: records that show it, and the nearest ones that must not.</summary>
/// <param name="Fires">Master file lines around <c>hospital.example</c>.</param>
internal sealed record RuleExample(string Rule, string Fires, string DoesNot)
{
    private const string Sends = "@ MX 10 mx\nmx A 192.0.2.1\n@ TXT \"v=spf1 mx ~all\"\n";
    private const string ReportsAtHome = "@ MX 10 mx\nmx A 192.0.2.1\n";

    /// <summary>Nine labels: receivers do not look at the ancestor of eight.</summary>
    private const string Deep = "a.b.c.d.e.f.g.hospital.example";

    private static readonly string LongHost = string.Join('.', Enumerable.Repeat(new string('a', 56), 4)) + ".test";

    private const string Announced = "@ MX 10 mx\nmx A 192.0.2.1\n_mta-sts TXT \"v=STSv1; id=1\"\n";
    private const string Enforce = "version: STSv1|mode: enforce|max_age: 86400";
    private const string Testing = "version: STSv1|mode: testing|max_age: 86400";
    private const string Logo = "v=BIMI1; l=https://hospital.example/logo.svg";

    private static readonly string Signs = Key("k=ed25519; p=" + DkimKeys.Ed25519);

    private const string Alias = "em CNAME u1.agency.test.\nu1.agency.test. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
    private const string Zone = "news NS ns1.agency.test.\nagency.test. NS ns1.agency.test.\n";

    /// <summary>The domain audited.</summary>
    public string Audited { get; init; } = WrittenDns.Hospital;

    public static readonly RuleExample[] Dmarc =
    [
        new("dmarc.missing", "@ MX 10 mx", Record("v=DMARC1; p=none")),
        new("dmarc.policy-inherited", "_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"", "_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"\n" + Record("v=DMARC1; p=reject")),
        new("dmarc.multiple-records", Record("v=DMARC1; p=none") + Record("v=DMARC1; p=reject"), Record("v=DMARC1; p=none") + Record("v=dmarc1; p=reject")),
        new("dmarc.version-invalid", Record("v=dmarc1; p=none"), Record("V = DMARC1 ; p=none")),
        new("dmarc.version-invalid", Record("p=none; v=DMARC1"), Record("v=DMARC1; p=none") + Record("keybase-site-verification=x")),
        new("dmarc.policy-missing", Record("v=DMARC1; rua=mailto:a@hospital.example"), Record("v=DMARC1; rua=mailto:a@hospital.example; p=none")),
        new("dmarc.policy-invalid", Record("v=DMARC1; p=monitor"), Record("v=DMARC1; p=NONE")),
        new("dmarc.policy-invalid", Record("v=DMARC1; p=reject; np="), Record("v=DMARC1; p=reject; np=reject")),
        new("dmarc.wrong-name", "@ TXT \"v=DMARC1; p=none\"", "@ TXT \"v=DMARC1; p=none\"\n" + Record("v=DMARC1; p=none")),
        new("dmarc.wrong-name", "_dmarc.www TXT \"v=DMARC1; p=none\"", "_dmarc.mail TXT \"v=DMARC1; p=none\""),
        new("dmarc.wrong-name", Record("v=spf1 -all"), Record("dmarc v=spf1 -all")),
        new("dmarc.separator-damaged", Record("v=DMARC1, p=none"), Record("v=DMARC1 ; p=none ;")),
        new("dmarc.separator-damaged", Record("v=DMARC1; p=none rua=mailto:a@hospital.example"), Record("v=DMARC1; p=none; rua=mailto:a@hospital.example?subject=x")),
        new("dmarc.separator-damaged", Record("v=DMARC1; p=none; by the vendor"), Record("v=DMARC1;; p=none")),
        new("dmarc.duplicate-tag", Record("v=DMARC1; p=none; P=reject"), Record("v=DMARC1; p=none; sp=none")),
        new("dmarc.unknown-tag", Record("v=DMARC1; p=none; ruaa=x"), Record("v=DMARC1; p=none; ri=3600")),
        new("dmarc.removed-tag", Record("v=DMARC1; p=reject; pct=100"), Record("v=DMARC1; p=reject; pct=50")),
        new("dmarc.pct-below-100", Record("v=DMARC1; p=reject; pct=0"), Record("v=DMARC1; p=reject; pct=0; t=y")),
        new("dmarc.policy-none", Record("v=DMARC1; p=none"), Record("v=DMARC1; p=quarantine")),
        new("dmarc.policy-none", Record("v=DMARC1; p=reject; sp=odd; rua=mailto:a@hospital.example"), Record("v=DMARC1; p=quarantine; t=y")),
        new("dmarc.monitoring-without-reports", Record("v=DMARC1; p=none; ruf=mailto:a@hospital.example"), Record("v=DMARC1; p=none; rua=mailto:a@hospital.example")),
        new("dmarc.enforcing-without-reports", Record("v=DMARC1; p=reject"), Record("v=DMARC1; p=reject; rua=mailto:a@hospital.example")),
        new("dmarc.subdomain-policy-weaker", Record("v=DMARC1; p=reject; sp=none"), Record("v=DMARC1; p=quarantine; sp=reject")),
        new("dmarc.subdomain-policy-weaker", Record("v=DMARC1; p=reject; np=quarantine"), Record("v=DMARC1; p=none; sp=none")),
        new("dmarc.subdomain-tag-ignored", "_dmarc.example. TXT \"v=DMARC1; p=none\"\n" + Record("v=DMARC1; p=none; sp=reject"), Record("v=DMARC1; p=none; sp=reject")),
        new("dmarc.testing-mode", Record("v=DMARC1; p=reject; t=y"), Record("v=DMARC1; p=reject; t=n")),
        new("dmarc.report-uri-invalid", Record("v=DMARC1; p=none; rua=a@hospital.example"), Record("v=DMARC1; p=none; rua=mailto:a%2Cb%21@hospital.example!10m")),
        new("dmarc.report-uri-invalid", Record("v=DMARC1; p=none; rua=mailto:a!b@hospital.example"), Record("v=DMARC1; p=none; rua=MAILTO:a@hospital.example")),
        new("dmarc.report-mailbox-unreachable", Record("v=DMARC1; p=none; rua=mailto:a@hospital.example") + "@ MX 0 .", Record("v=DMARC1; p=none; rua=mailto:a@hospital.example") + "@ AAAA 2001:db8::1"),
        new("dmarc.report-destination-unauthorized",
            Record("v=DMARC1; p=none; rua=mailto:a@box.test"),
            Record("v=DMARC1; p=none; rua=mailto:a@box.test") + "*._report._dmarc.box.test. TXT \"v=DMARC1\""),
        new("dmarc.generations-disagree", "_dmarc.example. TXT \"v=DMARC1; p=reject\"", "_dmarc.example. TXT \"v=DMARC1; p=reject; psd=y\"\n" + Record("v=DMARC1; p=none")),
        new("dmarc.generations-disagree", "_dmarc.example. TXT \"v=DMARC1; p=none\"\n" + Record("v=DMARC1; p=none"), Record("v=DMARC1; p=none; psd=n")),
        new("dmarc.psd-misused", Record("v=DMARC1; p=none; psd=y"), Record("v=DMARC1; p=none; psd=u")),
        new("dmarc.policy-outsourced", "_dmarc CNAME h.keeper.test.\nh.keeper.test. TXT \"v=DMARC1; p=none\"", "_dmarc CNAME d\nd TXT \"v=DMARC1; p=none\""),
        new("dmarc.policy-cname-dead", "_dmarc CNAME h.keeper.test.\nkeeper.test. NS ns", "_dmarc CNAME h.keeper.test.\nh.keeper.test. TXT \"v=DMARC1; p=none\""),
        new("dmarc.policy-cname-dead", "_dmarc CNAME www\nwww A 192.0.2.1", "* CNAME www\nwww A 192.0.2.1"),
        new("dmarc.policy-cname-registrable", "_dmarc CNAME h.keeper.test.", "_dmarc CNAME h.keeper.test.\nkeeper.test. NS ns"),
        new("dmarc.nonexistent-names-open", Record("v=DMARC1; p=quarantine"), Record("v=DMARC1; p=quarantine; np=reject")),
        new("dmarc.nonexistent-names-open", Record("v=DMARC1; p=reject; np=none"), Record("v=DMARC1; p=none") + "* A 192.0.2.1"),
        new("dmarc.wildcard-defeats-np", Record("v=DMARC1; p=reject; np=reject") + "* A 192.0.2.1", Record("v=DMARC1; p=reject; np=reject") + "*.www A 192.0.2.1"),
        new("dmarc.report-authorization-name-too-long",
            $"_dmarc TXT \"v=DMARC1; p=none; rua=mailto:a@\" \"{LongHost}\"",
            Record("v=DMARC1; p=none; rua=mailto:a@box.test")),
        new("dmarc.many-report-destinations",
            Record("v=DMARC1; p=none; rua=mailto:a@hospital.example,mailto:b@hospital.example,mailto:c@hospital.example"),
            Record("v=DMARC1; p=none; rua=mailto:a@hospital.example,mailto:b@hospital.example; ruf=mailto:c@hospital.example")),
        new("dmarc.report-size-suffix", Record("v=DMARC1; p=none; rua=mailto:a@hospital.example!10m"), Record("v=DMARC1; p=none; rua=mailto:a%2110m@hospital.example")),
        new("dmarc.report-size-suffix", Record("v=DMARC1; p=none; ruf=mailto:a@hospital.example!5"), Record("v=DMARC1; p=none; rua=mailto:a@hospital.example!big")),
        new("dmarc.failure-reports-only", Record("v=DMARC1; p=none; ruf=mailto:a@hospital.example"), Record("v=DMARC1; p=none; ruf=mailto:a@hospital.example; rua=mailto:a@hospital.example")),
        new("dmarc.failure-options-unused", Record("v=DMARC1; p=none; fo=1"), Record("v=DMARC1; p=none; fo=1; ruf=mailto:a@hospital.example")),
        new("dmarc.relaxed-alignment-exposed", Record("v=DMARC1; p=none") + Alias, Record("v=DMARC1; p=none; aspf=s") + Alias),
        new("dmarc.relaxed-alignment-exposed", Record("v=DMARC1; p=none") + Alias, Record("v=DMARC1; p=none") + "em CNAME web.agency.test.\nweb.agency.test. A 192.0.2.1"),
        new("dmarc.relaxed-alignment-exposed", Record("v=DMARC1; p=none") + Alias, Record("v=DMARC1; p=none") + "* CNAME u1.agency.test.\nu1.agency.test. TXT \"v=spf1 ip4:192.0.2.1 -all\""),
        new("dmarc.relaxed-alignment-exposed", Record("v=DMARC1; p=none; aspf=s") + Zone, Record("v=DMARC1; p=none") + Zone + "_dmarc.news TXT \"v=DMARC1; p=none; psd=n\""),
        new("dmarc.relaxed-alignment-exposed", Record("v=DMARC1; p=none") + Zone, Record("v=DMARC1; p=none") + Zone + "@ NS ns2.agency.test."),
        new("dmarc.deep-record-unreachable", "_dmarc.b.c.d.e.f.g TXT \"v=DMARC1; p=reject\"", "_dmarc.c.d.e.f.g TXT \"v=DMARC1; p=reject\"") { Audited = Deep },
        new("dmarc.deep-record-unreachable", "_dmarc.b.c.d.e.f.g TXT \"v=DMARC1; p=reject\"", "_dmarc.b.c.d.e.f.g TXT \"v=DMARC1; p=reject\"\n_dmarc.a.b.c.d.e.f.g TXT \"v=DMARC1; p=none\"") { Audited = Deep },
        new("dmarc.parent-publishes-psd", "_dmarc.example. TXT \"v=DMARC1; p=none; psd=y\"", "_dmarc.example. TXT \"v=DMARC1; p=none\"\n" + Record("v=DMARC1; p=none; psd=y")),
        new("dmarc.ttl-too-long", "_dmarc 86401 TXT \"v=DMARC1; p=quarantine\"", "_dmarc 86400 TXT \"v=DMARC1; p=quarantine\""),
        new("dmarc.ttl-too-long", "_dmarc 172800 TXT \"v=DMARC1; p=none\"", "_dmarc 172800 TXT \"v=DMARC1; p=reject\""),
        new("dmarc.reject-without-dkim", Sends + Record("v=DMARC1; p=reject"), Sends + Record("v=DMARC1; p=reject") + "_domainkey TXT note"),
        new("dmarc.reject-without-dkim", Sends + Record("v=DMARC1; p=reject") + Signs + "; mail provider.test/s1\n", Sends + Record("v=DMARC1; p=reject") + Signs + "; mail hospital.example/mail\n"),
        new("dmarc.reject-without-dkim", Sends + Record("v=DMARC1; p=reject; adkim=s") + "; mail m.hospital.example/x", Sends + Record("v=DMARC1; p=reject") + "; mail m.hospital.example/x"),
        new("dmarc.reject-without-dkim", Sends + Record("v=DMARC1; p=reject; sp=none"), Sends + Record("v=DMARC1; p=quarantine")),
    ];

    public static readonly RuleExample[] Dkim =
    [
        new("dkim.missing", Sends, Sends + "_domainkey TXT note"),
        new("dkim.missing", Sends, "@ TXT \"v=spf1 -all\"\n@ MX 10 mx\nmx A 192.0.2.1"),
        new("dkim.missing", Sends + "; mail provider.test/s1", Sends + "; mail hospital.example/s1"),
        new("dkim.selectors-unknown", Sends + "other._domainkey TXT note", Sends + "other._domainkey TXT note\n; mail hospital.example/s7"),
        new("dkim.key-missing", "; mail hospital.example/s7", Key("p=" + DkimKeys.Rsa(2048)) + "; mail hospital.example/mail"),
        new("dkim.key-missing", Signs + "; mail mail.hospital.example/s7", "; mail provider.test/s7"),
        new("dkim.key-missing", "s7._domainkey TXT note\n; mail hospital.example/s7", "s7._domainkey CNAME k.gone.test.\n; mail hospital.example/s7"),
        new("dkim.selectors-unknown", Sends + "other._domainkey TXT note", Sends + Signs),
        new("dkim.key-unreadable", Key("v=DKIM1; p=MIG***"), Signs),
        new("dkim.key-unreadable", Key("v=DKIM1; k=rsa; MIGfMA0"), Key("v=spf1 -all")),
        new("dkim.key-too-short", Key("p=" + DkimKeys.Rsa(1023)), Key("p=" + DkimKeys.Rsa(1024))),
        new("dkim.key-below-2048", Key("p=" + DkimKeys.Rsa(2047)), Key("p=" + DkimKeys.Rsa(2048))),
        new("dkim.key-below-2048", Key("p=" + DkimKeys.Rsa(1024)), Key("p=" + DkimKeys.Rsa(1023))),
        new("dkim.key-oversized", Key("p=" + DkimKeys.Rsa(4097)), Key("p=" + DkimKeys.Rsa(4096))),
        new("dkim.key-oversized", Key("k=ed25519; n=" + new string('x', 1200) + "; p=" + DkimKeys.Ed25519), Key("k=ed25519; n=" + new string('x', 900) + "; p=" + DkimKeys.Ed25519)),
        new("dkim.key-unreadable", "mail._domainkey TXT \"k=ed25519; n=" + new string('x', 255) + "; p=" + DkimKeys.Ed25519 + "\"", Key("k=ed25519; n=" + new string('x', 255) + "; p=" + DkimKeys.Ed25519)),
        new("dkim.testing-flag", Key("v=DKIM1; t=s:y; p=" + DkimKeys.Rsa(2048)), Key("v=DKIM1; t=s; p=" + DkimKeys.Rsa(2048))),
        new("dkim.testing-flag", Key("v=DKIM1; t=y; p=" + DkimKeys.Rsa(2048)), Key("v=DKIM1; t=y; p=")),
        new("dkim.key-revoked", Key("v=DKIM1; p="), Signs),
        new("dkim.key-revoked", Key("v=DKIM1; p="), Key("v=DKIM1; p=") + "; mail hospital.example/mail"),
        new("dkim.revoked-key-in-use", Key("v=DKIM1; p=") + "; mail hospital.example/mail", Key("v=DKIM1; p=") + "; mail hospital.example/other"),
        new("dkim.sha1-only", Signs + "; mail hospital.example/mail/rsa-sha1", Signs + "; mail hospital.example/mail/rsa-sha1 hospital.example/mail/rsa-sha256"),
        new("dkim.ed25519-only", Signs + "; mail hospital.example/mail/ed25519-sha256", Signs + "; mail hospital.example/mail/ed25519-sha256 hospital.example/r/rsa-sha256"),
        new("dkim.ed25519-only", Signs + "; mail hospital.example/mail/ed25519-sha256 provider.test/r", Signs),
        new("dkim.third-party-signature-only", "; mail provider.test/s1", "; mail provider.test/s1 hospital.example/mail"),
        new("dkim.third-party-signature-only", "; mail sendgrid.net/s1", "; mail t.onmicrosoft.com/s1"),
        new("dkim.third-party-signature-only", "; mail provider.test/s1 t.onmicrosoft.com/s1", "; mail mail.hospital.example/s1"),
        new("dkim.third-party-signature-only", "; mail provider.test/s1\n; mail hospital.example/s1", "; mail provider.test/s1\n; mail provider.test/s1 hospital.example/s1"),
        new("dkim.provider-default-signature", "; mail t.onmicrosoft.com/selector1-t-onmicrosoft-com", "; mail t.onmicrosoft.com/s1 hospital.example/selector1"),
        new("dkim.provider-default-signature", "; mail hospital-example.20230601.gappssmtp.com/20230601", "; mail onmicrosoft.com.test/s1"),
        new("dkim.provider-default-signature", "; mail t.onmicrosoft.com/s h.gappssmtp.com/s", "; mail notgappssmtp.com/s"),
        new("dkim.sha1-only", Key("h=sha1; p=" + DkimKeys.Rsa(2048)), Key("h=sha1:sha256; p=" + DkimKeys.Rsa(2048))),
        new("dkim.sha1-only", Key("h=SHA1; p=" + DkimKeys.Rsa(2048)), Key("h=sha1; p=")),
        new("dkim.service-type-excludes-email", Key("s=tlsrpt; p=" + DkimKeys.Rsa(2048)), Key("s=tlsrpt:*; p=" + DkimKeys.Rsa(2048))),
        new("dkim.service-type-excludes-email", Key("s=other; p=" + DkimKeys.Rsa(2048)), Key("s=other; p=")),
        new("dkim.selector-cname-dangling", "mail._domainkey CNAME k.gone.test.", "mail._domainkey CNAME k.there.test.\nk.there.test. TXT \"p=\""),
        new("dkim.selector-cname-dangling", "mail._domainkey CNAME k.gone.test.", "*._domainkey CNAME k.gone.test."),
        new("dkim.wildcard-answers", "*._domainkey TXT note", "mail._domainkey TXT note"),
    ];

    public static readonly RuleExample[] Transport =
    [
        new("mx.target-not-a-host", "@ MX 10 alias\nalias CNAME mx\nmx A 192.0.2.1", "@ MX 10 mx\nmx A 192.0.2.1"),
        new("mx.target-not-a-host", "@ MX 10 192.0.2.1.", "@ MX 10 192-0-2-1\n192-0-2-1 A 192.0.2.1"),
        new("mx.target-unresolvable", "@ MX 10 mx\nmx TXT x", "@ MX 10 mx\nmx AAAA 2001:db8::1"),
        new("mx.target-registrable", "@ MX 10 mx.gone.test.", "@ MX 10 mx.gone.test.\ngone.test. NS ns"),
        new("mx.null-mx-mixed", "@ MX 0 .\n@ MX 10 mx", "@ MX 0 ."),
        new("mx.implicit", "@ A 192.0.2.1\n@ TXT \"v=spf1 a -all\"", "@ A 192.0.2.1\n@ MX 10 mx"),
        new("mta-sts.missing", "@ MX 10 mx\nmx A 192.0.2.1", "@ MX 10 mx\nmx A 192.0.2.1\n_mta-sts TXT \"v=STSv1; id=1\""),
        new("mta-sts.missing", "@ MX 10 mx\nmx A 192.0.2.1", "@ MX 0 ."),
        new("mta-sts.record-invalid", "_mta-sts TXT \"v=STSv1; id=2026-11-22\"", "_mta-sts TXT \"v=STSv1; id=20261122\"\n_mta-sts TXT note"),
        new("mta-sts.record-invalid", "_mta-sts TXT \"v=STSv1; id=1\"\n_mta-sts TXT \"v=STSv1; id=2\"", "_mta-sts TXT \"v=STSv1; id=1;\""),
        new("tls-rpt.missing", "_mta-sts TXT \"v=STSv1; id=1\"", "_mta-sts TXT \"v=STSv1; id=1\"\n_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@hospital.example\""),
        new("tls-rpt.missing", "@ MX 10 mx\nmx A 192.0.2.1\n_25._tcp.mx TLSA 3 1 1 00", "@ MX 10 mx\nmx A 192.0.2.1"),
        new("tls-rpt.record-invalid", "_smtp._tls TXT \"v=TLSRPTv1; rua=a@hospital.example\"", "_smtp._tls TXT \"v=TLSRPTv1; rua=https://hospital.example/tls\""),
        new("dane.unsigned", "@ NS ns\n@ MX 10 mx\nmx A 192.0.2.1\n_25._tcp.mx TLSA 3 1 1 00", "@ NS ns\n@ DS 1 8 2 00\n@ MX 10 mx\nmx A 192.0.2.1\n_25._tcp.mx TLSA 3 1 1 00"),
        new("dane.unsigned",
            "@ MX 10 mx.box.test.\nbox.test. NS ns\nmx.box.test. A 192.0.2.1\n_25._tcp.mx.box.test. TLSA 3 1 1 00",
            "@ NS ns\n@ MX 10 mx.box.test.\nbox.test. NS ns\nbox.test. DS 1 8 2 00\nmx.box.test. A 192.0.2.1\n_25._tcp.mx.box.test. TLSA 3 1 1 00"),
        new("mx.reverse-dns-mismatch", Sends, Sends + "1.2.0.192.in-addr.arpa. PTR mx"),
        new("mx.reverse-dns-mismatch", Sends + "1.2.0.192.in-addr.arpa. PTR www\nwww A 192.0.2.7", "@ MX 10 mx\nmx A 192.0.2.1\n@ TXT \"v=spf1 include:provider.test ~all\""),
    ];

    public static readonly RuleExample[] Probed =
    [
        new("mta-sts.policy-unreachable", Announced + Policy("Status 404"), Announced + Policy($"Fetched {Enforce}|mx: mx.hospital.example")),
        new("mta-sts.policy-unreachable", Announced + Policy("Certificate expired wrong-name"), Announced),                                       // nothing was fetched
        new("mta-sts.policy-unreachable", Announced + Policy("Timeout"), Announced + Policy("NoNetwork")),
        new("mta-sts.policy-unreachable", Announced + Policy($"Fetched {Enforce}|mx: *"), Announced + Policy($"Fetched {Enforce}|mx: mx.hospital.example||")),
        new("mta-sts.policy-unreachable", Announced + Policy("MediaType "), "@ MX 10 mx\nmx A 192.0.2.1\n" + Policy("MediaType text/html")),       // not announced
        new("mta-sts.mx-not-listed", Announced + Policy($"Fetched {Enforce}|mx: *.mx.hospital.example"), Announced + Policy($"Fetched {Enforce}|mx: *.hospital.example")),
        new("mta-sts.mx-not-listed", Announced + Policy($"Fetched {Enforce}|mx: old.hospital.example"), Announced + Policy("Fetched version: STSv1|mode: none|max_age: 86400|mx: old.hospital.example")),
        new("mta-sts.mx-not-listed-testing", Announced + Policy($"Fetched {Testing}|mx: old.hospital.example"), Announced + Policy($"Fetched {Testing}|mx: MX.hospital.example")),
        new("mta-sts.max-age-unusual", Announced + Policy("Fetched version: STSv1|mode: testing|max_age: 86399|mx: mx.hospital.example"), Announced + Policy($"Fetched {Testing}|mx: mx.hospital.example")),
        new("mta-sts.max-age-unusual", Announced + Policy("Fetched version: STSv1|mode: enforce|max_age: 31557601|mx: mx.hospital.example"), Announced + Policy("Fetched version: STSv1|mode: none|max_age: 60")),
        new("mta-sts.policy-unannounced", Policy($"Fetched {Testing}|mx: mx.hospital.example"), Announced + Policy($"Fetched {Testing}|mx: mx.hospital.example")),
        new("mta-sts.policy-unannounced", Policy($"Fetched {Testing}|mx: mx.hospital.example"), Policy("Fetched <html>")),
        new("bimi.without-enforcement", Bimi(Logo), Bimi(Logo) + Record("v=DMARC1; p=quarantine")),
        new("bimi.without-enforcement", Bimi(Logo) + Record("v=DMARC1; p=reject; t=y"), Bimi("v=BIMI1; l=;") + Record("v=DMARC1; p=none")),
        new("bimi.without-enforcement", Bimi(Logo) + Record("v=DMARC1; p=reject; sp=none"), Bimi(Logo) + Record("v=DMARC1; p=reject; sp=quarantine")),
        new("bimi.record-invalid", Bimi("v=BIMI1; l=http://hospital.example/logo.svg"), Bimi(Logo)),
        new("bimi.record-invalid", Bimi(Logo) + Bimi("v=BIMI1; l="), Bimi(Logo) + Bimi("note")),
        new("bimi.record-invalid", Bimi(Logo) + "; fetch https://hospital.example/logo.svg Status 404", Bimi(Logo) + "; fetch https://hospital.example/logo.svg Redirect 301"),
        new("bimi.record-invalid", Bimi(Logo) + "; fetch https://hospital.example/logo.svg Fetched <svg xmlns='http://www.w3.org/2000/svg'/>",
            Bimi(Logo) + "; fetch https://hospital.example/logo.svg Fetched <svg xmlns='http://www.w3.org/2000/svg' version='1.2' baseProfile='tiny-ps'><title>A</title></svg>"),
        new("bimi.record-invalid", Bimi("v=BIMI1; l=; a=https://hospital.example/vmc.pem") + "; fetch https://hospital.example/vmc.pem Fetched none",
            Bimi("v=BIMI1; l=; a=https://hospital.example/vmc.pem") + "; fetch https://hospital.example/vmc.pem Timeout"),
    ];

    public static readonly RuleExample[] Delegation =
    [
        new("dnssec.chain-broken", "@ MX 10 mx\n; bogus MX SOA NS TXT", "@ MX 10 mx\n; bogus MX SOA NS"),
        new("dnssec.unsigned", "@ NS ns1", "@ NS ns1\n@ DS 60485 8 2 ABCD"),
        new("dnssec.unsigned", "@ NS ns1", "@ MX 10 mx"),
        new("caa.missing", "@ MX 10 mx", "@ CAA 0 issue \"ca.test\""),
        new("caa.missing", "@ A 192.0.2.1", "@ A 192.0.2.1\nexample. CAA 0 issue \"ca.test\""),
        new("caa.missing", "@ A 192.0.2.1", "x.test. A 192.0.2.1"),
        new("delegation.servers-dead", "@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1", "@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 AAAA 2001:db8::1"),
        new("delegation.servers-dead", "@ NS ns1.gone.test.\n@ NS ns2.gone.test.", "@ NS ns1\n@ NS ns2\nns1 CNAME ns2\nns2 A 192.0.2.1"),
        new("delegation.single-server", "@ NS ns1\nns1 A 192.0.2.1", "@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 A 192.0.2.2"),
        new("wildcard.mail-relevant", "* MX 10 mx", "* CAA 0 issue \"ca.test\""),
        new("delegation.cname-dangling", "autodiscover CNAME gone.test.", "autodiscover CNAME there.test.\nthere.test. TXT x"),
        new("delegation.cname-dangling", "webmail CNAME gone", "www CNAME gone"),
    ];

    public static readonly RuleExample[] Domain =
    [
        new("spf.softfail-sufficient", Sends + Record("v=DMARC1; p=reject"), Sends + Record("v=DMARC1; p=reject; t=y")),
        new("spf.mail-host-without-record", Sends, Sends + "mx TXT \"v=spf1 a -all\""),
        new("spf.mail-host-without-record", Sends, "@ MX 10 mx\nmx A 192.0.2.1\n@ TXT \"v=spf1 ip4:192.0.2.7 ~all\""),
        new("spf.mail-host-without-record", "@ MX 10 mx\nmx A 192.0.2.1\n@ TXT \"v=spf1 ip4:192.0.2.0/28 ~all\"", "@ MX 10 mx.test.\nmx.test. A 192.0.2.1\n@ TXT \"v=spf1 mx ~all\""),
        new("parked.spf-open", "@ MX 0 .", "@ MX 0 .\n@ TXT \"v=spf1 -all\""),
        new("parked.dmarc-open", "@ MX 0 .\n@ TXT \"v=spf1 -all\"", "@ MX 0 .\n@ TXT \"v=spf1 -all\"\n" + Record("v=DMARC1; p=reject")),
        new("parked.dmarc-open", "@ TXT \"v=spf1 -all\"\n" + Record("v=DMARC1; p=quarantine"), ReportsAtHome + "@ TXT \"v=spf1 -all\"\n" + Record("v=DMARC1; p=quarantine")),
        new("parked.accepts-mail", "@ A 192.0.2.1\n@ TXT \"v=spf1 -all\"", "@ A 192.0.2.1\n@ MX 0 .\n@ TXT \"v=spf1 -all\""),
    ];

    public static IEnumerable<RuleExample> All => [.. Dmarc, .. Dkim, .. Transport, .. Probed, .. Delegation, .. Domain];

    private static string Record(string text) => $"_dmarc TXT \"{text}\"\n";

    private static string Policy(string fetch) => $"; fetch https://mta-sts.hospital.example/.well-known/mta-sts.txt {fetch}\n";

    private static string Bimi(string text) => $"default._bimi TXT \"{text}\"\n";

    private static string Key(string text) => $"mail._domainkey TXT {DkimKeys.Strings(text)}\n";
}
