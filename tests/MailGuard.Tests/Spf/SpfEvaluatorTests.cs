using System.Net;
using MailGuard.Dns;
using MailGuard.Spf;
using MailGuard.Tests.Dns;
using static MailGuard.Tests.Spf.SpfEvaluations;

namespace MailGuard.Tests.Spf;

public sealed class SpfEvaluatorTests
{
    [Theory]
    [InlineData("V=SPF1 -all", "Fail -all 0 0")]                                        // the version in any case
    [InlineData("v=spf1", "Neutral - 0 0")]
    [InlineData("v=spf10 -all", "None WithoutRecord 0 0")]
    [InlineData("v=spf1 IP4:203.0.113.0/24 -all", "Pass IP4:203.0.113.0/24 0 0")]       // mechanism names in any case
    [InlineData("v=spf1 ?ip4:203.0.113.9", "Neutral ?ip4:203.0.113.9 0 0")]
    [InlineData("v=spf1 ~ip4:203.0.113.8/31 -all", "SoftFail ~ip4:203.0.113.8/31 0 0")]
    [InlineData("v=spf1 ip6:::ffff:203.0.113.9 -all", "Fail -all 0 0")]                 // ip6 is for IPv6 connections
    [InlineData("v=spf1 ip6:::/0 -all", "Fail -all 0 0")]
    [InlineData("v=spf1 ip4:0.0.0.0/0 -all", "Pass ip4:0.0.0.0/0 0 0")]
    [InlineData("v=spf1 +all junk", "PermError SyntaxError 0 0")]                       // a late syntax error comes before any evaluation
    [InlineData("v=spf1 a:host.example/24//64 -all", "Pass a:host.example/24//64 1 0")]
    [InlineData("v=spf1 a:host.example//0 -all", "Fail -all 1 0")]                      // only the ip6 length was given
    [InlineData("v=spf1 a:host.example/0//128 -all", "Pass a:host.example/0//128 1 0")]
    [InlineData("v=spf1 a:host.example./24 -all", "Pass a:host.example./24 1 0")]       // a trailing dot
    [InlineData("v=spf1 a:host.example/33 -all", "PermError SyntaxError 0 0")]
    [InlineData("v=spf1 a:bad..example -all", "Fail -all 1 0")]                         // an empty label cannot be asked for
    [InlineData("v=spf1 exists:host.example -all", "Pass exists:host.example 1 0")]
    [InlineData("v=spf1 redirect=other.example", "SoftFail ~all 1 0")]
    [InlineData("v=spf1 redirect=other.example -all", "Fail -all 0 0")]                 // ignored beside all
    [InlineData("v=spf1 redirect=nothing.example", "PermError TargetWithoutRecord 1 1")]
    [InlineData("v=spf1 redirect=host.example", "PermError TargetWithoutRecord 1 1")]
    [InlineData("v=spf1 include:other.example ?all", "Neutral ?all 1 0")]
    [InlineData("v=spf1 -include:open.example ?all", "Fail -include:open.example 1 0")]
    [InlineData("v=spf1 include:nothing.example +all", "PermError TargetWithoutRecord 1 1")]
    [InlineData("v=spf1 include:broken.example +all", "PermError SyntaxError 1 0")]
    [InlineData("v=spf1 include:twice.example +all", "PermError SeveralRecords 1 0")]
    [InlineData("v=spf1 include:hospital.example +all", "PermError Loop 1 0")]
    [InlineData("v=spf1 moo=ignored exp=nothing.example ip4:203.0.113.9", "Pass ip4:203.0.113.9 0 0")]
    public async Task A_record_gives_what_the_RFC_says(string record, string expected) =>
        Assert.Equal(expected, Show(await CheckAsync($"""
            hospital.example TXT {record}
            host.example A 203.0.113.99
            other.example TXT v=spf1 ~all
            open.example TXT v=spf1 +all
            broken.example TXT v=spf1 a: ip4:203.0.113.9
            twice.example TXT v=spf1 -all
            twice.example TXT v=spf1 +all
            """)));

