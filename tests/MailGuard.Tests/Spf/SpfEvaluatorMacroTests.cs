using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Spf;
using MailGuard.Tests.Dns;
using static MailGuard.Tests.Spf.SpfEvaluations;

namespace MailGuard.Tests.Spf;

/// <summary>Macros and explanations (RFC 7208 sections 6.2 and 7).</summary>
public sealed class SpfEvaluatorMacroTests
{
    private const string ReverseName = "9.113.0.203.in-addr.arpa";

    [Theory]
    [InlineData("%{s} %{l} %{o} %{d} %{h}", "Strong-Bad+x@mail.hospital.example Strong-Bad+x mail.hospital.example mail.hospital.example client.example")]
    [InlineData("%{i} %{c} %{v} %{ir}.%{v}.arpa", "203.0.113.9 203.0.113.9 in-addr 9.113.0.203.in-addr.arpa")]
    [InlineData("%{d2} %{d1} %{dr} %{d2r} %{d99}", "hospital.example example example.hospital.mail hospital.mail mail.hospital.example")]
    [InlineData("%{l-} %{lr-} %{l1r-} %{l-+} %{l1r+-}", "Strong.Bad+x Bad+x.Strong Strong Strong.Bad.x Strong")]
    [InlineData("%{L} %{S}", "Strong-Bad%2Bx Strong-Bad%2Bx%40mail.hospital.example")]
    [InlineData("%{t} %{r} %%%_%-", "1795305600 mx.receiver.example % %20")]
    [InlineData("%{p}", "unknown")]
    [InlineData("two  blanks", "two  blanks")]
    public async Task Macros_of_an_explanation_are_expanded(string text, string expected) => Assert.Equal(expected, (await ExplainedAsync(text)).Explanation);

    [Theory]
    [InlineData("%{c}", "2001:db8::cb01")]
    [InlineData("%{i}", "2.0.0.1.0.D.B.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.C.B.0.1")]
    [InlineData("%{i2} %{i1r} %{v}", "0.1 2 ip6")]
    public async Task An_IPv6_client_has_nibbles(string text, string expected) => Assert.Equal(expected, (await ExplainedAsync(text, "2001:db8::cb01")).Explanation);

    [Theory]
    [InlineData("%{z}")]
    [InlineData("%{d0}")]
    [InlineData("%(d}")]
    [InlineData("100%")]
    [InlineData("%{d")]
    [InlineData("tab\there")]
    [InlineData("日本語")]
    public async Task An_explanation_that_breaks_the_grammar_is_ignored(string text) => Assert.Null((await ExplainedAsync(text)).Explanation);

    [Theory]
    [InlineData("bad\r\nRCPT TO:<x>")]      // nobody writes into an SMTP reply through us
    [InlineData("m\u00fcller")]
    public async Task An_explanation_that_a_sender_spoils_is_ignored(string localPart)
    {
        var dns = SpfZone.Of("hospital.example TXT v=spf1 -all exp=why.example\nwhy.example TXT for %{l}");
        Assert.Null((await CheckAsync(dns, mailFrom: $"{localPart}@hospital.example")).Explanation);
        Assert.Equal("for doctor", (await CheckAsync(dns)).Explanation);
    }

