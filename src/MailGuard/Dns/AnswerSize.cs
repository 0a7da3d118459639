using System.Collections.Immutable;
using System.Net.Sockets;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Octets of memory that an answer holds, as a 64-bit runtime lays objects out.</summary>
/// <remarks>
/// Counted object by object: 16 octets a header, the fields, rounded up to 8; a string has two octets a character. Measured as the
/// difference of GC.GetTotalMemory before and after a snapshot of 21,563 answers was read (500 domains): 251 octets an answer where 243
/// are estimated. Nothing is taken for shared between answers.
/// </remarks>
internal static class AnswerSize
{
    private const int ObjectHeader = 16;
    private const int ArrayHeader = 24;
    private const int Reference = 8;

    public static int Of(DnsAnswer answer)
    {
        var size = ObjectHeader + 56 + Of(answer.Name);
        if (!answer.Records.IsEmpty) size += ArrayHeader + Reference * answer.Records.Length;
        if (!answer.Aliases.IsEmpty) size += ArrayHeader + Reference * answer.Aliases.Length;
        foreach (var record in answer.Records) size += Of(record);
        foreach (var alias in answer.Aliases) size += Of(alias);
        return size;
    }

    private static int Of(DnsRecord record) => ObjectHeader + 8 + record switch
    {
        DnsRecord.Address { Value.AddressFamily: AddressFamily.InterNetworkV6 } => Reference + 40 + Array(16) + String(39),   // the text it keeps once shown
        DnsRecord.Address => Reference + 40 + String(15),
        DnsRecord.Mx mx => Reference + Of(mx.Exchange),
        DnsRecord.Txt txt => 2 * Reference + Of(txt.Strings),
        DnsRecord.Pointer pointer => Reference + Of(pointer.Target),
        DnsRecord.Soa soa => 2 * Reference + 24 + Of(soa.PrimaryServer) + Of(soa.Mailbox),
        DnsRecord.Ds ds => Reference + Array(ds.Digest.Length),
        DnsRecord.Tlsa tlsa => Reference + Array(tlsa.Association.Length),
        DnsRecord.Caa caa => 2 * Reference + String(caa.Tag.Length) + String(caa.Value.Length),
        DnsRecord.Opaque opaque => Reference + Array(opaque.Octets.Length),
        _ => 0,
    };

    private static int Of(DomainName name) => ObjectHeader + 2 * Reference + 8 + String(name.Text.Length);

    /// <summary>With the text that is made of them when somebody reads it.</summary>
    private static int Of(ImmutableArray<ImmutableArray<byte>> strings)
    {
        var size = ArrayHeader + Reference * strings.Length;
        var length = 0;
        foreach (var octets in strings)
        {
            size += Array(octets.Length);
            length += octets.Length;
        }

        return size + String(length);
    }

    private static int String(int length) => Rounded(22 + 2 * length);

    private static int Array(int octets) => Rounded(ArrayHeader + octets);

    private static int Rounded(int octets) => (octets + 7) & ~7;
}
