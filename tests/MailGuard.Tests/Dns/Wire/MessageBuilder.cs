using System.Buffers.Binary;
using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Dns.Wire;
using MailGuard.Names;

namespace MailGuard.Tests.Dns.Wire;

/// <summary>Writes messages as servers do. Sections are filled in the order of the message.</summary>
internal sealed class MessageBuilder
{
    private const int AnswerCountAt = 6, AuthorityCountAt = 8, AdditionalCountAt = 10;
    private const int FarthestTarget = 0x3fff;

    private readonly List<byte> octets;
    private readonly Dictionary<DomainName, int> written = [];
    private readonly bool compresses;

    public MessageBuilder(QuestionMessage question, MessageFlags flags = MessageFlags.AuthoritativeAnswer, ResponseCode code = ResponseCode.NoError, bool compresses = true)
    {
        var start = new byte[QuestionMessage.MaxOctets];
        octets = [.. start[..question.Write(start, id: 0x4d47, withEdns: false)]];
        this.compresses = compresses;
        Put(2, (ushort)(MessageFlags.Response | MessageFlags.RecursionDesired | flags | (MessageFlags)code));
        Remember(question.Name, MessageHeader.Octets);
    }

    public static QuestionMessage Question(string name, string type) => new(Name(name), Zones.Type(type), checkingDisabled: false);

    public static DomainName Name(string text)
    {
        Assert.True(DomainName.TryFromDns(text, out var name));
        return name;
    }

    /// <summary>As in a zone file whose origin is the root, separated by commas; every name is absolute.</summary>
    public static ImmutableArray<ResourceRecord> Records(string text) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(record => Assert.Single(Assert.Single(ZoneFile.Parse($"$TTL 60\n{record}", "message", DomainName.Root).Zones).Records)),
    ];

    public MessageBuilder Answer(string records) => Add(AnswerCountAt, Records(records));

    public MessageBuilder Answer(IEnumerable<ResourceRecord> records) => Add(AnswerCountAt, records);

    public MessageBuilder Authority(string records) => Add(AuthorityCountAt, Records(records));

    public MessageBuilder Additional(string records) => Add(AdditionalCountAt, Records(records));

    public MessageBuilder Opt(int extendedCode) => Raw(AdditionalCountAt, [0], WireRecord.Opt, 1232, (uint)extendedCode >> 4 << 24, []);

    /// <summary>An answer whose owner is the name asked.</summary>
    public MessageBuilder RawAnswer(DnsType type, ReadOnlySpan<byte> data, ushort @class = WireRecord.ClassIn, uint timeToLive = 60) =>
        Raw(AnswerCountAt, [0xc0, MessageHeader.Octets], type, @class, timeToLive, data);

    public MessageBuilder RawAnswer(ReadOnlySpan<byte> owner, DnsType type, ReadOnlySpan<byte> data) =>
        Raw(AnswerCountAt, owner, type, WireRecord.ClassIn, 60, data);

    public MessageBuilder RawAuthority(DnsType type, ReadOnlySpan<byte> data) =>
        Raw(AuthorityCountAt, [0xc0, MessageHeader.Octets], type, WireRecord.ClassIn, 60, data);

    public byte[] Build() => [.. octets];

    private MessageBuilder Raw(int countAt, ReadOnlySpan<byte> owner, DnsType type, ushort @class, uint timeToLive, ReadOnlySpan<byte> data)
    {
        octets.AddRange(owner);
        AddHead(countAt, type, @class, timeToLive);
        Add16((ushort)data.Length);
        octets.AddRange(data);
        return this;
    }

    private MessageBuilder Add(int countAt, IEnumerable<ResourceRecord> records)
    {
        foreach (var record in records)
        {
            AddName(record.Owner);
            AddHead(countAt, record.Data.Type, WireRecord.ClassIn, (uint)record.TimeToLive.TotalSeconds);
            var lengthAt = octets.Count;
            Add16(0);
            AddData(record.Data);
            Put(lengthAt, (ushort)(octets.Count - lengthAt - sizeof(ushort)));
        }

        return this;
    }

    private void AddHead(int countAt, DnsType type, ushort @class, uint timeToLive)
    {
        Put(countAt, (ushort)(BinaryPrimitives.ReadUInt16BigEndian([octets[countAt], octets[countAt + 1]]) + 1));
        Add16((ushort)type);
        Add16(@class);
        Add32(timeToLive);
    }

    private void AddData(DnsRecord data)
    {
        switch (data)
        {
            case DnsRecord.Address address:
                octets.AddRange(address.Value.GetAddressBytes());
                break;
            case DnsRecord.Pointer pointer:
                AddName(pointer.Target);
                break;
            case DnsRecord.Mx mx:
                Add16(mx.Preference);
                AddName(mx.Exchange);
                break;
            case DnsRecord.Txt txt:
                foreach (var text in txt.Strings) octets.AddRange(text.Prepend((byte)text.Length));
                break;
            case DnsRecord.Soa soa:
                AddName(soa.PrimaryServer);
                AddName(soa.Mailbox);
                foreach (var number in (uint[])[soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum]) Add32(number);
                break;
            case DnsRecord.Ds ds:
                octets.AddRange([(byte)(ds.KeyTag >> 8), (byte)ds.KeyTag, ds.Algorithm, ds.DigestType, .. ds.Digest]);
                break;
            case DnsRecord.Tlsa tlsa:
                octets.AddRange([tlsa.Usage, tlsa.Selector, tlsa.MatchingType, .. tlsa.Association]);
                break;
            case DnsRecord.Caa caa:
                octets.AddRange([caa.Flags, (byte)caa.Tag.Length, .. caa.Tag.Select(letter => (byte)letter), .. caa.Value.Select(letter => (byte)letter)]);
                break;
            case DnsRecord.Opaque opaque:
                octets.AddRange(opaque.Octets);
                break;
        }
    }

    private void AddName(DomainName name)
    {
        var start = octets.Count;
        var wire = new byte[DomainName.MaxWireOctets];
        var length = name.WriteWire(wire);
        for (var at = 0; ; at += wire[at] + 1)
        {
            if (compresses && written.TryGetValue(name, out var target))
            {
                octets.AddRange(wire[..at]);
                Add16((ushort)(0xc000 | target));
                return;
            }

            if (name.IsRoot) break;
            if (start + at <= FarthestTarget) written.TryAdd(name, start + at);
            name = name.Parent!;
        }

        octets.AddRange(wire[..length]);
    }

    private void Remember(DomainName name, int at)
    {
        for (; !name.IsRoot; name = name.Parent!)
        {
            written.Add(name, at);
            at += octets[at] + 1;
        }
    }

    private void Put(int at, ushort number) => (octets[at], octets[at + 1]) = ((byte)(number >> 8), (byte)number);

    private void Add16(ushort number) => octets.AddRange([(byte)(number >> 8), (byte)number]);

    private void Add32(uint number)
    {
        Add16((ushort)(number >> 16));
        Add16((ushort)number);
    }
}
