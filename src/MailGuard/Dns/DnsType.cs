namespace MailGuard.Dns;

/// <summary>Types of resource records, with their numbers in the IANA registry. Other numbers are allowed.</summary>
public enum DnsType : ushort
{
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Ptr = 12,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Ds = 43,
    Tlsa = 52,
    Spf = 99,
    Caa = 257,
}
