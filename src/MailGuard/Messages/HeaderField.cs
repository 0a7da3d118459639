namespace MailGuard.Messages;

/// <summary>One field of a message header (RFC 5322 section 2.2) exactly as it stands there.</summary>
/// <param name="Octets">From the first letter of the name to the end of the last line, line ends included.</param>
/// <param name="NameLength">Octets before the colon, without white space; 0 for a line that is no field.</param>
internal readonly record struct HeaderField(ReadOnlyMemory<byte> Octets, int NameLength)
{
    /// <summary>As written, e.g. <c>DKIM-Signature</c>; empty for a line that is no field.</summary>
    public string Name => OctetsToText(Octets.Span[..NameLength]);

    /// <summary>What stands behind the colon without the last line end, folding included, one char an octet.</summary>
    public string Value
    {
        get
        {
            var octets = Octets.Span;
            return OctetsToText(octets[(octets.IndexOf((byte)':') + 1)..].TrimEnd("\r\n"u8));
        }
    }

    public bool Is(ReadOnlySpan<byte> name) => System.Text.Ascii.EqualsIgnoreCase(Octets.Span[..NameLength], name);

    private static string OctetsToText(ReadOnlySpan<byte> octets) => System.Text.Encoding.Latin1.GetString(octets);
}
