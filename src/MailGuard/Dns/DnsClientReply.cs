using System.Collections.Immutable;
using System.Text;
using DnsClient;
using DnsClient.Protocol;
using MailGuard.Names;
using WireQuestion = DnsClient.DnsQuestion;

namespace MailGuard.Dns;

/// <summary>From a message as DnsClient hands it over, unchecked, to a reply that can be believed.</summary>
internal static class DnsClientReply
{
    public static DnsReply Read(IDnsQueryResponse response, DomainName name, DnsType type)
    {
        if (!response.Header.HasQuery) return DnsReply.Failed(DnsFailure.BadAnswer);   // the QR bit: without it this is a question
        if (FailureOf(response) is { } failure) return DnsReply.Failed(failure);
        if (!Repeats(response.Questions, name, type)) return DnsReply.Failed(DnsFailure.BadAnswer);
        return Records(response.Answers, type) is { } answers
            ? Checked(new(answers, IsNoSuchName(response), ZoneOf(response)), response, name, type)
            : DnsReply.Failed(DnsFailure.BadAnswer);
    }

    /// <summary>True when the server may have refused only the OPT record (RFC 6891 section 7).</summary>
    public static bool DislikesEdns(IDnsQueryResponse response) =>
        response.Header.ResponseCode is DnsHeaderResponseCode.FormatError or DnsHeaderResponseCode.NotImplemented
        || ExtendedCode(response) > 0;

    private static DnsFailure? FailureOf(IDnsQueryResponse response) => response.Header.ResponseCode switch
    {
        _ when ExtendedCode(response) > 0 => DnsFailure.ErrorCode,
        DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain => null,
        DnsHeaderResponseCode.ServerFailure => DnsFailure.ServerFailure,
        DnsHeaderResponseCode.Refused => DnsFailure.Refused,
        _ => DnsFailure.ErrorCode,
    };

    /// <summary>The upper bits of the response code: BADVERS looks like NOERROR without them (RFC 6891 section 6.1.3).</summary>
    private static int ExtendedCode(IDnsQueryResponse response) =>
        response.Additionals.FirstOrDefault(record => record.RecordType is ResourceRecordType.OPT)?.InitialTimeToLive >> 24 & 0xff ?? 0;

    private static bool IsNoSuchName(IDnsQueryResponse response) => response.Header.ResponseCode is DnsHeaderResponseCode.NotExistentDomain;

    private static bool Repeats(IReadOnlyList<WireQuestion> questions, DomainName name, DnsType type) =>
        questions is [var question]
        && (int)question.QuestionType == (int)type
        && question.QuestionClass is QueryClass.IN
        && NameOf(question.QueryName) == name;

    private static DnsReply Checked(DnsReply reply, IDnsQueryResponse response, DomainName name, DnsType type)
    {
        var isBelievable = reply.IsAbout(name, type) && (!reply.Answers.IsEmpty || reply.IsNoSuchName || KnowsTheName(reply, response));
        return isBelievable ? reply : DnsReply.Failed(DnsFailure.BadAnswer);
    }

    /// <summary>Who holds the zone or resolves for others may say NODATA; a referral is empty as well (RFC 2308 section 2.2), and an answer of other types is none.</summary>
    private static bool KnowsTheName(DnsReply reply, IDnsQueryResponse response)
    {
        if (reply.Zone is not null) return true;
        if (response.Answers.Count > 0) return false;
        var isReferral = response.Authorities.Any(record => record.RecordType is ResourceRecordType.NS);
        return response.Header.HasAuthorityAnswer || (response.Header.RecursionAvailable && !isReferral);
    }

    private static DenyingZone? ZoneOf(IDnsQueryResponse response) =>
        Records(response.Authorities, DnsType.Soa) is { } records && records.FirstOrDefault(record => record.Data is DnsRecord.Soa) is { } soa
            ? DenyingZone.Of(soa.Owner, soa.TimeToLive, ((DnsRecord.Soa)soa.Data).Minimum)
            : null;

