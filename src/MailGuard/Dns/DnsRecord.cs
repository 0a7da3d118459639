using System.Collections.Immutable;
using System.Net;
using System.Text;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>The data of one resource record. </summary>
public abstract record DnsRecord(DnsType Type)
{
    /// <summary>A or AAAA.</summary>
    public sealed record Address(IPAddress Value) : DnsRecord(Value.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? DnsType.Aaaa : DnsType.A)
    {
        private protected override string SortKey => Convert.ToHexString(Value.GetAddressBytes());
    }

    /// <summary>MX (RFC 1035 section 3.3.9). The root as exchange is a null MX (RFC 7505).</summary>
    public sealed record Mx(ushort Preference, DomainName Exchange) : DnsRecord(DnsType.Mx)
    {
        private protected override string SortKey => $"{Preference:X4}{Exchange}";
    }

    /// <summary>TXT (RFC 1035 section 3.3.14), octets exactly as published.</summary>
    /// <param name="Strings">The character-strings, at most 255 octets each; longer ones stand in master files by mistake, and no message carries them.</param>
    public sealed record Txt(ImmutableArray<ImmutableArray<byte>> Strings) : DnsRecord(DnsType.Txt)
    {
        private string? text;

        /// <summary>The strings joined without a separator, one char an octet (U+0000 to U+00FF).</summary>
        public string Text => text ??= Join("");

        /// <summary>A string exceeds the 255 octets of RFC 1035 section 3.3.</summary>
        internal bool IsOverlong => Strings.Any(octets => octets.Length > CharacterString.MaxOctets);

        private protected override string SortKey => Strings.Length == 1 ? Text : Join("\0");

        /// <summary>One TXT record of the given text, cut into character-strings of 255 octets.</summary>
        public static Txt Of(string text) =>
            new([.. Encoding.Latin1.GetBytes(text).Chunk(255).DefaultIfEmpty([]).Select(octets => ImmutableArray.Create(octets))]);

        public bool Equals(Txt? other) => other is not null && SortKey == other.SortKey;

        public override int GetHashCode() => SortKey.GetHashCode(StringComparison.Ordinal);

        private string Join(string separator) => Strings is [var only]
            ? Encoding.Latin1.GetString(only.AsSpan())
            : string.Join(separator, Strings.Select(octets => Encoding.Latin1.GetString(octets.AsSpan())));
    }

    /// <summary>CNAME, NS or PTR: a record whose data is one name.</summary>
    public sealed record Pointer(DnsType PointerType, DomainName Target) : DnsRecord(PointerType)
    {
        private protected override string SortKey => Target.Text;
    }

    /// <summary>SOA (RFC 1035 section 3.3.13).</summary>
    /// <param name="Minimum">Seconds; bounds the TTL of negative answers (RFC 2308 section 4).</param>
    public sealed record Soa(DomainName PrimaryServer, DomainName Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Minimum) : DnsRecord(DnsType.Soa)
    {
        private protected override string SortKey => PrimaryServer.Text;
    }

    /// <summary>DS (RFC 4034 section 5): the parent zone vouches for a key of the child.</summary>
    public sealed record Ds(ushort KeyTag, byte Algorithm, byte DigestType, ImmutableArray<byte> Digest) : DnsRecord(DnsType.Ds)
    {
        private protected override string SortKey => $"{KeyTag:X4}{Algorithm:X2}{DigestType:X2}{Convert.ToHexString(Digest.AsSpan())}";

        public bool Equals(Ds? other) => other is not null && SortKey == other.SortKey;

        public override int GetHashCode() => SortKey.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>TLSA (RFC 6698 section 2.1).</summary>
    public sealed record Tlsa(byte Usage, byte Selector, byte MatchingType, ImmutableArray<byte> Association) : DnsRecord(DnsType.Tlsa)
    {
        private protected override string SortKey => $"{Usage:X2}{Selector:X2}{MatchingType:X2}{Convert.ToHexString(Association.AsSpan())}";

        public bool Equals(Tlsa? other) => other is not null && SortKey == other.SortKey;

        public override int GetHashCode() => SortKey.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>CAA (RFC 8659 section 4.1), e.g. <c>0 issue "ca.example"</c>.</summary>
    public sealed record Caa(byte Flags, string Tag, string Value) : DnsRecord(DnsType.Caa)
    {
        private protected override string SortKey => $"{Flags:X2}{Tag} {Value}";
    }

    /// <summary>A type this library does not take apart (RFC 3597).</summary>
    public sealed record Opaque(DnsType OpaqueType, ImmutableArray<byte> Octets) : DnsRecord(OpaqueType)
    {
        private protected override string SortKey => Convert.ToHexString(Octets.AsSpan());

        public bool Equals(Opaque? other) => other is not null && Type == other.Type && SortKey == other.SortKey;

        public override int GetHashCode() => SortKey.GetHashCode(StringComparison.Ordinal);
    }

    private protected abstract string SortKey { get; }

    /// <summary>Each once, by type, then by data: the same order whatever order a server answers in.</summary>
    internal static ImmutableArray<DnsRecord> InStableOrder(ImmutableArray<DnsRecord> records)
    {
        if (records.Length < 2) return records;
        var keyed = new Keyed[records.Length];
        for (var at = 0; at < keyed.Length; at++) keyed[at] = new(records[at], records[at].SortKey);
        Array.Sort(keyed, Keyed.Compare);
        var ordered = ImmutableArray.CreateBuilder<DnsRecord>(keyed.Length);
        for (var at = 0; at < keyed.Length; at++)
        {
            if (!IsAmongSameKey(keyed.AsSpan(..at), keyed[at])) ordered.Add(keyed[at].Record);
        }

        return ordered.DrainToImmutable();
    }

    /// <summary>Equal records have equal keys, so those before it with the same key are all there is to compare with.</summary>
    private static bool IsAmongSameKey(ReadOnlySpan<Keyed> before, Keyed record)
    {
        for (var at = before.Length - 1; at >= 0 && Keyed.Compare(before[at], record) == 0; at--)
        {
            if (before[at].Record == record.Record) return true;
        }

        return false;
    }

    private readonly record struct Keyed(DnsRecord Record, string Key)
    {
        public static int Compare(Keyed left, Keyed right) =>
            left.Record.Type != right.Record.Type ? left.Record.Type.CompareTo(right.Record.Type) : string.CompareOrdinal(left.Key, right.Key);
    }
}
