namespace MailGuard.Dmarc;

/// <summary>When failure reports are asked for: the fo tag (RFC 9989 section 4.7). Without ruf it says nothing.</summary>
[Flags]
public enum DmarcFailureOptions
{
    None = 0,

    /// <summary><c>0</c>, the default: when no mechanism gives an aligned pass.</summary>
    AllFail = 1,

    /// <summary><c>1</c>: when any mechanism gives no aligned pass.</summary>
    AnyFails = 2,

    /// <summary><c>d</c>: for a signature that fails, aligned or not (RFC 6651).</summary>
    Dkim = 4,

    /// <summary><c>s</c>: for mail that fails SPF, aligned or not (RFC 6652).</summary>
    Spf = 8,
}