    [Theory]
    [InlineData("hospital", "None InvalidDomain 0 0")]                                  // a single label
    [InlineData("hospital..example", "None InvalidDomain 0 0")]
    [InlineData("[192.0.2.1]", "None InvalidDomain 0 0")]
    [InlineData("a123456789b123456789c123456789d123456789e123456789f123456789g123.hospital.example", "None InvalidDomain 0 0")]
    [InlineData("nothing.example", "None NonexistentDomain 0 0")]
    [InlineData("HOSPITAL.example.", "Fail -all 0 0")]
    [InlineData("病院.example", "Pass +all 0 0")]                                       // U-labels are asked as A-labels
    public async Task Only_a_name_of_several_labels_is_evaluated(string domain, string expected) =>
        Assert.Equal(expected, Show(await CheckAsync(
            SpfZone.Of("hospital.example TXT v=spf1 -all\nxn--0rys90e.example TXT v=spf1 +all"), mailFrom: $"doctor@{domain}")));

    [Theory]
    [InlineData("", "mail.hospital.example", "postmaster@mail.hospital.example", "mail.hospital.example")]
    [InlineData("<>", "mail.hospital.example", "postmaster@mail.hospital.example", "mail.hospital.example")]
    [InlineData("<doctor@hospital.example>", "x", "doctor@hospital.example", "hospital.example")]
    [InlineData("\"a@b\"@hospital.example", "x", "\"a@b\"@hospital.example", "hospital.example")]
    public void The_identity_is_the_sender_or_for_bounces_the_name_of_the_client(string mailFrom, string helo, string sender, string domain)
    {
        var request = SpfRequest.OfMailFrom(IPAddress.Loopback, mailFrom, helo);
        Assert.Equal((sender, domain), (request.Sender, request.Domain));
    }

    [Theory]
    [InlineData("v=spf1 a a a a a a a a a a ip4:203.0.113.9 -all", "Pass ip4:203.0.113.9 10 0")]
    [InlineData("v=spf1 a a a a a a a a a a a ip4:203.0.113.9 -all", "PermError TooManyLookups 11 0")]
    [InlineData("v=spf1 ip4:203.0.113.9 a a a a a a a a a a a -all", "Pass ip4:203.0.113.9 0 0")]    // the limit is met or it is not
    [InlineData("v=spf1 include:five.example include:five.example -all", "PermError TooManyLookups 11 0")]
    [InlineData("v=spf1 a:x.example exists:y.example ?all", "Neutral ?all 2 2")]
    [InlineData("v=spf1 a:x.example mx:y.example exists:z.example ?all", "PermError TooManyVoidLookups 3 3")]
    [InlineData("v=spf1 mx:ten.example -all", "Fail -all 1 0")]
    [InlineData("v=spf1 mx:eleven.example -all", "PermError TooManyMxHosts 1 0")]
    [InlineData("v=spf1 mx:null.example -all", "Fail -all 1 0")]
    [InlineData("v=spf1 mx:dead.example -all", "Fail -all 1 0")]                        // the term's own question found its hosts
    public async Task Limits_hold_for_the_whole_check(string record, string expected)
    {
        string Mx(string name, int hosts) => string.Concat(Enumerable.Range(0, hosts).Select(at => $"{name} MX {at} host.example.\n"));
        Assert.Equal(expected, Show(await CheckAsync($"""
            hospital.example TXT {record}
            hospital.example A 192.0.2.1
            host.example A 192.0.2.1
            five.example TXT v=spf1 a:host.example a:host.example a:host.example a:host.example a:host.example ?all
            five.example A 192.0.2.1
            null.example MX 0 .
            dead.example MX 0 x.example.
            dead.example MX 1 y.example.
            dead.example MX 2 z.example.
            {Mx("ten.example", 10)}{Mx("eleven.example", 11)}
            """)));
    }

