using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MailGuard.Dns.Wire;

/// <summary>Numbers nobody can guess, for message ids and ports (RFC 5452 section 9.2). Fetched many at a time; not safe for several threads at once.</summary>
internal sealed class RandomNumbers
{
    private readonly byte[] octets = new byte[512];
    private int next = 512;

    public ushort Next()
    {
        if (next == octets.Length)
        {
            RandomNumberGenerator.Fill(octets);
            next = 0;
        }

        var id = BinaryPrimitives.ReadUInt16LittleEndian(octets.AsSpan(next));
        next += sizeof(ushort);
        return id;
    }
}
