namespace MailGuard.Probes;

/// <summary>How a fetch ended.</summary>
public enum FetchOutcome
{
    Fetched,

    /// <summary>The DNS says that the host has no address.</summary>
    NoAddress,

    /// <summary>The DNS did not answer for the host's address.</summary>
    AddressUnknown,

    /// <summary>All addresses are private, loopback, link-local, for documentation or otherwise not on the public internet; nothing was sent.</summary>
    RefusedAddress,

    /// <summary>The host closes the port or the connection.</summary>
    Unreachable,

    /// <summary>This machine has no way to the address.</summary>
    NoNetwork,

    /// <summary>The host speaks no TLS of version 1.2 or later.</summary>
    NoTls,

    /// <summary>The certificate does not stand the checks (RFC 8461 section 3.3).</summary>
    Certificate,

    /// <summary>An HTTP status 3xx; redirects are not followed (RFC 8461 section 3.3).</summary>
    Redirect,

    /// <summary>An HTTP status other than 200 and 3xx.</summary>
    Status,

    /// <summary>Another media type than asked for.</summary>
    MediaType,

    /// <summary>What came is no HTTP response, or ends too soon.</summary>
    BadResponse,

    /// <summary>More octets than a fetch takes in.</summary>
    TooLarge,

    /// <summary>Not complete within the time for one fetch.</summary>
    Timeout,

    /// <summary>The time for the domain ended first.</summary>
    Interrupted,

    /// <summary>A replayed snapshot does not hold the fetch.</summary>
    NotRecorded,
}

/// <summary>What fetching a file over HTTPS came to; never an exception.</summary>
/// <param name="Detail">The status of <see cref="FetchOutcome.Status"/> and <see cref="FetchOutcome.Redirect"/>, the media type of
/// <see cref="FetchOutcome.MediaType"/> (empty for none), the words of <see cref="CertificateProblem"/> separated by blanks; null for the others.</param>
/// <param name="Body">One char an octet; empty unless fetched.</param>
public sealed record HttpsFetch(string Url, FetchOutcome Outcome, string? Detail = null, string Body = "")
{
    /// <summary>Nothing is known of the file: the fault may lie with the DNS, this machine or this run.</summary>
    public bool IsUndetermined =>
        Outcome is FetchOutcome.AddressUnknown or FetchOutcome.NoNetwork or FetchOutcome.Interrupted or FetchOutcome.NotRecorded;

    /// <summary>Nothing came, but from elsewhere or at another time something may: a guess that the host is at fault.</summary>
    public bool IsUncertain => Outcome is FetchOutcome.Timeout or FetchOutcome.Unreachable or FetchOutcome.NoTls or FetchOutcome.BadResponse;
}

/// <summary>Words for what is wrong with a certificate.</summary>
internal static class CertificateProblem
{
    public const string WrongName = "wrong-name";
    public const string Expired = "expired";
    public const string NotYetValid = "not-yet-valid";
    public const string SelfSigned = "self-signed";
    public const string Untrusted = "untrusted";
    public const string Invalid = "invalid";
}