    [Theory]
    [InlineData("v=spf1 a:silent.example -all", "TempError DnsFailure 1 0")]
    [InlineData("v=spf1 mx:silent.example -all", "TempError DnsFailure 1 0")]
    [InlineData("v=spf1 mx:mx.example -all", "TempError DnsFailure 1 0")]               // behind the MX record
    [InlineData("v=spf1 exists:silent.example -all", "TempError DnsFailure 1 0")]
    [InlineData("v=spf1 include:silent.example -all", "TempError DnsFailure 1 0")]
    [InlineData("v=spf1 redirect=silent.example", "TempError DnsFailure 1 0")]
    [InlineData("v=spf1 ptr -all", "Fail -all 1 0")]                                    // of PTR and behind it, a failure is no match
    [InlineData("v=spf1 exists:%{p}.example -all", "Fail -all 1 1")]                    // and the macro is unknown
    [InlineData("v=spf1 -all exp=silent.example", "Fail -all 0 0")]
    [InlineData("v=spf1 ip4:203.0.113.9 a:silent.example", "Pass ip4:203.0.113.9 0 0")]
    public async Task A_failure_of_the_DNS_is_temperror_where_the_RFC_says_so(string record, string expected)
    {
        var dns = new SilentAt("9.113.0.203.in-addr.arpa", new SilentAt("silent.example", SpfZone.Of($"hospital.example TXT {record}\nmx.example MX 1 silent.example.")));
        Assert.Equal(expected, Show(await CheckAsync(dns)));
    }

    [Fact]
    public async Task An_IPv4_mapped_client_is_an_IPv4_client() =>
        Assert.Equal("Pass ip4:203.0.113.9 0 0", Show(await CheckAsync("hospital.example TXT v=spf1 ip4:203.0.113.9 -all", "::ffff:203.0.113.9")));

    [Fact]
    public async Task A_check_that_takes_too_long_is_temperror_and_asks_no_more()
    {
        var options = new SpfEvaluatorOptions { MaxTime = TimeSpan.FromMilliseconds(1) };
        Assert.Equal("TempError OutOfTime 0 0", Show(await CheckAsync(new Unanswered(), options: options)));
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_the_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var request = SpfRequest.OfHelo(IPAddress.Loopback, "mail.hospital.example");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SpfEvaluator(new Unanswered(), new()).CheckHostAsync(request, cancelled.Token));
    }

    [Fact]
    public async Task The_path_shows_each_term_and_what_it_was_answered()
    {
        var evaluation = await CheckAsync("""
            hospital.example TXT v=spf1 include:provider.example mx -all
            hospital.example MX 10 mx.hospital.example.
            mx.hospital.example A 192.0.2.1
            provider.example TXT v=spf1 ip4:198.51.100.0/24 ~all
            """);
        var steps = evaluation.Path!.Steps;
        Assert.Equal(["include:provider.example NotMatched", "mx NotMatched", "-all Matched"], steps.Select(step => $"{step.Term.Text} {step.Outcome}"));
        Assert.Equal(["ip4:198.51.100.0/24 NotMatched", "~all Matched"], steps[0].Target!.Steps.Select(step => $"{step.Term.Text} {step.Outcome}"));
        Assert.Equal(SpfResult.SoftFail, steps[0].Target!.Result);
        Assert.Equal(["Found: 10 mx.hospital.example.", "Found: 192.0.2.1"], steps[1].Answers.Select(Zones.Show));
    }

    [Fact]
    public async Task Reading_on_counts_everything_and_changes_no_result()
    {
        var zone = "hospital.example TXT v=spf1 include:nothing.example include:provider.example a ip4:203.0.113.9 -all\nprovider.example TXT v=spf1 a mx ?all";
        var stopped = await CheckAsync(zone);
        var readOn = await CheckAsync(zone, options: new() { ReadsOn = true });
        Assert.Equal(("PermError TargetWithoutRecord 1 1", "PermError TargetWithoutRecord 5 4"), (Show(stopped), Show(readOn)));
        Assert.Equal(["Error", "AfterResult", "AfterResult", "AfterResult", "AfterResult"], readOn.Path!.Steps.Select(step => $"{step.Outcome}"));
    }

    /// <summary>Waits for ever, and ends when told to.</summary>
    private sealed class Unanswered : IDnsResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return DnsAnswer.Failed(question, DnsFailure.Timeout);
        }
    }
}