    [Theory]
    [InlineData("v=spf1 include:other.example. -all", "x", "doctor@hospital.example", "Pass")]           // %{d} there is other.example, without the dot
    [InlineData("v=spf1 exists:%{h2}.list.example -all", "mail.hospital.example.", "doctor@hospital.example", "Pass")]
    [InlineData("v=spf1 exists:%{o}.list.example -all", "x", "doctor@hospital.example.", "Pass")]
    [InlineData("v=spf1 exists:%{o}.list.example -all", "x", "doctor@病院.example", "Pass")]            // U-labels are asked as A-labels
    [InlineData("v=spf1 exists:%{l}.list.example -all", "x", "医師@hospital.example", "Fail")]          // matches nothing, not even a wildcard
    [InlineData("v=spf1 include:%{h} -all", "example", "doctor@hospital.example", "PermError")]          // a single label has no record for check_host()
    public async Task What_a_macro_stands_for_is_a_name_as_the_DNS_has_it(string record, string helo, string sender, string expected)
    {
        var dns = SpfZone.Of($$"""
            hospital.example TXT {{record}}
            other.example TXT v=spf1 exists:%{d}.list.example -all
            other.example.list.example A 127.0.0.2
            hospital.example.list.example A 127.0.0.2
            xn--0rys90e.example.list.example A 127.0.0.2
            *.list.example A 127.0.0.2
            example TXT v=spf1 +all
            """);
        var request = new SpfRequest(System.Net.IPAddress.Parse("203.0.113.9"), "hospital.example", sender, helo);
        var evaluation = await new SpfEvaluator(dns, new()).CheckHostAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, evaluation.Result.ToString());
    }

    [Theory]
    [InlineData("v=spf1 -all exp=why.example", "why")]
    [InlineData("v=spf1 exp=why.example -all", "why")]
    [InlineData("v=spf1 ~all exp=why.example", null)]                       // only of a fail
    [InlineData("v=spf1 redirect=other.example exp=why.example", "other")]  // of the record that decided
    [InlineData("v=spf1 redirect=silent.example exp=why.example", null)]
    [InlineData("v=spf1 -include:open.example exp=why.example", "why")]     // not of an included one
    [InlineData("v=spf1 -include:open.example", null)]
    [InlineData("v=spf1 -all exp=several.example", null)]
    [InlineData("v=spf1 -all exp=nothing.example", null)]
    [InlineData("v=spf1 -all exp=bad..example", null)]
    [InlineData("v=spf1 a:x.example a:y.example -all exp=z.example", null)] // counts towards no limit
    public async Task The_explanation_is_that_of_the_record_that_failed(string record, string? expected)
    {
        var evaluation = await CheckAsync($"""
            hospital.example TXT {record}
            other.example TXT v=spf1 -all exp=other-why.example
            silent.example TXT v=spf1 -all
            open.example TXT v=spf1 +all exp=other-why.example
            why.example TXT why
            other-why.example TXT other
            several.example TXT one
            several.example TXT two
            """);
        Assert.Equal(expected, evaluation.Explanation);
        if (!record.Contains("~all", StringComparison.Ordinal)) Assert.Equal(SpfResult.Fail, evaluation.Result);
    }

    [Theory]
    [InlineData("v=spf1 exists:%{c}.example -all")]
    [InlineData("v=spf1 include:%{r}.example -all")]
    [InlineData("v=spf1 -all exp=%{t}.example")]
    [InlineData("v=spf1 moo=%{t} -all")]
    public async Task Three_letters_stand_in_explanations_only(string record) =>
        Assert.Equal("PermError SyntaxError 0 0", Show(await CheckAsync($"hospital.example TXT {record}")));

    [Theory]
    [InlineData("mx.hospital.example=203.0.113.9", "mx.hospital.example")]
    [InlineData("mx.hospital.example=203.0.113.8", "unknown")]                                                    // not validated
    [InlineData("a.example=203.0.113.9 mx.hospital.example=203.0.113.9", "mx.hospital.example")]                  // below the domain first
    [InlineData("a.hospital.example=203.0.113.9 hospital.example=203.0.113.9", "hospital.example")]               // the domain itself before
    [InlineData("nothospital.example=203.0.113.9", "nothospital.example")]                                        // any other at last
    public async Task The_name_of_a_client_is_validated(string names, string expected)
    {
        var pairs = names.Split(' ').Select(pair => pair.Split('=')).ToArray();
        var dns = new Pointing(SpfZone.Of(string.Concat(pairs.Select(pair => $"{pair[0]} A {pair[1]}\n"))
            + "hospital.example TXT v=spf1 -all exp=why.example\nwhy.example TXT %{p}"), [.. pairs.Select(pair => pair[0])]);
        Assert.Equal(expected, (await CheckAsync(dns)).Explanation);
    }

    [Theory]
    [InlineData("v=spf1 ptr -all", "mx.hospital.example", "Pass ptr 1 0")]
    [InlineData("v=spf1 ptr:example -all", "mx.hospital.example", "PermError SyntaxError 0 0")]     // one label is no domain-spec
    [InlineData("v=spf1 ptr:pital.example -all", "mx.hospital.example", "Fail -all 1 0")]           // below, not ending alike
    [InlineData("v=spf1 ptr:hospital.example -all", "other.example", "Fail -all 1 0")]
    public async Task Ptr_matches_a_validated_name_at_or_below_the_target(string record, string name, string expected)
    {
        var dns = new Pointing(SpfZone.Of($"hospital.example TXT {record}\nmx.hospital.example A 203.0.113.9\nother.example A 203.0.113.9"), [name]);
        Assert.Equal(expected, Show(await CheckAsync(dns)));
    }

    [Fact]
    public async Task Ten_names_of_a_client_are_asked_for_and_no_more()
    {
        var names = Enumerable.Range(0, 30).Select(at => $"h{at:00}.example").ToArray();
        var counting = new CountingResolver(new Pointing(SpfZone.Of("hospital.example TXT v=spf1 ptr ptr exists:%{p}.example -all"), names));
        Assert.Equal("Fail -all 3 1", Show(await CheckAsync(counting)));
        Assert.Equal(1 + 1 + 10 + 1, counting.Asked);       // and each once, however many terms need them
    }

    [Theory]
    [InlineData(62, 3, "4")]        // 62 octets, four times with their dots and "x.example": the first part goes
    [InlineData(40, 5, "7")]        // 255 octets with six of them
    [InlineData(60, 4, "5")]        // 253 octets with four
    public async Task A_name_that_is_too_long_loses_its_first_labels(int octets, int kept, string copies)
    {
        var (label, times) = (new string('l', octets), int.Parse(copies, System.Globalization.CultureInfo.InvariantCulture));
        var name = string.Concat(Enumerable.Repeat($"{label}.", kept)) + "x.example";
        var record = $"v=spf1 exists:{string.Concat(Enumerable.Repeat("%{l}.", times))}x.example -all";
        var dns = SpfZone.Of($"hospital.example TXT {record}\n{name} A 127.0.0.2");
        Assert.Equal(SpfResult.Pass, (await CheckAsync(dns, mailFrom: $"{label}@hospital.example")).Result);
    }

    [Theory]
    [InlineData("a\\.b", SpfResult.Fail)]
    [InlineData("a b", SpfResult.Pass)]
    [InlineData("\0", SpfResult.Fail)]
    [InlineData("a..b", SpfResult.Fail)]
    [InlineData("%{d}", SpfResult.Fail)]       // what a sender writes is not expanded again
    public async Task Local_parts_are_octets(string localPart, SpfResult expected)
    {
        var dns = SpfZone.Of("hospital.example TXT v=spf1 exists:%{l}.x.example -all\na\\032b.x.example A 127.0.0.2");
        Assert.Equal(expected, (await CheckAsync(dns, mailFrom: $"{localPart}@hospital.example")).Result);
    }

    private static Task<SpfEvaluation> ExplainedAsync(string text, string ip = "203.0.113.9") => CheckAsync(
        SpfZone.Of($"mail.hospital.example TXT v=spf1 -all exp=why.example\nwhy.example TXT {text}"), ip,
        new() { Clock = new ManualClock(), ReceivingHost = "mx.receiver.example" }, "Strong-Bad+x@mail.hospital.example", "client.example");

    /// <summary>The client's PTR records beside a zone.</summary>
    private sealed class Pointing(IDnsResolver dns, string[] names) : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken) =>
            question.Name.Text != ReverseName ? dns.ResolveAsync(question, cancellationToken)
            : new(DnsAnswer.Found(question.Name, question.Type, names.Select(name => new DnsRecord.Pointer(DnsType.Ptr, DomainName.Parse(name)))));
    }
}
