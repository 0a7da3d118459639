using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Conformance;

/// <summary>The DNS of one case: a name it does not hold does not exist, and CNAMEs are followed as a resolver does.</summary>
internal sealed class SuiteDns(JsonObject names) : IDnsResolver
{
    private readonly List<DnsQuestion> asked = [];

    /// <summary>In the order asked.</summary>
    public IReadOnlyList<DnsQuestion> Asked => asked;

    public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        asked.Add(question);
        return ValueTask.FromResult(Answer(question, []));
    }

    private DnsAnswer Answer(DnsQuestion question, ImmutableArray<DomainName> aliases)
    {
        var (name, type) = (question.Name, question.Type);
        var end = aliases.IsEmpty ? name : aliases[^1];
        if (NodeAt(end) is not { } node) return DnsAnswer.NoSuchName(name, type, aliases);
        if (ErrorAt(node, type) is { } error) return Failed(question, error, aliases);
        if (RecordsAt(node, type) is { Count: > 0 } records) return DnsAnswer.Found(name, type, records, aliases);
        if ((string?)node["CNAME"]?[0] is not { } target) return DnsAnswer.NoData(name, type, aliases);
        return aliases.Length == DnsAnswer.MaxAliases
            ? DnsAnswer.Failed(name, type, DnsFailure.AliasLoop, aliases)
            : Answer(question, aliases.Add(NameOf(target)));
    }

    private JsonObject? NodeAt(DomainName name) => names.FirstOrDefault(one => NameOf(one.Key) == name).Value?.AsObject();

    private static string? ErrorAt(JsonObject node, DnsType type) =>
        node["$error"] is not { } errors ? null : (string?)errors[DnsTypeName.Of(type)] ?? (string?)errors["*"];

    private static DnsAnswer Failed(DnsQuestion question, string error, ImmutableArray<DomainName> aliases) => error switch
    {
        "nxdomain" => DnsAnswer.NoSuchName(question.Name, question.Type, aliases),
        "timeout" => DnsAnswer.Failed(question.Name, question.Type, DnsFailure.Timeout, aliases),
        "refused" => DnsAnswer.Failed(question.Name, question.Type, DnsFailure.Refused, aliases),
        _ => DnsAnswer.Failed(question.Name, question.Type, DnsFailure.ServerFailure, aliases),
    };

    private static List<DnsRecord> RecordsAt(JsonObject node, DnsType type) =>
        node[DnsTypeName.Of(type)] is JsonArray records ? [.. records.Select(record => RecordOf(type, record!))] : [];

    private static DnsRecord RecordOf(DnsType type, JsonNode data) => type switch
    {
        DnsType.A or DnsType.Aaaa => new DnsRecord.Address(IPAddress.Parse((string)data!)),
        DnsType.Mx => new DnsRecord.Mx(ushort.Parse(data["preference"]!.ToString(), CultureInfo.InvariantCulture), NameOf((string)data["exchange"]!)),
        DnsType.Txt => new DnsRecord.Txt([.. data.AsArray().Select(text => ImmutableArray.Create(Encoding.Latin1.GetBytes((string)text!)))]),
        DnsType.Ptr or DnsType.Cname => new DnsRecord.Pointer(type, NameOf((string)data!)),
        _ => throw new InvalidOperationException($"The suites hold no {type} records."),
    };

    private static DomainName NameOf(string text) =>
        DomainName.TryFromDns(text, out var name) ? name : throw new InvalidOperationException($"'{text}' is no domain name.");
}
