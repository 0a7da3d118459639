using MailGuard.Findings;
using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

/// <summary>Each rule with a case that fires and the nearest one that must not.</summary>
public sealed class SpfRulesTests
{
    private const string Ten = "a a a a a a a a a a";

    /// <summary>Cases with one record, or several parted by a bar, at hospital.example.</summary>
    [Theory]
    [InlineData("spf.missing", "verification=42", "v=spf1 -all")]
    [InlineData("spf.multiple-records", "v=spf1 mx -all|v=spf1 foo", "v=spf1 mx -all|v=spf10 foo")]
    [InlineData("spf.multiple-records", "v=spf1 include:several.example -all", "v=spf1 -all include:several.example")]
    [InlineData("spf.syntax-error", "v=spf1 ip4:192.0.2.256 -all", "v=spf1 ip4:192.0.2.255 -all")]
    [InlineData("spf.syntax-error", "v=spf1 include:broken.example -all", "v=spf1 include:provider.example -all")]
    [InlineData("spf.syntax-error", "v=spf1 \"mx\" -all", "v=spf1 mx -all")]
    [InlineData("spf.bad-characters", "v=spf1 mx －all", "v=spf1 mx -all")]
    [InlineData("spf.bad-characters", "v=spf1\u00a0mx -all", "v=spf1 mx -all|v=spf1\u00a0mx -all")]               // beside a valid record it harms nobody
    [InlineData("spf.bad-characters", "ｖ＝ｓｐｆ１ mx -all", "病院の案内")]
    [InlineData("spf.version-misspelt", "v=spf mx -all", "spf")]
    [InlineData("spf.version-misspelt", "v =spf1 mx -all", "v=spf1 mx -all")]
    [InlineData("spf.version-misspelt", "v=spf10 mx -all", "V=SPF1 mx -all")]
    [InlineData("spf.version-misspelt", "spf1 mx -all", "spf1 mx -all|v=spf1 mx -all")]
    [InlineData("spf.version-misspelt", "\"v=spf1 mx -all\"", "spf2.0/pra mx -all")]
    [InlineData("spf.terms-after-all", "v=spf1 -all mx", "v=spf1 mx -all exp=x.example")]
    [InlineData("spf.redirect-ignored", "v=spf1 redirect=provider.example -all", "v=spf1 mx redirect=provider.example")]
    [InlineData("spf.duplicate-term", "v=spf1 mx +MX -all", "v=spf1 mx mx/24 -all")]
    [InlineData("spf.duplicate-term", "v=spf1 include:provider.example include:provider.example -all", "v=spf1 include:provider.example -include:provider.example -all")]
    [InlineData("spf.ptr-used", "v=spf1 ptr -all", "v=spf1 mx -all")]
    [InlineData("spf.ptr-used", "v=spf1 exists:%{p}.provider.example -all", "v=spf1 exists:%{i}.provider.example -all")]
    [InlineData("spf.no-effective-all", "v=spf1 mx ?all", "v=spf1 mx ~all")]
    [InlineData("spf.no-effective-all", "v=spf1 mx", "v=spf1 redirect=provider.example")]
    [InlineData("spf.no-effective-all", "v=spf1 mx ?all redirect=provider.example", "v=spf1 mx foo")]              // a broken record says nothing at all
    [InlineData("spf.too-many-lookups", $"v=spf1 {Ten} a -all", $"v=spf1 {Ten} -all a")]
    [InlineData("spf.lookups-near-limit", "v=spf1 a a a a a a a a -all", "v=spf1 a a a a a a a -all")]
    [InlineData("spf.lookups-near-limit", $"v=spf1 {Ten} -all", $"v=spf1 {Ten} a -all")]
    [InlineData("spf.too-many-void-lookups", "v=spf1 a:x.empty.example a:y.empty.example a:z.empty.example -all", "v=spf1 a:x.empty.example a:y.empty.example -all")]
    [InlineData("spf.void-lookup", "v=spf1 a:empty.example -all", "v=spf1 a -all")]
    [InlineData("spf.void-lookup", "v=spf1 exists:%{d}.empty.example -all", "v=spf1 exists:%{i}.empty.example -all")]
    [InlineData("spf.include-without-record", "v=spf1 include:empty.example -all", "v=spf1 include:provider.example -all")]
    [InlineData("spf.include-without-record", "v=spf1 redirect=empty.example", "v=spf1 redirect=empty.example -all")]
    [InlineData("spf.include-nonexistent", "v=spf1 include:x.empty.example -all", "v=spf1 include:empty.example -all")]
    [InlineData("spf.include-nonexistent", "v=spf1 include:a..example -all", "v=spf1 include:%{l}.example -all")]
    [InlineData("spf.host-nonexistent", "v=spf1 a:x.empty.example -all", "v=spf1 a:empty.example -all")]
    [InlineData("spf.host-nonexistent", "v=spf1 mx:x.empty.example -all", "v=spf1 mx:x.empty.example/24x -all")]
    [InlineData("spf.host-nonexistent", "v=spf1 exists:x.empty.example -all", "v=spf1 exists:%{i}.x.empty.example -all")]
    [InlineData("spf.referenced-domain-registrable", "v=spf1 include:_spf.gone.example -all", "v=spf1 include:_spf.empty.example -all")]
    [InlineData("spf.referenced-domain-registrable", "v=spf1 a:mail.gone.example -all", "v=spf1 a:mail.hospital.example -all")]
    [InlineData("spf.loop", "v=spf1 include:hospital.example -all", "v=spf1 include:provider.example include:provider.example -all")]
    [InlineData("spf.mx-too-many-hosts", "v=spf1 mx:eleven.example -all", "v=spf1 mx:ten.example -all")]
    [InlineData("spf.allows-everyone", "v=spf1 mx +all", "v=spf1 mx ?all")]
    [InlineData("spf.allows-everyone", "v=spf1 all", "v=spf1 -all all")]
    [InlineData("spf.allows-everyone", "v=spf1 ip4:192.0.2.1/0 -all", "v=spf1 -ip4:0.0.0.0/0 -all")]
    [InlineData("spf.allows-everyone", "v=spf1 ip6:::/0 -all", "v=spf1 ip6:::/1 -all")]
    [InlineData("spf.allows-everyone", "v=spf1 mx/0 -all", "v=spf1 mx/1 -all")]
    [InlineData("spf.allows-everyone", "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/2 -all")]
    [InlineData("spf.allows-everyone", "v=spf1 include:open.example -all", "v=spf1 ~include:open.example -all")]
    [InlineData("spf.range-extremely-wide", "v=spf1 ip4:10.0.0.0/8 -all", "v=spf1 ip4:10.0.0.0/9 -all")]
    [InlineData("spf.range-extremely-wide", "v=spf1 include:wide.example -all", "v=spf1 -include:wide.example -all")]
    [InlineData("spf.range-very-wide", "v=spf1 ip4:192.0.0.0/15 -all", "v=spf1 ip4:192.0.0.0/16 -all")]
    [InlineData("spf.range-very-wide", "v=spf1 ip6:2001::/31 -all", "v=spf1 ip6:2001:db8::/32 -all")]
    [InlineData("spf.redundant-range", "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 -all", "v=spf1 ip4:192.0.2.0/24 ip4:192.0.3.7 -all")]
    [InlineData("spf.redundant-range", "v=spf1 ip4:192.0.2.7 mx ip4:192.0.2.0/24 -all", "v=spf1 ip4:192.0.2.7 ?mx ip4:192.0.2.0/24 -all")]          // ?mx may come between
    [InlineData("spf.redundant-range", "v=spf1 ip4:192.0.2.7 ip4:192.0.2.7/32 -all", "v=spf1 ip4:192.0.2.7 ip4:192.0.2.7 -all")]                  // that is spf.duplicate-term
    [InlineData("spf.redundant-range", "v=spf1 ip6:2001:db8::/32 ip6:2001:db8:1::/48 -all", "v=spf1 ip6:2001:db8::/48 ip6:2001:db8:1::/48 -all")]
    [InlineData("spf.redundant-range", "v=spf1 ip4:192.0.2.0/24 ?mx ip4:192.0.2.7 -all", "v=spf1 ip4:192.0.2.0/24 -ip4:192.0.2.7 -all")]           // meant as an exception
    [InlineData("spf.redundant-range", "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 ~all", "v=spf1 ip4:192.0.2.0/24 ~all ip4:192.0.2.7")]
    [InlineData("spf.private-address", "v=spf1 mx ip4:192.168.1.5 -all", "v=spf1 mx ip4:192.169.1.5 -all")]
    [InlineData("spf.private-address", "v=spf1 mx ip4:172.31.0.0/16 -all", "v=spf1 mx ip4:172.32.0.0/16 -all")]
    [InlineData("spf.private-address", "v=spf1 mx ip6:fd00::1 -all", "v=spf1 mx ip6:fe00::1 -all")]
    [InlineData("spf.private-address", "v=spf1 ip4:127.0.0.1 -all", "v=spf1 mx -ip4:10.0.0.0/8 -all")]
    [InlineData("spf.answer-too-large", $"v=spf1 include:big.hospital.example -all", "v=spf1 include:big.example -all")]
    [InlineData("spf.obsolete-record", "v=spf1 mx -all|spf2.0/pra mx -all", "v=spf1 mx -all|about spf2.0")]
    [InlineData("spf.sender-macro", "v=spf1 exists:%{i}.provider.example -all", "v=spf1 a:%{d} -all")]
    [InlineData("spf.sender-macro", "v=spf1 include:%{L}.provider.example -all", "v=spf1 include:%{h}.provider.example -all")]
    [InlineData("spf.sender-macro", "v=spf1 mx exp=%{s}.provider.example -all", "v=spf1 mx exp=%{i}.provider.example -all")]
    [InlineData("spf.range-very-wide", "v=spf1 ip4:192.0.0.0/16 ip4:198.51.0.0/16 ip4:203.0.113.1 -all", "v=spf1 ip4:192.0.0.0/16 ip4:198.51.0.0/16 ip4:198.51.100.1 -all")]
    public async Task A_rule_fires_and_is_silent_in_the_nearest_case(string rule, string fires, string nearest)
    {
        var finding = Assert.Single(await FindingsAsync(rule, fires));
        AssertWords(finding);
        Assert.Empty(await FindingsAsync(rule, nearest));
    }

