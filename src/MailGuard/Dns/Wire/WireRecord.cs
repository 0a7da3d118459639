namespace MailGuard.Dns.Wire;

/// <summary>A record of a message, its owner and data not decoded yet (RFC 1035 section 4.1.3).</summary>
internal readonly ref struct WireRecord
{
    /// <summary>Of the root, without data.</summary>
    public const int MinOctets = 11;

    public const ushort ClassIn = 1;   // RFC 1035 section 3.2.4

    public const DnsType Opt = (DnsType)41;   // RFC 6891 section 6.1.1

    private readonly int owner;
    private readonly ushort @class;
    private readonly WireCursor data;

    private WireRecord(ref WireCursor records)
    {
        owner = records.At;
        records.SkipName();
        Type = (DnsType)records.UInt16();
        @class = records.UInt16();
        TimeToLive = records.UInt32();
        data = records.Part(records.UInt16());
    }

    public DnsType Type { get; }

    /// <summary>As sent: seconds, or with OPT something else.</summary>
    public uint TimeToLive { get; }

    /// <summary>2^31 and above count as 0 (RFC 2181 section 8).</summary>
    private TimeSpan Lifetime => TimeSpan.FromSeconds(TimeToLive > int.MaxValue ? 0 : TimeToLive);

    /// <summary>Takes one record; one that does not fit damages <paramref name="records"/>.</summary>
    public static WireRecord Read(ref WireCursor records) => new(ref records);

    /// <summary>True for the type in class IN.</summary>
    public bool Is(DnsType type) => Type == type && @class == ClassIn;

    /// <returns>Null when owner or data cannot be decoded.</returns>
    public ResourceRecord? Decode()
    {
        var cursor = data;
        if (cursor.IsDamaged) return null;
        var name = cursor.NameAt(owner);
        return RecordDataDecoder.Read(Type, cursor) is { } decoded ? new(name, Lifetime, decoded) : null;
    }

    /// <summary>What an SOA record says of a denial. Its two names are passed over: most answers are denials, and nobody reads them there.</summary>
    /// <returns>Null when owner or data cannot be decoded.</returns>
    public DenyingZone? DecodeZone()
    {
        const int serialToExpire = 4 * sizeof(uint);
        var cursor = data;
        if (cursor.IsDamaged) return null;
        var apex = cursor.NameAt(owner);
        cursor.SkipName();
        cursor.SkipName();
        cursor.Take(serialToExpire);
        var minimum = cursor.UInt32();
        return cursor.IsDamaged || !cursor.IsAtEnd ? null : DenyingZone.Of(apex, Lifetime, minimum);
    }
}