    /// <summary>Those of the type, and CNAMEs; null when one of them cannot be read.</summary>
    private static ImmutableArray<ResourceRecord>? Records(IEnumerable<DnsResourceRecord> records, DnsType type)
    {
        var read = ImmutableArray.CreateBuilder<ResourceRecord>();
        foreach (var record in records)
        {
            var isWanted = (DnsType)record.RecordType == type || record.RecordType is ResourceRecordType.CNAME;
            if (!isWanted || record.RecordClass is not QueryClass.IN) continue;
            if (NameOf(record.DomainName) is not { } owner || Data(record) is not { } data) return null;
            var timeToLive = TimeSpan.FromSeconds(Math.Max(0, record.InitialTimeToLive));   // 2^31 and above count as 0, RFC 2181 section 8
            read.Add(new(owner, timeToLive, data));
        }

        return read.ToImmutable();
    }

    private static DnsRecord? Data(DnsResourceRecord record) => record switch
    {
        AddressRecord address => new DnsRecord.Address(address.Address),
        CNameRecord alias => Pointer(DnsType.Cname, alias.CanonicalName),
        NsRecord server => Pointer(DnsType.Ns, server.NSDName),
        PtrRecord pointer => Pointer(DnsType.Ptr, pointer.PtrDomainName),
        MxRecord mx => NameOf(mx.Exchange) is { } exchange ? new DnsRecord.Mx(mx.Preference, exchange) : null,
        SoaRecord soa => Soa(soa),
        TxtRecord text => Text(text),
        DsRecord ds => ds.Digest.Count > 0 ? new DnsRecord.Ds((ushort)ds.KeyTag, (byte)ds.Algorithm, ds.DigestType, [.. ds.Digest]) : null,
        TlsaRecord tlsa => Tlsa(tlsa),
        CaaRecord caa => Caa(caa),
        UnknownRecord unknown => new DnsRecord.Opaque((DnsType)record.RecordType, [.. unknown.Data]),
        _ => null,
    };

    private static DnsRecord.Pointer? Pointer(DnsType type, DnsString target) => NameOf(target) is { } name ? new(type, name) : null;

    private static DnsRecord.Soa? Soa(SoaRecord soa) =>
        NameOf(soa.MName) is { } server && NameOf(soa.RName) is { } mailbox
            ? new(server, mailbox, soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum)
            : null;

    /// <summary>TXT, and the obsolete SPF type of the same form. RFC 1035 wants at least one string.</summary>
    private static DnsRecord? Text(TxtRecord record)
    {
        var strings = record.EscapedText.Zip(record.Text, DnsClientText.Octets).ToList();
        if (strings.Count == 0 || strings.Any(octets => octets is null)) return null;
        return record.RecordType is ResourceRecordType.SPF
            ? new DnsRecord.Opaque(DnsType.Spf, [.. strings.SelectMany(octets => octets!.Value.Prepend((byte)octets.Value.Length))])
            : new DnsRecord.Txt([.. strings.Select(octets => octets!.Value)]);
    }

    private static DnsRecord.Tlsa? Tlsa(TlsaRecord tlsa) =>
        tlsa.CertificateAssociationData.Count > 0
            ? new((byte)tlsa.CertificateUsage, (byte)tlsa.Selector, (byte)tlsa.MatchingType, [.. tlsa.CertificateAssociationData])
            : null;

    private static DnsRecord.Caa? Caa(CaaRecord caa)
    {
        const int flagsAndLengthOfTag = 2;   // RFC 8659 section 4.1
        var length = caa.RawDataLength - flagsAndLengthOfTag - caa.Tag.Length;
        if (DnsClientText.Octets(caa.Value, length) is not { } value) return null;
        return new(caa.Flags, caa.Tag, Encoding.Latin1.GetString(value.AsSpan()));
    }

    /// <summary>By the text that was received; the value DnsClient makes of it has U-labels for A-labels.</summary>
    private static DomainName? NameOf(DnsString name) => DomainName.TryFromDns(name.Original, out var read) ? read : null;
}
