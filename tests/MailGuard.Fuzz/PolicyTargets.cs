using System.Text;
using MailGuard.Bimi;
using MailGuard.Names;
using MailGuard.Transport;

namespace MailGuard.Fuzz;

/// <summary>The input is a file that a probe fetched, from whoever holds the name.</summary>
internal static class PolicyTargets
{
    private static readonly DomainName Host = DomainName.Parse("mx.hospital.example");

    public static void RunMtaSts(byte[] octets)
    {
        var policy = MtaStsPolicy.Parse(Encoding.Latin1.GetString(octets));
        foreach (var pattern in policy.Mx)
        {
            if (MtaStsPattern.Matches(pattern, Host) && !MtaStsPattern.IsValid(pattern)) throw new InvalidDataException("A broken pattern matches.");
        }
    }

    /// <summary>The image, the certificate and the record that names them read the same octets: none may throw on the others' either.</summary>
    public static void RunBimi(byte[] octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        _ = BimiRecord.Parse(text);
        _ = BimiImage.ProblemsOf(text);
        _ = BimiEvidence.ProblemsOf(text, DomainName.Parse("hospital.example"), DateTimeOffset.UnixEpoch);
    }
}
