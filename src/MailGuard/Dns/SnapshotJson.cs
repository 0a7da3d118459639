using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>The lines of a snapshot; their members are a public promise.</summary>
internal static class SnapshotJson
{
    private const string FetchBegins = "{\"fetch\":";

    private static readonly SnapshotJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Quotation marks of TXT data stay readable. Control characters are escaped all the same.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Header(DateTimeOffset asOf, string resolver) =>
        JsonSerializer.Serialize(new(DnsSnapshot.CurrentSchema, asOf, resolver), Context.SnapshotHeader);

    /// <returns>Null when it is none of this schema.</returns>
    public static (DateTimeOffset AsOf, string Resolver)? ReadHeader(string line) =>
        Read(line, Context.SnapshotHeader) is { Schema: DnsSnapshot.CurrentSchema, AsOf: { } asOf, Resolver: { } resolver }
            ? (asOf, resolver)
            : null;

    /// <param name="opinion">Null for the run's own answers, else the number of the other resolver, from 1.</param>
    public static string Line(DnsAnswer answer, int? opinion) => JsonSerializer.Serialize(
        new SnapshotLine
        {
            Name = CharacterString.Absolute(answer.Name),
            Type = DnsTypeName.Of(answer.Type),
            CheckingDisabled = answer.CheckingDisabled ? true : null,
            Opinion = opinion,
            Status = answer.Status,
            Failure = answer.Failure,
            Ttl = answer.TimeToLive is { } timeToLive ? (long)timeToLive.TotalSeconds : null,
            Aliases = answer.Aliases.IsEmpty ? null : [.. answer.Aliases.Select(CharacterString.Absolute)],
            Records = answer.Records.IsEmpty ? null : [.. answer.Records.Select(RecordDataWriter.Write)],
        },
        Context.SnapshotLine);

    public static string Line(RecordedFetch fetch) =>
        JsonSerializer.Serialize(new(fetch.Url, fetch.Outcome, fetch.Detail, fetch.Body.Length == 0 ? null : fetch.Body), Context.SnapshotFetch);

    /// <returns>Null when the line is no fetch.</returns>
    public static RecordedFetch? ReadFetch(string line) =>
        line.StartsWith(FetchBegins, StringComparison.Ordinal) && Read(line, Context.SnapshotFetch) is { Fetch: { } url, Outcome: { } outcome } fetch
        && fetch.Body?.Any(one => one > '\xff') != true
            ? new(url, outcome, fetch.Detail, fetch.Body ?? "")
            : null;

    /// <returns>Null when the line is no answer.</returns>
    public static (DnsAnswer Answer, int? Opinion)? ReadLine(string text) =>
        Read(text, Context.SnapshotLine) is { Opinion: null or (>= 1 and <= DnsSnapshot.MaxSecondOpinions) } line && AnswerOf(line) is { } answer
            ? (answer, line.Opinion)
            : null;

    private static DnsAnswer? AnswerOf(SnapshotLine line)
    {
        if (ReadName(line.Name) is not { } name || !DnsTypeName.TryParse(line.Type ?? "", out var type, out _)) return null;
        if (ReadAll(line.Aliases, ReadName) is not { } aliases) return null;
        if (ReadAll(line.Records, record => ReadRecord(type, record)) is not { } records) return null;
        if (line.Ttl is < 0 or > int.MaxValue) return null;
        TimeSpan? timeToLive = line.Ttl is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        DnsAnswer? answer = (line.Status, line.Failure) switch
        {
            (DnsStatus.Found, null) when !records.IsEmpty => DnsAnswer.Found(name, type, records, aliases, timeToLive),
            (DnsStatus.NoData, null) when records.IsEmpty => DnsAnswer.NoData(name, type, aliases, timeToLive),
            (DnsStatus.NoSuchName, null) when records.IsEmpty => DnsAnswer.NoSuchName(name, type, aliases, timeToLive),
            (DnsStatus.Failed, { } failure) when records.IsEmpty => DnsAnswer.Failed(name, type, failure, aliases),
            _ => null,
        };
        return line.CheckingDisabled is true && answer is not null ? answer with { CheckingDisabled = true } : answer;
    }

    private static T? Read<T>(string line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)   // the latter for half a surrogate pair
        {
            return null;
        }
    }

    private static DomainName? ReadName(string? text) => text is { Length: > 0 } && DomainName.TryFromDns(text, out var name) ? name : null;

    private static DnsRecord? ReadRecord(DnsType type, string? text)
    {
        var entries = MasterFileReader.Read($" {text}").ToList();
        if (entries is not [{ Mistake: null } entry]) return null;
        return RecordDataReader.Read(type, isMnemonic: false, entry.Tokens, DomainName.Root, out _);
    }

    /// <returns>Null when one of them is null.</returns>
    private static ImmutableArray<T>? ReadAll<T>(IReadOnlyList<string?>? texts, Func<string?, T?> read)
        where T : class
    {
        var all = (texts ?? []).Select(read).ToList();
        return all.Contains(null) ? null : [.. all!];
    }
}

internal sealed record SnapshotHeader(string? Schema, DateTimeOffset? AsOf, string? Resolver);

/// <summary>One file fetched.</summary>
/// <param name="Fetch">The URL.</param>
internal sealed record SnapshotFetch(string? Fetch, string? Outcome, string? Detail, string? Body);

/// <summary>One answer. Members that are null are left out.</summary>
internal sealed record SnapshotLine
{
    /// <summary>Absolute, in master file form like all names and records here.</summary>
    public string? Name { get; init; }

    public string? Type { get; init; }

    /// <summary>Null is false: left out of most lines, and unknown to snapshots of earlier versions.</summary>
    public bool? CheckingDisabled { get; init; }

    /// <summary>Null for the run's own answers: left out of most lines, and unknown to snapshots of earlier versions.</summary>
    public int? Opinion { get; init; }

    [JsonConverter(typeof(CamelCaseConverter<DnsStatus>))]
    public DnsStatus? Status { get; init; }

    [JsonConverter(typeof(CamelCaseConverter<DnsFailure>))]
    public DnsFailure? Failure { get; init; }

    /// <summary>Seconds.</summary>
    public long? Ttl { get; init; }

    public IReadOnlyList<string?>? Aliases { get; init; }

    public IReadOnlyList<string?>? Records { get; init; }
}

internal sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

[JsonSerializable(typeof(SnapshotHeader))]
[JsonSerializable(typeof(SnapshotLine))]
[JsonSerializable(typeof(SnapshotFetch))]
internal sealed partial class SnapshotJsonContext : JsonSerializerContext;
