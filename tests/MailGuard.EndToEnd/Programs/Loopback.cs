using System.Net;
using System.Net.Sockets;

namespace MailGuard.EndToEnd.Programs;

internal static class Loopback
{
    /// <summary>A port of 127.0.0.1 that is free for UDP and TCP alike.</summary>
    public static int FreePort() => FreePort(IPAddress.Loopback);

    public static int FreePort(IPAddress address)
    {
        while (true)
        {
            using var udp = new UdpClient(new IPEndPoint(address, 0));
            var port = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
            using var tcp = new TcpListener(address, port);
            try
            {
                tcp.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken for TCP: the next try gets another port.
            }
        }
    }
}
