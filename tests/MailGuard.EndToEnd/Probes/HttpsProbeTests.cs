using System.Text;
using MailGuard.Dns;
using MailGuard.EndToEnd.Programs;
using MailGuard.Names;
using MailGuard.Probes;

namespace MailGuard.EndToEnd.Probes;

/// <summary>The probe against web servers that do right and wrong.</summary>
public sealed class HttpsProbeTests : IDisposable
{
    private const string Host = "mta-sts.hospital.example";
    private const string Url = "https://" + Host + "/.well-known/mta-sts.txt";
    private const string Policy = "version: STSv1\r\nmode: enforce\r\nmx: mx.hospital.example\r\nmax_age: 604800\r\n";

    private static readonly string Good = $"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Policy.Length}\r\n\r\n{Policy}";

    private readonly TestAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_policy_is_fetched_with_one_plain_request()
    {
        await using var server = new HttpsServer(authority.Issue(Host), HttpsServer.Response(Good));
        var fetch = await FetchAsync(server.Port);
        Assert.Equal(new(Url, FetchOutcome.Fetched, Body: Policy), fetch);
        Assert.Equal(
            ["GET /.well-known/mta-sts.txt HTTP/1.1", "Connection: close", $"Host: {Host}", "User-Agent: MailGuard"],
            Assert.Single(server.Requests).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).OrderByDescending(line => line.StartsWith("GET", StringComparison.Ordinal)));
    }

    public static TheoryData<string, FetchOutcome, string?> Certificates => new()
    {
        { "expired", FetchOutcome.Certificate, "expired" },
        { "not yet valid", FetchOutcome.Certificate, "not-yet-valid" },
        { "another name", FetchOutcome.Certificate, "wrong-name" },
        { "the name above", FetchOutcome.Certificate, "wrong-name" },
        { "a wildcard", FetchOutcome.Fetched, null },
        { "a wildcard two labels up", FetchOutcome.Certificate, "wrong-name" },
        { "self-signed", FetchOutcome.Certificate, "self-signed" },
        { "another authority", FetchOutcome.Certificate, "untrusted" },
        { "for clients", FetchOutcome.Certificate, "invalid" },
        { "expired, another name", FetchOutcome.Certificate, "expired wrong-name" },
    };

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task A_certificate_stands_every_check(string which, FetchOutcome outcome, string? detail)
    {
        using var other = new TestAuthority();
        var now = DateTimeOffset.UtcNow;
        using var certificate = which switch
        {
            "expired" => authority.Issue(Host, until: now.AddHours(-1)),
            "not yet valid" => authority.Issue(Host, from: now.AddHours(2)),
            "another name" => authority.Issue("www.hospital.example"),
            "the name above" => authority.Issue("hospital.example"),
            "a wildcard" => authority.Issue("*.hospital.example"),
            "a wildcard two labels up" => authority.Issue("*.example"),
            "self-signed" => TestAuthority.SelfSigned(Host),
            "another authority" => other.Issue(Host),
            "for clients" => authority.Issue(Host, usage: "1.3.6.1.5.5.7.3.2"),
            _ => authority.Issue("www.hospital.example", until: now.AddHours(-1)),
        };
        await using var server = new HttpsServer(certificate, HttpsServer.Response(Good));
        var fetch = await FetchAsync(server.Port);
        Assert.Equal((outcome, detail), (fetch.Outcome, fetch.Detail));
    }

    [Theory]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: https://www.hospital.example/x\r\nContent-Length: 0\r\n\r\n", FetchOutcome.Redirect, "301")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n", FetchOutcome.Redirect, "302")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", FetchOutcome.Status, "404")]
    [InlineData("HTTP/1.1 206 Partial\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n", FetchOutcome.Status, "206")]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", FetchOutcome.Status, "503")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx", FetchOutcome.MediaType, "text/html")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", FetchOutcome.MediaType, "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10485760\r\n\r\nx", FetchOutcome.TooLarge, null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nx", FetchOutcome.BadResponse, null)]
    [InlineData("220 mx.hospital.example ESMTP\r\n", FetchOutcome.BadResponse, null)]
    [InlineData("", FetchOutcome.BadResponse, null)]
    public async Task What_is_no_policy_says_why(string response, FetchOutcome outcome, string? detail)
    {
        await using var server = new HttpsServer(authority.Issue(Host), HttpsServer.Response(response));
        Assert.Equal(new(Url, outcome, detail), await FetchAsync(server.Port));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("endless", FetchOutcome.TooLarge)]
    [InlineData("endless headers", FetchOutcome.BadResponse)]
    [InlineData("slow", FetchOutcome.Timeout)]
    [InlineData("silent", FetchOutcome.Timeout)]
    public async Task A_fetch_ends_soon_whatever_comes(string manner, FetchOutcome outcome)
    {
        await using var server = new HttpsServer(authority.Issue(Host), (stream, cancellationToken) => AnswerBadlyAsync(stream, manner, cancellationToken));
        var start = TimeProvider.System.GetTimestamp();
        Assert.Equal(outcome, (await FetchAsync(server.Port)).Outcome);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, FetchRequest.MaxTime + TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_server_without_TLS_is_not_read()
    {
        await using var server = new HttpsServer(null, HttpsServer.Response(Good));
        Assert.Equal(FetchOutcome.NoTls, (await FetchAsync(server.Port)).Outcome);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable() => Assert.Equal(FetchOutcome.Unreachable, (await FetchAsync(Loopback.FreePort())).Outcome);

    [Fact]
    public async Task An_address_of_this_machine_gets_no_packet_from_the_probe_users_have()
    {
        await using var server = new HttpsServer(authority.Issue(Host), HttpsServer.Response(Good));
        var probe = new HttpsProbe(HttpsRoute.Public with { Port = server.Port });
        Assert.Equal(FetchOutcome.RefusedAddress, (await FetchAsync(probe)).Outcome);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_cancelled_fetch_throws_nothing_else()
    {
        await using var server = new HttpsServer(authority.Issue(Host), (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProbeTo(server.Port).FetchAsync(Zone(), Request(), CancellationToken.None, soon.Token));
    }

    [Fact]
    public async Task The_end_of_the_domains_time_leaves_the_fetch_open()
    {
        await using var server = new HttpsServer(authority.Issue(Host), (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var fetch = await ProbeTo(server.Port).FetchAsync(Zone(), Request(), soon.Token, CancellationToken.None);
        Assert.Equal((FetchOutcome.Interrupted, true), (fetch.Outcome, fetch.IsUndetermined));
    }

    [Fact]
    public async Task A_replay_of_a_recorded_audit_finds_the_same()
    {
        await using var server = new HttpsServer(authority.Issue(Host), HttpsServer.Response(Good));
        var probe = new HttpsProbe(Route(server.Port)) { Records = true };
        var recorder = new SnapshotRecorder(Zone());
        var audit = await AuditAsync(recorder, probe);
        Assert.Contains(audit.Findings, finding => finding.Rule.Id == "mta-sts.mx-not-listed");
        var snapshot = recorder.ToSnapshot(DateTimeOffset.UnixEpoch, "zone") with { Fetches = probe.Recorded };
        var replay = await AuditAsync(new SnapshotResolver(snapshot), new(snapshot));
        Assert.Equal(Shown(audit), Shown(replay));
        Assert.Equal(1, server.Connections);
    }

    private static string Shown(DomainAudit audit) => string.Join('\n', audit.Undetermined.Concat(audit.Findings.Select(finding => finding.Problem(Findings.Language.English))));

    private static Task<DomainAudit> AuditAsync(IDnsResolver dns, HttpsProbe probe) =>
        new DomainAuditor(dns, new() { Probe = probe }).AuditAsync(new(DomainName.Parse("hospital.example")), TestContext.Current.CancellationToken);

    private static async Task AnswerBadlyAsync(Stream stream, string manner, CancellationToken cancellationToken)
    {
        var piece = Encoding.ASCII.GetBytes(manner is "endless headers" ? "X: " + new string('x', 4000) + "\r\n" : "1000\r\n" + new string('x', 4096) + "\r\n");
        var head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + (manner is "endless headers" ? "" : "Transfer-Encoding: chunked\r\n\r\n");
        if (manner is not "silent") await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        while (manner is "endless" or "endless headers") await stream.WriteAsync(piece, cancellationToken);
        while (manner is "slow")
        {
            await stream.WriteAsync("1\r\nx\r\n"u8.ToArray(), cancellationToken);
            await Task.Delay(200, cancellationToken);
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static FetchRequest Request() => new(Url, DomainName.Parse(Host), "text/plain");

    private HttpsRoute Route(int port) => new(port, AllowsLoopback: true, authority.Roots);

    private HttpsProbe ProbeTo(int port) => new(Route(port));

    private Task<HttpsFetch> FetchAsync(int port) => FetchAsync(ProbeTo(port));

    private static Task<HttpsFetch> FetchAsync(HttpsProbe probe) =>
        probe.FetchAsync(Zone(), Request(), CancellationToken.None, TestContext.Current.CancellationToken);

    private static ZoneResolver Zone() => new(ZoneFile.Parse(
        """
        @ 3600 SOA ns host 1 2 3 4 60
        @ MX 10 mx
        @ MX 20 mx.other.hospital.example.
        mx A 192.0.2.1
        mx.other A 192.0.2.2
        _mta-sts TXT "v=STSv1; id=1"
        mta-sts A 127.0.0.1
        """, "hospital.example.zone", DomainName.Parse("hospital.example")).Zones);
}
