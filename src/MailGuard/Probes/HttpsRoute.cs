using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace MailGuard.Probes;

/// <summary>How hosts are reached and whom certificates must lead to. Only tests have another one than <see cref="Public"/>.</summary>
/// <param name="Port">443, as the URLs say.</param>
/// <param name="AllowsLoopback">A server of a test stands on this machine.</param>
/// <param name="Roots">Null: those the system trusts.</param>
internal sealed record HttpsRoute(int Port, bool AllowsLoopback, X509Certificate2Collection? Roots)
{
    public static readonly HttpsRoute Public = new(443, AllowsLoopback: false, Roots: null);

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public bool Allows(IPAddress address) => PublicAddress.Is(address) || (AllowsLoopback && IPAddress.IsLoopback(address));

    /// <summary>Names nothing else to be fetched: neither revocation lists nor missing issuers from URLs of the certificate's choice.</summary>
    public X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            ApplicationPolicy = { new(ServerAuthentication) },
        };
        if (Roots is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(Roots);
        return policy;
    }
}
