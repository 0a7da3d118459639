using MailGuard.Dns;
using MailGuard.Dns.Wire;
using MailGuard.Names;

namespace MailGuard.Fuzz;

/// <summary>The input is a message that anybody may have sent.</summary>
internal static class DnsMessageTarget
{
    private static readonly QuestionMessage Other = new(DomainName.Parse("clinic.example"), DnsType.Txt, checkingDisabled: false);

    public static void Run(byte[] message)
    {
        var question = QuestionOf(message) ?? Other;
        var reading = MessageReader.Read(message, question);
        if (Show(reading) != Show(MessageReader.Read(message, question))) throw new InvalidDataException("Read differently the second time.");
        if (reading.Reply is { Failure: null } reply && !reply.IsAbout(question.Name, question.Type)) throw new InvalidDataException("Not about its question.");
        if (reading.Reply is not null && MessageReader.Read(message.AsSpan(..^1), question).Kind is AnswerKind.Reply) throw new InvalidDataException("A prefix is a reply.");
    }

    /// <summary>The question the message answers, so that its records are reached; null when it has none that we would ask.</summary>
    private static QuestionMessage? QuestionOf(byte[] message)
    {
        const int typeOctets = 2;
        var octets = new byte[DomainName.MaxWireOctets];
        var length = message.Length > MessageHeader.Octets ? WireName.Expand(message, MessageHeader.Octets, message.Length, octets) : WireName.Damaged;
        var typeAt = MessageHeader.Octets + length;
        if (length == WireName.Damaged || message.Length < typeAt + typeOctets) return null;
        var type = (DnsType)((message[typeAt] << 8) | message[typeAt + 1]);
        return new(DomainName.FromWire(octets.AsSpan(..length)), type, checkingDisabled: false);
    }

    private static string Show(MessageReading reading)
    {
        if (reading.Reply is not { } reply) return reading.Kind.ToString();
        var records = reply.Answers.Select(record => $"{record.Owner} {record.TimeToLive} {record.Data.Type} {RecordDataWriter.Write(record.Data)}");
        return $"{reading.Kind} {reply.Failure} {reply.IsNoSuchName} {reply.Zone} {string.Join('|', records)}";
    }
}