    [Fact]
    public void Every_rule_has_a_case()
    {
        var method = typeof(SpfRulesTests).GetMethod(nameof(A_rule_fires_and_is_silent_in_the_nearest_case))!;
        var tested = method.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(row => (string)row.Data[0]!);
        Assert.Equal(["spf.wrong-name", "spf.string-over-255"], SpfRules.All.Rules.Select(rule => rule.Id).Except(tested));
    }

    [Theory]
    [InlineData(437, null)]                             // 512 octets with header, question and a record of 14 octets
    [InlineData(438, "octets 513")]
    [InlineData(1154, "octets 1232")]
    [InlineData(1155, "octets 1233, beyond-1232")]
    [InlineData(60_000, "octets 60309, beyond-1232")]
    public async Task The_answer_is_measured_as_it_goes_over_the_wire(int other, string? expected)
    {
        var findings = await SpfZone.FindingsAsync($"hospital.example TXT v=spf1 mx -all\nhospital.example TXT {new string('x', other)}", "spf.answer-too-large");
        var evidence = findings.SingleOrDefault()?.Evidence;
        Assert.Equal(expected, evidence is null ? null : $"octets {((EvidenceValue.Number)evidence.Values[0]).Value}" + (evidence.Case is { } name ? $", {name}" : ""));
    }

