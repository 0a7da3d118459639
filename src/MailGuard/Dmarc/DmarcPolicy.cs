namespace MailGuard.Dmarc;

/// <summary>What the owner of a domain asks receivers to do with mail that fails (RFC 9989 section 4.7), mildest first.</summary>
public enum DmarcPolicy
{
    None,
    Quarantine,
    Reject,
}
