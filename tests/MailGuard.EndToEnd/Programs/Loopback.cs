using System.Net;
using System.Net.Sockets;

namespace MailGuard.EndToEnd.Programs;

internal static class Loopback
{
    /// <summary>A port of 127.0.0.1 that is free for UDP and TCP alike.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
            using var tcp = new TcpListener(IPAddress.Loopback, port);
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