    [Fact]
    public async Task A_string_that_no_message_carries_is_said_of_the_record_and_the_rest_is_read()
    {
        var terms = string.Join(' ', Enumerable.Range(100, 16).Select(number => $"ip4:192.0.2.{number}"));
        var dns = MailGuard.Tests.Dns.Zones.Resolver(("hospital.example", $"@ TXT \"v=spf1 {terms} mx -all\"\n@ MX 10 mx"));
        var findings = await SpfZone.FindingsAsync(dns);
        var finding = Assert.Single(findings);
        Assert.Equal("spf.string-over-255", finding.Rule.Id);
        Assert.Contains("ip4:192.\" \"0.2.115 mx -all\"", finding.Remedy(Language.Japanese), StringComparison.Ordinal);
        AssertWords(finding);
        Assert.Empty(await SpfZone.FindingsAsync($"hospital.example TXT v=spf1 {terms} mx -all", "spf.string-over-255"));
    }

    [Fact]
    public async Task A_record_of_the_obsolete_type_is_found()
    {
        var dns = MailGuard.Tests.Dns.Zones.Resolver(("hospital.example", "@ TXT \"v=spf1 mx -all\"\n@ SPF \"v=spf1 \" \"mx -all\""));
        var finding = Assert.Single(await SpfZone.FindingsAsync(dns, "spf.obsolete-record"));
        Assert.EndsWith("v=spf1 mx -all", finding.Problem(Language.English), StringComparison.Ordinal);
        AssertWords(finding);
    }

