using System.Net;

namespace MailGuard.Spf;

/// <summary>What check_host() is asked (RFC 7208 section 4.1). Texts as the SMTP session carried them, or as people write them.</summary>
/// <param name="ClientAddress">Of the host that sends; an IPv4-mapped one counts as IPv4 (RFC 7208 section 5).</param>
/// <param name="Domain">Whose record is evaluated; U-labels are turned into A-labels.</param>
/// <param name="Sender">The identity, <c>local-part@domain</c>; without a local part, <c>postmaster</c> stands for it (RFC 7208 section 4.3).</param>
/// <param name="Helo">What the client called itself in HELO or EHLO; only macros use it.</param>
public sealed record SpfRequest(IPAddress ClientAddress, string Domain, string Sender, string Helo)
{
    private const string PostMaster = "postmaster";

    /// <summary>The MAIL FROM identity (RFC 7208 section 2.4); the HELO identity takes its place when the reverse-path is null.</summary>
    /// <param name="mailFrom">With or without angle brackets; empty or <c>&lt;&gt;</c> is the null reverse-path.</param>
    public static SpfRequest OfMailFrom(IPAddress clientAddress, string mailFrom, string helo)
    {
        ArgumentNullException.ThrowIfNull(mailFrom);
        var address = mailFrom is ['<', .. var inner, '>'] ? inner : mailFrom;
        return address is "" ? OfHelo(clientAddress, helo) : new(clientAddress, DomainOf(address), address, helo);
    }

    /// <summary>The HELO identity (RFC 7208 section 2.3).</summary>
    public static SpfRequest OfHelo(IPAddress clientAddress, string helo) => new(clientAddress, helo, $"{PostMaster}@{helo}", helo);

    /// <summary>Behind the last at sign: a quoted local part may hold others.</summary>
    internal static string DomainOf(string sender) => sender[(sender.LastIndexOf('@') + 1)..];

    internal static string LocalPartOf(string sender) => sender.LastIndexOf('@') is > 0 and var at ? sender[..at] : PostMaster;
}
