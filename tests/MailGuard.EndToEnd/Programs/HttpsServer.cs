using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MailGuard.EndToEnd.Programs;

/// <summary>A web server on this machine that answers as a test says, rightly or wrongly.</summary>
internal sealed class HttpsServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2? certificate;
    private readonly Func<Stream, CancellationToken, Task> answer;
    private readonly Task serving;
    private int connections;

    /// <param name="certificate">Null: it speaks no TLS.</param>
    /// <param name="answer">Writes the response, or part of it; the connection is closed behind it.</param>
    public HttpsServer(X509Certificate2? certificate, Func<Stream, CancellationToken, Task> answer)
    {
        (this.certificate, this.answer) = (certificate, answer);
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref connections);

    /// <summary>The heads of the requests that came.</summary>
    public List<string> Requests { get; } = [];

    public static Func<Stream, CancellationToken, Task> Response(string text) =>
        async (stream, cancellationToken) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                await ServeAsync(client.GetStream());
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or IOException or System.Security.Authentication.AuthenticationException
                or ObjectDisposedException)
            {
                // The client left, did not trust the certificate, or the test is over.
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        if (certificate is null)
        {
            await answer(stream, stop.Token);
            return;
        }

        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
        var head = new byte[4096];
        var length = await tls.ReadAsync(head, stop.Token);
        lock (Requests) Requests.Add(Encoding.Latin1.GetString(head, 0, length));
        await answer(tls, stop.Token);
        await tls.ShutdownAsync();
    }
}