    [Fact]
    public async Task How_much_room_is_left_is_not_said_while_an_include_is_unanswered()
    {
        var dns = new SilentAt("silent.example", SpfZone.Of("hospital.example TXT v=spf1 a a a a a a a a include:silent.example -all"));
        Assert.Empty(await SpfZone.FindingsAsync(dns, "spf.lookups-near-limit"));
    }

    [Theory]
    [InlineData("_spf.hospital.example", 1)]
    [InlineData("www.hospital.example", 1)]
    [InlineData("hospital.example.hospital.example", 1)]
    [InlineData("mail.hospital.example", 0)]            // a host with mail of its own
    [InlineData("hospital.example", 0)]
    public async Task A_record_at_the_wrong_name_is_found(string name, int findings) => Assert.Equal(findings, (await SpfZone.FindingsAsync($"""
        {name} TXT v=spf1 mx -all
        x.hospital.example A 192.0.2.1
        """, "spf.wrong-name")).Count);

    [Theory]
    [InlineData("google.com", 0)]                       // behind a provider of the catalogue nothing is too wide
    [InlineData("provider.example", 1)]
    public async Task Wide_ranges_of_catalogued_providers_do_not_count(string provider, int findings)
    {
        var dns = MailGuard.Tests.Dns.Zones.Resolver(
            ("hospital.example", $"@ TXT \"v=spf1 include:_spf.{provider} -all\""),
            (provider, $"_spf TXT \"v=spf1 include:_block._spf.{provider} -all\"\n_block._spf TXT \"v=spf1 ip4:10.0.0.0/8 -all\""));
        Assert.Equal(findings, (await SpfZone.FindingsAsync(dns, "spf.range-extremely-wide")).Count);
    }

    [Theory]
    [InlineData("spf.syntax-error", "include:left.example include:right.example")]
    [InlineData("spf.host-nonexistent", "include:left.example include:right.example")]
    [InlineData("spf.allows-everyone", "include:left.example include:right.example")]
    public async Task A_record_reached_by_two_ways_is_judged_once(string rule, string terms) => Assert.Single(await SpfZone.FindingsAsync($"""
        hospital.example TXT v=spf1 {terms} -all
        left.example TXT v=spf1 include:shared.example -all
        right.example TXT v=spf1 include:shared.example -all
        shared.example TXT v=spf1 a:gone.shared.example foo +all
        """, rule));

    [Theory]
    [InlineData("spf.syntax-error", "foo", "included")]
    [InlineData("spf.multiple-records", "mx", "included")]
    [InlineData("spf.include-without-record", "include:empty.example", "included")]
    [InlineData("spf.host-nonexistent", "a:gone.provider.example", "included")]
    [InlineData("spf.allows-everyone", "+all", "included")]
    public async Task Nobody_is_told_to_edit_the_record_of_somebody_else(string rule, string term, string expected)
    {
        var finding = Assert.Single(await SpfZone.FindingsAsync($"""
            hospital.example TXT v=spf1 include:provider.example -all
            provider.example TXT v=spf1 {term} -all
            x.empty.example A 192.0.2.1
            {(rule == "spf.multiple-records" ? "provider.example TXT v=spf1 -all" : "provider.example TXT x")}
            """, rule));
        Assert.Equal(expected, finding.Evidence.Case);
        Assert.Null(finding.Evidence.Proposed);
        AssertWords(finding);
    }

