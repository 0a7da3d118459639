using System.Collections.Immutable;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using MailGuard.Dns;
using MailGuard.Dns.Wire;
using MailGuard.Names;

namespace MailGuard.Tests.Dns.Wire;

/// <summary>What is written is read as it was, and what nobody would write does no harm.</summary>
public sealed class RoundTripTests
{
    private static readonly ImmutableArray<DnsType> Types =
        [.. Enum.GetValues<DnsType>(), (DnsType)65280];

    private static readonly Gen<byte[]> Label =
        from length in Gen.Frequency((9, Gen.Choose(1, 4)), (1, Gen.Choose(5, DomainName.MaxLabelOctets)))
        from octets in Gen.Frequency((4, Gen.Elements("abcAB-_1"u8.ToArray())), (1, Gen.Elements("\0 .\\\"@\u007f"u8.ToArray().Append((byte)0xff).ToArray()))).ArrayOf(length)
        select octets;

    private static readonly Gen<byte[]> WireForm =
        from count in Gen.Choose(0, 6)
        from labels in Label.ArrayOf(count)
        let octets = (byte[])[.. labels.SelectMany(label => label.Prepend((byte)label.Length)), 0]
        where octets.Length <= DomainName.MaxWireOctets
        select octets;

    private static readonly Gen<DomainName> Name = WireForm.Select(octets => DomainName.FromWire(octets));

    private static readonly Gen<byte[]> Octets = Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf();

    private static readonly Gen<QuestionMessage> Question =
        from name in Name
        from type in Gen.Elements(Types.AsEnumerable())
        select new QuestionMessage(name, type, checkingDisabled: false);

    private static readonly Gen<(QuestionMessage Question, ImmutableArray<ResourceRecord> Records, bool Compresses)> Reply =
        from question in Question
        from aliases in Name.ArrayOf().Resize(4)
        from data in DataOf(question.Type).ArrayOf().Resize(5)
        from seconds in Gen.Choose(0, int.MaxValue)
        from compresses in Gen.Elements(true, false)
        select (question, Chain(question, aliases, data, TimeSpan.FromSeconds(seconds)), compresses);

