using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailGuard.Names;

namespace MailGuard.Bimi;

/// <summary>What keeps a mark certificate from being accepted.</summary>
public enum BimiEvidenceProblem
{
    /// <summary>No PEM file of X.509 certificates.</summary>
    NotPem,
    Expired,
    NotYetValid,

    /// <summary>Without the extended key usage of mark certificates.</summary>
    NotForMarks,

    /// <summary>Its alternative names do not cover the domain.</summary>
    OtherDomain,
}

/// <summary>The outline of an evidence document: the first certificate's dates, purpose and names.</summary>
/// <remarks>Not checked: the chain to an issuer of mark certificates, the image inside, transparency logs, revocation.</remarks>
internal static class BimiEvidence
{
    /// <summary>Extended key usage id-kp-BrandIndicatorforMessageIdentification.</summary>
    private const string MarkUsage = "1.3.6.1.5.5.7.3.31";

    /// <summary>Certificates of one document that are looked at.</summary>
    private const int MaxCertificates = 16;

    public static ImmutableArray<BimiEvidenceProblem> ProblemsOf(string octets, DomainName domain, DateTimeOffset now)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(octets);
            return certificates.Count is 0 or > MaxCertificates ? [BimiEvidenceProblem.NotPem] : [.. Of(certificates[0], domain, now)];
        }
        catch (CryptographicException)
        {
            return [BimiEvidenceProblem.NotPem];
        }
        finally
        {
            foreach (var certificate in certificates) certificate.Dispose();
        }
    }

    private static IEnumerable<BimiEvidenceProblem> Of(X509Certificate2 certificate, DomainName domain, DateTimeOffset now)
    {
        if (certificate.NotAfter.ToUniversalTime() < now.UtcDateTime) yield return BimiEvidenceProblem.Expired;
        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime) yield return BimiEvidenceProblem.NotYetValid;
        var usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>());
        if (usages.All(usage => usage.Value != MarkUsage)) yield return BimiEvidenceProblem.NotForMarks;
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames());
        if (!names.Any(name => Covers(name, domain))) yield return BimiEvidenceProblem.OtherDomain;
    }

    /// <summary>The domain, one above it, or a selector of either.</summary>
    private static bool Covers(string name, DomainName domain)
    {
        const string selectors = "._bimi.";
        var at = name.IndexOf(selectors, StringComparison.OrdinalIgnoreCase);
        return DomainName.TryFromDns(at < 0 ? name : name[(at + selectors.Length)..], out var covered) && !covered.IsRoot && domain.IsAtOrBelow(covered);
    }
}
