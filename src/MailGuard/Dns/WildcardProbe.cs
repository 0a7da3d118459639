using System.Security.Cryptography;
using System.Text;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Names that nobody uses, so that an answer for one shows a wildcard.</summary>
internal static class WildcardProbe
{
    /// <summary>Derived from the name itself, so that every run asks the same. Null when it would be too long.</summary>
    public static DomainName? NameBelow(DomainName name)
    {
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes(name.Text));
        return name.Prepend("mailguard-" + Convert.ToHexStringLower(digest.AsSpan(0, 6)));
    }
}
