using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailGuard.EndToEnd.Programs;

/// <summary>Issues certificates for a test; only the test trusts it.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddYears(-2);
    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow.AddYears(1);

    private readonly X509Certificate2 root;

    public TestAuthority()
    {
        var request = RequestFor($"CN=Test root {Guid.NewGuid()}", out var key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using (key) root = request.CreateSelfSigned(Begin, End);
    }

    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(root.RawData)];

    public X509Certificate2 Issue(string name, DateTimeOffset? from = null, DateTimeOffset? until = null, string usage = "1.3.6.1.5.5.7.3.1")
    {
        var request = LeafRequest(name, usage, out var key);
        using (key)
        {
            using var issued = request.Create(root, from ?? Begin.AddDays(1), until ?? End.AddDays(-1), RandomNumberGenerator.GetBytes(8));
            using var withKey = issued.CopyWithPrivateKey(key);
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
        }
    }

    public static X509Certificate2 SelfSigned(string name)
    {
        var request = LeafRequest(name, "1.3.6.1.5.5.7.3.1", out var key);
        using (key) return request.CreateSelfSigned(Begin, End);
    }

    public void Dispose() => root.Dispose();

    private static CertificateRequest LeafRequest(string name, string usage, out ECDsa key)
    {
        var request = RequestFor($"CN={name}", out key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(usage)], false));
        return request;
    }

    private static CertificateRequest RequestFor(string subject, out ECDsa key) => new(subject, key = ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
}
