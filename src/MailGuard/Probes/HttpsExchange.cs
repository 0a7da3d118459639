using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MailGuard.Probes;

/// <summary>One request over a connection of its own.</summary>
/// <param name="addresses">Checked; connected to in their order.</param>
internal sealed class HttpsExchange(FetchRequest request, IReadOnlyList<IPAddress> addresses, HttpsRoute route)
{
    /// <summary>Of response headers, in kilobytes.</summary>
    private const int MaxHeaderKilobytes = 16;

    /// <summary>Sent with the request; says neither version nor system.</summary>
    private const string ProductName = "MailGuard";

    private string? certificateProblem;
    private SocketError? connectionProblem;
    private bool hasConnected;

    public async Task<HttpsFetch> RunAsync(CancellationToken until, CancellationToken cancellationToken)
    {
        using var timeIsUp = new CancellationTokenSource(FetchRequest.MaxTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(until, timeIsUp.Token, cancellationToken);
        try
        {
            return await ExchangeAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Ended(timeIsUp.IsCancellationRequested ? FetchOutcome.Timeout : FetchOutcome.Interrupted);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or AuthenticationException)
        {
            return Failed(exception);
        }
    }

    private async Task<HttpsFetch> ExchangeAsync(CancellationToken cancellationToken)
    {
        using var handler = Handler();
        using var client = new HttpMessageInvoker(handler);
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.UserAgent.Add(new(new ProductHeaderValue(ProductName)));
        message.Headers.ConnectionClose = true;
        using var response = await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return ProblemOf(response) ?? await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
    }

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        MaxResponseDrainSize = 0,
        ConnectCallback = async (_, cancellationToken) => await ConnectAsync(cancellationToken).ConfigureAwait(false),
        SslOptions = new()
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            CertificateChainPolicy = route.ChainPolicy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors),
        },
    };

    /// <summary>To a checked address, whatever the name resolves to by now; once, though the handler would try again.</summary>
    private async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        if (hasConnected) throw new IOException();
        var share = FetchRequest.MaxTime / (addresses.Count + 1);
        foreach (var address in addresses)
        {
            using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (address != addresses[^1]) mine.CancelAfter(share);
            if (await TryConnectAsync(address, mine.Token, cancellationToken).ConfigureAwait(false) is not { } stream) continue;
            (hasConnected, connectionProblem) = (true, null);
            return stream;
        }

        throw new SocketException((int)connectionProblem!);
    }

    private async Task<NetworkStream?> TryConnectAsync(IPAddress address, CancellationToken mine, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, route.Port, mine).ConfigureAwait(false);
            return new(socket, ownsSocket: true);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            Note(exception.SocketErrorCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            Note(SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return null;
    }

    /// <summary>What a host does says more than that there is no way to another of its addresses.</summary>
    private void Note(SocketError problem)
    {
        if (connectionProblem is not { } earlier || IsOurs(earlier)) connectionProblem = problem;
    }

    private bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None) return true;
        var problems = new List<string>();
        if (certificate is null || chain is null) problems.Add(CertificateProblem.Invalid);
        else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) problems.AddRange(chain.ChainStatus.Select(status => WordFor(status.Status, certificate)));
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) problems.Add(CertificateProblem.WrongName);
        certificateProblem = string.Join(' ', problems.Distinct().Order(StringComparer.Ordinal));
        return false;
    }

    private static string WordFor(X509ChainStatusFlags status, X509Certificate certificate) => status switch
    {
        X509ChainStatusFlags.NotTimeValid when certificate is X509Certificate2 { NotBefore: var from } && from > TimeProvider.System.GetLocalNow().LocalDateTime =>
            CertificateProblem.NotYetValid,
        X509ChainStatusFlags.NotTimeValid => CertificateProblem.Expired,
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain =>
            certificate.Issuer == certificate.Subject ? CertificateProblem.SelfSigned : CertificateProblem.Untrusted,
        _ => CertificateProblem.Invalid,
    };

    private HttpsFetch? ProblemOf(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return Ended(FetchOutcome.Redirect, $"{status}");
        if (status != (int)HttpStatusCode.OK) return Ended(FetchOutcome.Status, $"{status}");
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (request.MediaType is { } wanted && !wanted.Equals(type, StringComparison.OrdinalIgnoreCase)) return Ended(FetchOutcome.MediaType, type);
        return response.Content.Headers.ContentLength > FetchRequest.MaxOctets ? Ended(FetchOutcome.TooLarge) : null;
    }

    private async Task<HttpsFetch> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var octets = new byte[FetchRequest.MaxOctets + 1];
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var length = await stream.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length == octets.Length
            ? Ended(FetchOutcome.TooLarge)
            : new(request.Url, FetchOutcome.Fetched, Body: Encoding.Latin1.GetString(octets, 0, length));
    }

    private HttpsFetch Failed(Exception exception)
    {
        if (certificateProblem is not null) return Ended(FetchOutcome.Certificate, certificateProblem);
        if (connectionProblem is { } problem && exception is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
            return Ended(IsOurs(problem) ? FetchOutcome.NoNetwork : problem is SocketError.TimedOut ? FetchOutcome.Timeout : FetchOutcome.Unreachable);
        if (exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException) return Ended(FetchOutcome.NoTls);
        return Ended(exception.InnerException is SocketException || exception is SocketException ? FetchOutcome.Unreachable : FetchOutcome.BadResponse);
    }

    /// <summary>Says nothing of the host.</summary>
    private static bool IsOurs(SocketError problem) => problem is SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostUnreachable
        or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.AccessDenied or SocketError.TooManyOpenSockets
        or SocketError.ProtocolFamilyNotSupported;

    private HttpsFetch Ended(FetchOutcome outcome, string? detail = null) => new(request.Url, outcome, detail);
}
