using System.Collections.Immutable;

namespace MailGuard.Dns.Wire;

/// <summary>What an incoming message is to a question.</summary>
internal enum AnswerKind
{
    /// <summary>NOERROR or NXDOMAIN that can be believed.</summary>
    Reply,

    /// <summary>Any response code that no other kind stands for; the reply holds the failure.</summary>
    ErrorCode,

    /// <summary>FORMERR, NOTIMP or BADVERS: worth asking again without OPT record (RFC 6891 section 7).</summary>
    DislikesEdns,

    /// <summary>TC is set: worth asking by TCP (RFC 2181 section 9).</summary>
    Truncated,

    /// <summary>No answer to this question: an answer to another, or none at all. The real one may still come.</summary>
    Unrelated,

    /// <summary>Answers this question, but cannot be decoded or not be believed.</summary>
    Damaged,
}

/// <param name="Reply">Set for <see cref="AnswerKind.Reply"/> and <see cref="AnswerKind.ErrorCode"/>.</param>
internal readonly record struct MessageReading(AnswerKind Kind, DnsReply? Reply);

/// <summary>From octets that anybody may have sent to a reply that can be believed. The id is the transport's to check.</summary>
internal static class MessageReader
{
    public static MessageReading Read(ReadOnlySpan<byte> message, QuestionMessage question)
    {
        if (message.Length < MessageHeader.Octets) return new(AnswerKind.Unrelated, null);
        var header = MessageHeader.Read(message);
        if (!header.IsResponseToQuery) return new(AnswerKind.Unrelated, null);
        if (IsBareFormErr(header, message)) return new(AnswerKind.DislikesEdns, null);
        if (!Repeats(message, header, question)) return new(AnswerKind.Unrelated, null);
        if (header.Flags.HasFlag(MessageFlags.Truncated)) return new(AnswerKind.Truncated, null);
        return header.Code is ResponseCode.NoError or ResponseCode.NxDomain ? Records(message, header, question) : Error(header.Code);
    }

    /// <summary>Servers older than EDNS may not get as far as the question, and repeat none.</summary>
    private static bool IsBareFormErr(in MessageHeader header, ReadOnlySpan<byte> message) =>
        header.Code is ResponseCode.FormErr
        && message.Length == MessageHeader.Octets
        && header is { QuestionCount: 0, AnswerCount: 0, AuthorityCount: 0, AdditionalCount: 0 };

    /// <summary>Octet for octet, the case of letters included: servers copy the question.</summary>
    private static bool Repeats(ReadOnlySpan<byte> message, in MessageHeader header, QuestionMessage question) =>
        header.QuestionCount == 1 && message[MessageHeader.Octets..].StartsWith(question.Section);

    private static MessageReading Error(ResponseCode code) => code switch
    {
        ResponseCode.FormErr or ResponseCode.NotImp or ResponseCode.BadVers => new(AnswerKind.DislikesEdns, null),
        ResponseCode.ServFail => new(AnswerKind.ErrorCode, DnsReply.Failed(DnsFailure.ServerFailure)),
        ResponseCode.Refused => new(AnswerKind.ErrorCode, DnsReply.Failed(DnsFailure.Refused)),
        _ => new(AnswerKind.ErrorCode, DnsReply.Failed(DnsFailure.ErrorCode)),
    };

    private static MessageReading Records(ReadOnlySpan<byte> message, in MessageHeader header, QuestionMessage question)
    {
        var last = new NameRead(MessageHeader.Octets, question.Name);
        var records = WireCursor.BehindQuestion(message, question, ref last);
        var answers = Answers(ref records, header.AnswerCount, question.Type);
        var authority = AuthoritySection.Read(ref records, header.AuthorityCount, DnsReply.EndOfAliases(answers, question.Name));
        var code = ExtendedCode(ref records, header);
        if (records.IsDamaged || !records.IsAtEnd) return new(AnswerKind.Damaged, null);
        if (code > ResponseCode.NxDomain) return Error(code);
        var reply = new DnsReply(answers, header.Code is ResponseCode.NxDomain, authority.Zone);
        return IsBelievable(reply, header, authority, question) ? new(AnswerKind.Reply, reply) : new(AnswerKind.Damaged, null);
    }

    /// <summary>Those of the type, and CNAMEs; one that cannot be decoded damages the message.</summary>
    private static ImmutableArray<ResourceRecord> Answers(ref WireCursor records, int count, DnsType type)
    {
        if (count == 0) return [];
        var answers = ImmutableArray.CreateBuilder<ResourceRecord>(Math.Min(count, records.Left / WireRecord.MinOctets));
        for (var left = count; left > 0 && !records.IsDamaged; left--)
        {
            var record = WireRecord.Read(ref records);
            if (!record.Is(type) && !record.Is(DnsType.Cname)) continue;
            if (record.Decode() is { } answer) answers.Add(answer);
            else records.Damage();
        }

        return answers.DrainToImmutable();
    }

    /// <summary>With the upper bits of the OPT record: BADVERS looks like NOERROR without them (RFC 6891 section 6.1.3).</summary>
    private static ResponseCode ExtendedCode(ref WireCursor records, in MessageHeader header)
    {
        uint? upper = null;
        for (var left = header.AdditionalCount; left > 0 && !records.IsDamaged; left--)
        {
            var record = WireRecord.Read(ref records);
            if (record.Type is WireRecord.Opt) upper ??= record.TimeToLive >> 24;
        }

        return (ResponseCode)((upper ?? 0) << 4) | header.Code;
    }

    private static bool IsBelievable(DnsReply reply, in MessageHeader header, in AuthoritySection authority, QuestionMessage question) =>
        reply.IsAbout(question.Name, question.Type)
        && (!reply.Answers.IsEmpty || reply.IsNoSuchName || KnowsTheName(header, authority));

    /// <summary>
    /// Who holds the zone or resolves for others may say NODATA; a referral is empty as well (RFC 2308 section 2.2). Without SOA record an
    /// answer section full of something else is none either: login pages of networks answer every question with an address.
    /// </summary>
    private static bool KnowsTheName(in MessageHeader header, in AuthoritySection authority)
    {
        if (authority.Zone is not null) return true;
        if (header.AnswerCount > 0) return false;
        return header.Flags.HasFlag(MessageFlags.AuthoritativeAnswer)
            || (header.Flags.HasFlag(MessageFlags.RecursionAvailable) && !authority.HasNs);
    }
}