    [Fact]
    public void A_name_is_read_as_it_was_written() => Prop.ForAll(WireForm.ToArbitrary(), octets =>
    {
        var written = new byte[DomainName.MaxWireOctets];
        var name = DomainName.FromWire(octets);
        return name.WriteWire(written) == octets.Length && LowerCase(octets).AsSpan().SequenceEqual(written.AsSpan(..octets.Length));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_name_is_the_same_from_octets_and_from_text() => Prop.ForAll(WireForm.ToArbitrary(), octets =>
    {
        var name = DomainName.FromWire(octets);
        return DomainName.TryFromDns(Escaped(octets), out var read)
            && read == name
            && read.Labels.SequenceEqual(name.Labels)
            && read.Text == name.Text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Records_are_read_as_they_were_written() => Prop.ForAll(Reply.ToArbitrary(), reply =>
    {
        var message = new MessageBuilder(reply.Question, compresses: reply.Compresses).Answer(reply.Records).Build();
        var reading = MessageReader.Read(message, reply.Question);
        return reading is { Kind: AnswerKind.Reply, Reply: { } read } && read.Answers.SequenceEqual(reply.Records);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_octets_are_no_reply() => Prop.ForAll(Octets.ToArbitrary(), Question.ToArbitrary(), (octets, question) =>
    {
        var behindQuestion = new MessageBuilder(question).Build().Concat(octets).ToArray();
        MessageReader.Read(behindQuestion, question);
        return MessageReader.Read(octets, question).Kind is AnswerKind.Unrelated;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Messages_with_octets_changed_are_read_to_an_end() => Prop.ForAll(
        Reply.ToArbitrary(),
        Gen.Choose(0, int.MaxValue).Two().ArrayOf().Resize(6).ToArbitrary(),
        (reply, changes) =>
        {
            var message = new MessageBuilder(reply.Question, compresses: reply.Compresses).Answer(reply.Records).Opt(0).Build();
            var recordsAt = MessageHeader.Octets + reply.Question.Section.Length;
            foreach (var (at, octet) in changes) message[recordsAt + (at % (message.Length - recordsAt))] = (byte)octet;
            return MessageReader.Read(message, reply.Question).Kind is not AnswerKind.Unrelated and not AnswerKind.Truncated;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_prefix_of_a_message_is_no_reply() => Prop.ForAll(Reply.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (reply, length) =>
    {
        var message = new MessageBuilder(reply.Question, compresses: reply.Compresses).Answer(reply.Records).Opt(0).Build();
        return MessageReader.Read(message.AsSpan(..(length % message.Length)), reply.Question).Reply is null;
    }).QuickCheckThrowOnFailure();

    private static Gen<DnsRecord> DataOf(DnsType type) => type switch
    {
        DnsType.A => Fixed(4).Select(octets => (DnsRecord)new DnsRecord.Address(new IPAddress(octets))),
        DnsType.Aaaa => Fixed(16).Select(octets => (DnsRecord)new DnsRecord.Address(new IPAddress(octets))),
        DnsType.Ns or DnsType.Cname or DnsType.Ptr => Name.Select(name => (DnsRecord)new DnsRecord.Pointer(type, name)),
        DnsType.Mx => from preference in Gen.Choose(0, ushort.MaxValue) from name in Name select (DnsRecord)new DnsRecord.Mx((ushort)preference, name),
        DnsType.Txt => Octets.NonEmptyListOf().Select(strings => (DnsRecord)new DnsRecord.Txt([.. strings.Select(text => text.Take(255).ToImmutableArray())])),
        DnsType.Soa => from server in Name from mailbox in Name from number in Gen.Choose(0, int.MaxValue) select (DnsRecord)Soa(server, mailbox, (uint)number),
        DnsType.Ds => Octets.Select(octets => (DnsRecord)new DnsRecord.Ds(60485, 8, 2, [.. octets, 1])),
        DnsType.Tlsa => Octets.Select(octets => (DnsRecord)new DnsRecord.Tlsa(3, 1, 1, [.. octets, 1])),
        DnsType.Caa => Octets.Select(octets => (DnsRecord)new DnsRecord.Caa(128, "issue", System.Text.Encoding.Latin1.GetString(octets))),
        _ => Octets.Select(octets => (DnsRecord)new DnsRecord.Opaque(type, [.. octets])),
    };

    private static DnsRecord.Soa Soa(DomainName server, DomainName mailbox, uint number) =>
        new(server, mailbox, number, ~number, number / 2, uint.MaxValue, 0);

    private static Gen<byte[]> Fixed(int octets) => Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(octets);

    private static ImmutableArray<ResourceRecord> Chain(QuestionMessage question, DomainName[] aliases, DnsRecord[] data, TimeSpan timeToLive)
    {
        DomainName[] names = [question.Name, .. aliases];
        var pointers = aliases.Zip(names, (target, owner) => new ResourceRecord(owner, timeToLive, new DnsRecord.Pointer(DnsType.Cname, target)));
        return [.. pointers, .. data.Select(one => new ResourceRecord(names[^1], timeToLive, one))];
    }

    private static byte[] LowerCase(byte[] octets)
    {
        var lower = octets.ToArray();
        for (var at = 0; lower[at] != 0; at += lower[at] + 1)
        {
            foreach (ref var octet in lower.AsSpan(at + 1, lower[at]))
            {
                if (octet is >= (byte)'A' and <= (byte)'Z') octet += 'a' - 'A';
            }
        }

        return lower;
    }

    /// <summary>Every octet as a number.</summary>
    private static string Escaped(byte[] octets)
    {
        var labels = new List<string>();
        for (var at = 0; octets[at] != 0; at += octets[at] + 1)
        {
            labels.Add(string.Concat(octets.Skip(at + 1).Take(octets[at]).Select(octet => $"\\{octet:D3}")));
        }

        return string.Join('.', labels);
    }
}