    [Fact]
    public async Task A_name_that_did_not_answer_is_never_called_missing()
    {
        var dns = new SilentAt("silent.example", SpfZone.Of("hospital.example TXT v=spf1 include:silent.example a:silent.example redirect=silent.example"));
        Assert.Empty((await SpfZone.FindingsAsync(dns)).Select(finding => finding.Rule.Id));
        Assert.Empty(await SpfZone.FindingsAsync(new SilentAt("hospital.example", SpfZone.Of("x.example A 192.0.2.1"))));
    }

    [Theory]
    [InlineData($"v=spf1 {Ten} mx -all", "mx")]
    [InlineData("v=spf1 a a a a a a a a include:nested.example a -all", "mx:ten.example (nested.example)")]
    [InlineData("v=spf1 a a a a a a a a a a include:nested.example -all", "include:nested.example")]
    public async Task The_term_that_crosses_the_limit_is_named(string record, string expected)
    {
        var finding = Assert.Single(await FindingsAsync("spf.too-many-lookups", record));
        Assert.Equal(expected, Assert.IsType<EvidenceValue.Text>(finding.Evidence.Values.Single(value => value.Name == "crossing")).Value);
    }

    [Theory]
    [InlineData("v=spf1 mx －all", 11, "－")]
    [InlineData("v=spf1 病院のメールサーバー -all", 8, "病院のメールサー")]
    [InlineData("v=spf1 a病院のメールサーバー -all", 9, "病院のメールサー")]
    [InlineData("v=spf1 é病院のメールサーバー -all", 8, "é病院のメールサー")]      // no letter is cut in two
    public async Task Bad_characters_are_shown_with_their_place(string record, long position, string found)
    {
        var evidence = Assert.Single(await FindingsAsync("spf.bad-characters", record)).Evidence;
        Assert.Equal(position, Assert.IsType<EvidenceValue.Number>(evidence.Values.Single(value => value.Name == "offset")).Value);
        Assert.StartsWith(SpfZone.Octets(found), Assert.IsType<EvidenceValue.Text>(evidence.Values.Single(value => value.Name == "found")).Value, StringComparison.Ordinal);
        AssertWords(Assert.Single(await FindingsAsync("spf.bad-characters", record)));
    }

    /// <summary>Both languages are filled to the last brace, and what is proposed parses without a mistake.</summary>
    private static void AssertWords(Finding finding)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            Assert.DoesNotMatch("[^%]{", finding.Problem(language));
            Assert.DoesNotMatch("[^%]{", finding.Remedy(language));
        }

        Assert.True(finding.Evidence.Proposed is not { } proposed || SpfRecordParser.Parse(proposed.Value) is { IsValid: true });
    }

    private static Task<IReadOnlyList<Finding>> FindingsAsync(string rule, string records) => SpfZone.FindingsAsync($"""
        {string.Join('\n', records.Split('|').Select(record => $"hospital.example TXT {record}"))}
        hospital.example A 192.0.2.1
        hospital.example MX 10 hospital.example.
        provider.example TXT v=spf1 ip4:192.0.2.0/24 -all
        nested.example TXT v=spf1 a:provider.example mx:ten.example a:ten.example -all
        provider.example A 192.0.2.2
        several.example TXT v=spf1 mx -all
        several.example TXT v=spf1 a -all
        broken.example TXT v=spf1 foo -all
        open.example TXT v=spf1 +all
        big.hospital.example TXT v=spf1 mx {new string(' ', 600)}-all
        big.example TXT v=spf1 mx {new string(' ', 600)}-all
        wide.example TXT v=spf1 ip4:10.0.0.0/8 -all
        empty.example MX 10 hospital.example.
        {string.Join('\n', Enumerable.Range(1, 10).Select(host => $"ten.example MX {host} mx{host}.ten.example."))}
        {string.Join('\n', Enumerable.Range(1, 11).Select(host => $"eleven.example MX {host} mx{host}.eleven.example."))}
        """, rule);
}
